import {
  fromSampleValue,
  type AggregatedSeries,
  type MetricFamilyDetail,
} from '@portlight/plugin-portlight-common';
import { useMemo } from 'react';
import type { ChartUnit } from '../charts';
import { Fact, Facts, formatCount, MutedText } from '../components';
import { shortPeerNames } from './peerNames';
import { formatSample, gaugeStatistic } from './sampleValues';

/** A gauge now: never one number by guess, but all that its peers make, and who is at the ends. */
export function GaugeFacts(props: {
  detail: MetricFamilyDetail;
  series: AggregatedSeries;
  unit: ChartUnit;
}) {
  const { detail, series, unit } = props;
  const names = useMemo(() => shortPeerNames(detail.peers), [detail.peers]);
  const peerWith = (value: AggregatedSeries['minimum']) => {
    const index =
      value === undefined
        ? -1
        : series.values.findIndex(
            own =>
              own !== null && fromSampleValue(own) === fromSampleValue(value),
          );
    return detail.peers[index] && names.get(detail.peers[index].id);
  };
  const isAdded = gaugeStatistic(detail.family) === 'sum';
  const ends = [
    ['Lowest', series.minimum],
    ['Highest', series.maximum],
  ] as const;
  return (
    <Facts style={{ margin: '8px 0 12px' }}>
      {isAdded && (
        <Fact name="Sum">{formatSample(series.sum, unit.format)}</Fact>
      )}
      {unit.isAmount && (
        <Fact name="Average">{formatSample(series.average, unit.format)}</Fact>
      )}
      {ends.map(([name, value]) => (
        <Fact key={name} name={name}>
          {formatSample(value, unit.format)}{' '}
          <MutedText>{peerWith(value)}</MutedText>
        </Fact>
      ))}
      <Fact name="Peers">{formatCount(series.count)}</Fact>
    </Facts>
  );
}
