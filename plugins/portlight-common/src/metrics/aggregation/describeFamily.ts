import type {
  AggregatedHistogram,
  AggregatedSeries,
  AggregatedSummary,
  MetricFamily,
  MetricFamilyDetail,
  MetricPeer,
} from '../../api/types';
import {
  addBuckets,
  cellOf,
  estimateQuantile,
  quantileRange,
  recentBuckets,
} from './histogram';
import { fromSampleValue, toSampleValue } from './sampleValue';
import { compareText } from './SnapshotBuilder';
import { statisticsOf, sumOf } from './statistics';
import type {
  MetricsSnapshot,
  SnapshotFamily,
  SnapshotPeer,
  SnapshotSample,
  SnapshotSeries,
} from './types';

const MAXIMUM_SERIES = 1000;

/** The quantiles of histograms that are shown. */
export const QUANTILES = [0.5, 0.95, 0.99];

/**
 * The families of a snapshot by the name that people know them by. Where peers disagree about the type of a
 * name, the type of most of them has the plain name, and the others are `name (type)`.
 *
 * @public
 */
export function familiesByName(
  snapshot: MetricsSnapshot,
): Map<string, SnapshotFamily> {
  const sameName = new Map<string, SnapshotFamily[]>();
  for (const family of snapshot.families) {
    const known = sameName.get(family.name);
    if (known) known.push(family);
    else sameName.set(family.name, [family]);
  }
  const named = new Map<string, SnapshotFamily>();
  const others: SnapshotFamily[] = [];
  for (const [name, families] of sameName) {
    families.sort((a, b) => b.peers - a.peers || compareText(a.type, b.type));
    named.set(name, families[0]);
    others.push(...families.slice(1));
  }
  for (const family of others) {
    named.set(`${family.name} (${family.type})`, family);
  }
  return named;
}

/** How the scrapes of a snapshot's peers went. */
export function describePeers(peers: readonly SnapshotPeer[]): MetricPeer[] {
  return peers.map(({ id, name, cluster, up, message, at }) => ({
    id,
    name,
    ...(cluster === undefined ? {} : { cluster }),
    up,
    ...(message === undefined ? {} : { message }),
    ...(at === undefined
      ? {}
      : { scrapedAt: new Date(at * 1000).toISOString() }),
  }));
}

function columnsOf(peers: readonly SnapshotPeer[]): number[] {
  return peers.map((_, column) => column);
}

/** Whether a histogram's peers have different bounds. */
function boundsDiffer(
  { samples }: SnapshotSeries,
  columns: readonly number[],
): boolean {
  const buckets = samples.filter(({ part }) => part === 'bucket');
  return columns.some(column => {
    const has = buckets.filter(({ values }) => values[column] !== null).length;
    return has > 0 && has < buckets.length;
  });
}

function conflictOf(
  family: SnapshotFamily,
  snapshot: MetricsSnapshot,
): string | undefined {
  const { name, type, units = [] } = family;
  const conflicts: string[] = [];
  const types = snapshot.families.filter(
    other => other.name === name && other.type !== type,
  );
  if (types.length > 0) {
    conflicts.push(
      `${family.peers} peers expose it as ${type}, ${types
        .map(other => `${other.peers} as ${other.type}`)
        .join(', ')}; they are kept apart.`,
    );
  }
  if (units.length > 1) {
    conflicts.push(`Its peers do not agree on its unit: ${units.join(', ')}.`);
  }
  const columns = columnsOf(snapshot.peers);
  if (
    (type === 'histogram' || type === 'gaugehistogram') &&
    family.series.some(series => boundsDiffer(series, columns))
  ) {
    conflicts.push(
      'Its peers have different buckets; only the bounds that all of them have are used.',
    );
  }
  return conflicts.length > 0 ? conflicts.join(' ') : undefined;
}

/** A family in one line. */
export function summarizeFamily(
  shown: string,
  family: SnapshotFamily,
  snapshot: MetricsSnapshot,
): MetricFamily {
  const { type, help, units, peers, series } = family;
  const conflict = conflictOf(family, snapshot);
  return {
    name: shown,
    type,
    ...(help === undefined ? {} : { help }),
    ...(units?.length === 1 ? { unit: units[0] } : {}),
    series: series.length,
    peers,
    ...(conflict ? { conflict } : {}),
  };
}

function numbers({ values }: SnapshotSample): number[] {
  return values.flatMap(value =>
    value === null ? [] : [fromSampleValue(value)],
  );
}

function total(sample: SnapshotSample | undefined) {
  return sample && toSampleValue(sumOf(numbers(sample)));
}

