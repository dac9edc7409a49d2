import {
  fromSampleValue,
  type AggregatedHistogram,
  type Quantile,
} from '@portlight/plugin-portlight-common';
import { styled } from '@mui/material/styles';
import type { ChartUnit } from '../charts';
import {
  Fact,
  Facts,
  formatCount,
  formatPercent,
  MutedText,
} from '../components';
import { bucketShares } from './bucketShares';
import { formatSample } from './sampleValues';

const Buckets = styled('table')({
  borderCollapse: 'collapse',
  width: '100%',
  maxWidth: 720,
  margin: '0 0 14px',
  fontSize: 12,
  '& caption': {
    textAlign: 'left',
    color: 'var(--portlight-muted)',
    padding: '0 0 4px',
  },
  '& th, & td': { height: 20, padding: '0 12px 0 0', font: 'inherit' },
  '& th': { textAlign: 'right', whiteSpace: 'nowrap', width: 90 },
  '& .bar': { width: '100%' },
  '& .bar span': {
    display: 'block',
    height: 10,
    minWidth: 1,
    borderRadius: 2,
    background: 'var(--portlight-primary)',
    opacity: 0.75,
  },
  '& .number': { textAlign: 'right', whiteSpace: 'nowrap' },
});

/** A quantile with how wrong it may be: a histogram knows no more than the bounds of its buckets. */
function QuantileValue(props: { quantile: Quantile; unit: ChartUnit }) {
  const { value, error } = props.quantile;
  const { unit } = props;
  if (typeof value !== 'number') return <>{value}</>;
  return (
    <>
      {unit.format(value)}
      <MutedText>
        {error === undefined ? ' or more' : ` ± ${unit.format(error)}`}
      </MutedText>
    </>
  );
}

const OVER = {
  window: 'in the last minute',
  all: 'since the peers began',
} as const;

/** A histogram now: its quantiles with their error, and how the observations are spread over the buckets. */
export function HistogramBuckets(props: {
  label: string;
  histogram: AggregatedHistogram;
  unit: ChartUnit;
}) {
  const { label, histogram, unit } = props;
  const { quantiles, quantilesOver = 'all', count, sum, exact } = histogram;
  const rows = bucketShares(histogram.buckets);
  const widest = Math.max(...rows.map(({ share }) => share), 0);
  const average =
    sum === undefined
      ? undefined
      : fromSampleValue(sum) / fromSampleValue(count);
  return (
    <>
      <Facts style={{ margin: '8px 0 12px' }}>
        {quantiles.map(quantile => (
          <Fact
            key={quantile.quantile}
            name={`p${Number((quantile.quantile * 100).toFixed(3))} ${
              OVER[quantilesOver]
            }`}
          >
            <QuantileValue quantile={quantile} unit={unit} />
          </Fact>
        ))}
        <Fact name="Observations">
          {formatSample(count, value => formatCount(Math.round(value)))}
        </Fact>
        {average !== undefined && (
          <Fact name="Average">{unit.format(average)}</Fact>
        )}
      </Facts>
      {!exact && (
        <p>
          <MutedText>
            The peers have different buckets; only the bounds that all of them
            have are added, so the quantiles are less exact.
          </MutedText>
        </p>
      )}
      {rows.length > 0 && (
        <Buckets aria-label={`Buckets of ${label}`}>
          <caption>Observations since the peers began, by bucket</caption>
          <tbody>
            {rows.map(row => (
              <tr key={row.upper} title={`${formatCount(row.count)} of them`}>
                <th scope="row">
                  {row.upper === Infinity
                    ? 'more'
                    : `to ${unit.format(row.upper)}`}
                </th>
                <td className="bar" aria-hidden="true">
                  {row.share > 0 && (
                    <span style={{ width: `${(row.share / widest) * 100}%` }} />
                  )}
                </td>
                <td className="number">{formatPercent(row.share)}</td>
              </tr>
            ))}
          </tbody>
        </Buckets>
      )}
    </>
  );
}
