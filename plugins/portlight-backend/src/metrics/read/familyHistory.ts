import type {
  HistorySeries,
  MetricType,
  SignalQuery,
} from '@portlight/plugin-portlight-common';
import { combine, type PeerLine, statistics, sum } from './historySeries';
import type { PastRow, PastSeries } from './PastSeries';
import { signalHistory } from './signalHistory';

const QUANTILES = [0.5, 0.95, 0.99];

/** The names that samples of a family may have, whatever its type. */
export function sampleNames(family: string): string[] {
  return ['', '_bucket', '_count', '_gcount'].map(suffix => family + suffix);
}

function average(values: number[]): number {
  return sum(values) / values.length;
}

function highest(values: number[]): number {
  return values.reduce((one, other) => Math.max(one, other));
}

/** Of one name, per set of labels: all peers as one line. */
function lines(
  past: PastSeries,
  name: string,
  statistic: HistorySeries['statistic'],
  of: (values: number[]) => number,
): HistorySeries[] {
  return past.rows
    .filter(row => row.name === name)
    .map((row: PastRow) => {
      const peers = [...row.cells].map(
        ([column, cell]): PeerLine => ({ peer: past.peers[column], ...cell }),
      );
      const values = combine(
        peers.map(peer => peer.values),
        of,
      );
      return {
        ...statistics(values, peers, Object.fromEntries(row.labels)),
        statistic,
      };
    });
}

/** The type of a family as the series in history say it, where no peer says it now. */
export function typeOfPast(
  past: PastSeries,
  family: string,
): MetricType | undefined {
  const row =
    past.rows.find(({ name }) => name === family) ??
    past.rows.find(({ name }) => name.startsWith(`${family}_`));
  return row?.type;
}

/**
 * A family over time: counters as rates, gauges as averages with their spread, histograms as quantiles of all their
 * series, summaries as the rate of observations and the highest of the peers' quantiles, what has states as the
 * number of peers in each.
 */
export async function familyHistory(
  past: PastSeries,
  family: string,
  type: MetricType,
): Promise<HistorySeries[]> {
  switch (type) {
    case 'counter':
      return lines(past, family, 'rate', sum);
    case 'histogram': {
      const name = `${family}_bucket`;
      const queries: SignalQuery[] = [
        {
          kind: 'quantile',
          of: [{ family, name, part: 'bucket', matchers: [] }],
          quantiles: QUANTILES,
        },
      ];
      return signalHistory(past, { unit: 'seconds', queries });
    }
    case 'gaugehistogram':
      return lines(past, `${family}_gcount`, 'sum', sum);
    case 'summary':
      return [
        ...lines(past, `${family}_count`, 'rate', sum),
        ...lines(past, family, 'value', highest),
      ];
    case 'info':
    case 'stateset':
      return lines(past, family, 'sum', sum);
    default:
      return lines(past, family, 'average', average);
  }
}
