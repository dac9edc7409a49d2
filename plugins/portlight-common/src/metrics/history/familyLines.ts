import type { HistorySeries } from '../../api/types';
import type {
  MetricsSnapshot,
  SnapshotFamily,
  SnapshotSample,
  SnapshotSeries,
} from '../aggregation';
import { familiesByName } from '../aggregation';
import { cellOf, type Counting } from '../aggregation/histogram';
import { statisticsOf, sumOf } from '../aggregation/statistics';
import type { LabelMatcher } from '../promql';
import { evaluate, type Evaluation } from '../signals/evaluate';
import { compileMatchers } from '../signals/matchers';

/** One line of a chart at one time. */
export interface LineValue {
  labels: Record<string, string>;
  statistic: HistorySeries['statistic'];
  value?: number;
  /** By the index of the peer in the snapshot; absent where a line is of all of them only. */
  peers?: (number | undefined)[];
}

type Combine = (values: number[]) => number;

const average: Combine = values => statisticsOf(values).average;
const highest: Combine = values => statisticsOf(values).maximum;

const QUANTILES: [quantile: number, statistic: 'p50' | 'p95' | 'p99'][] = [
  [0.5, 'p50'],
  [0.95, 'p95'],
  [0.99, 'p99'],
];

/** The lines of quantiles; what peers have is of the p95. */
export function quantileLines({ peers, quantiles = [] }: Evaluation) {
  return QUANTILES.flatMap(([quantile, statistic]): LineValue[] => {
    const found = quantiles.find(one => one.quantile === quantile);
    return found
      ? [
          {
            labels: {},
            statistic,
            value: found.value,
            ...(statistic === 'p95' ? { peers } : {}),
          },
        ]
      : [];
  });
}

function line(
  sample: SnapshotSample,
  { peers: all }: MetricsSnapshot,
  options: {
    labels: Record<string, string>;
    statistic: HistorySeries['statistic'];
    counting: Counting;
    combine: Combine;
  },
): LineValue[] {
  const peers = all.map((_, column) =>
    cellOf(sample, column, options.counting, all),
  );
  const known = peers.filter(value => value !== undefined);
  const { labels, statistic, combine } = options;
  return known.length === 0
    ? []
    : [{ labels, statistic, value: combine(known), peers }];
}

function linesOf(
  snapshot: MetricsSnapshot,
  { name, type }: SnapshotFamily,
  series: SnapshotSeries,
): LineValue[] {
  const labels = Object.fromEntries(series.labels);
  return series.samples.flatMap(sample => {
    const { part, bound, state } = sample;
    const draw = (
      statistic: HistorySeries['statistic'],
      combine: Combine,
      counting: Counting = 'all',
      more: Record<string, string> = {},
    ) =>
      line(sample, snapshot, {
        labels: { ...labels, ...more },
        statistic,
        combine,
        counting,
      });
    switch (type) {
      case 'counter':
        return draw('rate', sumOf, 'window');
      case 'summary':
        if (part === 'quantile') {
          // They neither add nor average.
          return draw('value', highest, 'all', { quantile: String(bound) });
        }
        return part === 'count' ? draw('rate', sumOf, 'window') : [];
      case 'gaugehistogram':
        return part === 'count' ? draw('sum', sumOf) : [];
      case 'stateset':
        return draw('sum', sumOf, 'all', { [name]: state ?? '' });
      case 'info':
        return draw('sum', sumOf);
      default:
        return draw('average', average);
    }
  });
}

/**
 * A family at one time, as charts draw it: counters as rates, gauges as averages with their spread, histograms as
 * quantiles of all their series, summaries as the rate of observations and the highest of the peers' quantiles, what
 * has states as the number of peers in each.
 *
 * @param shown - the name as the list of families has it
 */
export function familyLines(
  snapshot: MetricsSnapshot,
  shown: string,
  matchers: LabelMatcher[],
): LineValue[] {
  const family = familiesByName(snapshot).get(shown);
  if (!family) {
    return [];
  }
  const { name, type } = family;
  if (type === 'histogram') {
    return quantileLines(
      evaluate(snapshot, {
        kind: 'quantile',
        of: [
          { family: name, name: `${name}_bucket`, part: 'bucket', matchers },
        ],
        quantiles: QUANTILES.map(([quantile]) => quantile),
      }),
    );
  }
  const fits = compileMatchers(matchers);
  return family.series
    .filter(({ labels }) => fits(labels))
    .flatMap(series => linesOf(snapshot, family, series));
}