function describeHistogram(
  series: SnapshotSeries,
  peers: readonly SnapshotPeer[],
): AggregatedHistogram {
  const columns = columnsOf(peers);
  const levels = addBuckets([series], peers, columns, 'all');
  const { buckets: recent, over } = recentBuckets([series], peers, columns);
  const sum = total(series.samples.find(({ part }) => part === 'sum'));
  return {
    count:
      total(series.samples.find(({ part }) => part === 'count')) ??
      toSampleValue(levels.counts.at(-1) ?? NaN),
    ...(sum === undefined ? {} : { sum }),
    exact: levels.exact,
    quantilesOver: over,
    buckets: levels.bounds.map((bound, index) => ({
      upperBound: toSampleValue(bound),
      count: toSampleValue(levels.counts[index]),
    })),
    quantiles: QUANTILES.map(quantile => {
      const { value, error } = estimateQuantile(quantile, recent);
      return {
        quantile,
        value: toSampleValue(value),
        ...(error === undefined ? {} : { error }),
      };
    }),
  };
}

function describeSummary({ samples }: SnapshotSeries): AggregatedSummary {
  const count = total(samples.find(({ part }) => part === 'count'));
  const sum = total(samples.find(({ part }) => part === 'sum'));
  return {
    ...(count === undefined ? {} : { count }),
    ...(sum === undefined ? {} : { sum }),
    quantiles: samples
      .filter(({ part }) => part === 'quantile')
      .map(sample => {
        const { minimum, maximum } = quantileRange(sample);
        return {
          quantile: fromSampleValue(sample.bound ?? NaN),
          minimum: toSampleValue(minimum),
          maximum: toSampleValue(maximum),
        };
      }),
  };
}

/** The sum of the peers' rates; undefined before any peer was scraped twice. */
export function rateOf(
  sample: SnapshotSample,
  peers: readonly SnapshotPeer[],
): number | undefined {
  const rates = peers.flatMap(
    (_, column) => cellOf(sample, column, 'window', peers) ?? [],
  );
  return rates.length === 0 ? undefined : sumOf(rates);
}

function describeValues(sample: SnapshotSample): Partial<AggregatedSeries> {
  const { sum, average, minimum, maximum } = statisticsOf(numbers(sample));
  return {
    sum: toSampleValue(sum),
    average: toSampleValue(average),
    minimum: toSampleValue(minimum),
    maximum: toSampleValue(maximum),
  };
}

/** What stands for a series where there is room for one number per peer. */
function mainSample(series: SnapshotSeries): SnapshotSample {
  const { samples } = series;
  return (
    samples.find(({ part }) => part === 'value' || part === 'count') ??
    samples[samples.length - 1]
  );
}

function describeStates({ samples }: SnapshotSeries): Record<string, number> {
  return Object.fromEntries(
    samples.map(({ state = '', values }) => [
      state,
      values.filter(value => value === 1).length,
    ]),
  );
}

function describeSeriesOf(
  family: SnapshotFamily,
  series: SnapshotSeries,
  peers: readonly SnapshotPeer[],
): AggregatedSeries {
  const { samples } = series;
  const main = mainSample(series);
  const common = {
    // own properties, whatever a label is called
    labels: Object.fromEntries(series.labels),
    count: peers.filter((_, column) =>
      samples.some(({ values }) => values[column] !== null),
    ).length,
    values: main.values,
  };
  switch (family.type) {
    case 'histogram':
    case 'gaugehistogram': {
      const rate = rateOf(main, peers);
      return {
        ...common,
        ...(rate === undefined ? {} : { rate }),
        histogram: describeHistogram(series, peers),
      };
    }
    case 'summary': {
      const rate = rateOf(main, peers);
      return {
        ...common,
        // a summary without a count has no number that stands for it
        ...(main.part !== 'count' ? { values: peers.map(() => null) } : {}),
        ...(rate === undefined ? {} : { rate }),
        summary: describeSummary(series),
      };
    }
    case 'info':
      return common;
    case 'stateset':
      return {
        ...common,
        values: peers.map(() => null),
        states: describeStates(series),
      };
    default: {
      const rate = rateOf(main, peers);
      return {
        ...common,
        ...describeValues(main),
        ...(rate === undefined ? {} : { rate }),
      };
    }
  }
}

/**
 * One family of a snapshot with all its series.
 *
 * @param name - as {@link familiesByName} has it
 * @returns undefined where no peer exposes it
 *
 * @public
 */
export function describeFamily(
  snapshot: MetricsSnapshot,
  name: string,
): MetricFamilyDetail | undefined {
  const family = familiesByName(snapshot).get(name);
  return (
    family && {
      family: summarizeFamily(name, family, snapshot),
      peers: describePeers(snapshot.peers),
      series: family.series
        .slice(0, MAXIMUM_SERIES)
        .map(series => describeSeriesOf(family, series, snapshot.peers)),
      total: family.series.length,
    }
  );
}
