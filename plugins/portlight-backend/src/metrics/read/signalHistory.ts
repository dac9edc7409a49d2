import {
  evaluateSignalQuery,
  type GoldenSignalQuery,
  type HistorySeries,
  type Labels,
  type MetricsSnapshot,
  selectorsOf,
  type SeriesSelector,
  type SignalQuery,
  toSampleValue,
} from '@portlight/plugin-portlight-common';
import type { HistoryValues } from '../history';
import { statistics } from './historySeries';
import type { PastRow, PastSeries } from './PastSeries';

type Family = MetricsSnapshot['families'][number];
type Sample = Family['series'][number]['samples'][number];

/** After so many milliseconds others have a turn. */
const TURN = 20;

/** A bound as it stands in `le`. */
function boundOf(le: string): number {
  return /^\+?inf$/i.test(le) ? Infinity : Number(le);
}

/**
 * The past as a snapshot of one moment that is moved through time, so that a signal of then is computed by what computes
 * it now.
 */
class MovingSnapshot {
  readonly snapshot: MetricsSnapshot;
  readonly #feeds: {
    sample: Sample;
    column: number;
    values: HistoryValues;
  }[] = [];

  constructor(past: PastSeries, selectors: readonly SeriesSelector[]) {
    const families = new Map<string, Family>();
    const width = past.peers.length;
    const taken = new Set<PastRow>();
    for (const selector of selectors) {
      for (const row of past.rows) {
        if (row.name !== selector.name || taken.has(row)) continue;
        taken.add(row);
        this.#add(row, this.#sample(row, selector, families, width));
      }
    }
    this.snapshot = {
      version: 1,
      // Rates are per second already.
      peers: past.peers.map(({ id, name }) => ({
        id,
        name,
        up: true,
        seconds: 1,
      })),
      families: [...families.values()],
      notices: [],
    };
  }

  /** Sets it to the time of this index. */
  move(index: number): void {
    for (const { sample, column, values } of this.#feeds) {
      const value = values[index];
      sample.values[column] = value;
      if (sample.increases) sample.increases[column] = value;
    }
  }

  #add({ cells }: PastRow, sample: Sample): void {
    for (const [column, { values }] of cells) {
      this.#feeds.push({ sample, column, values });
    }
  }

  #sample(
    row: PastRow,
    { family: name, part }: SeriesSelector,
    families: Map<string, Family>,
    width: number,
  ): Sample {
    const key = `${row.type} ${name}`;
    let family = families.get(key);
    if (!family) {
      family = { name, type: row.type, peers: width, series: [] };
      families.set(key, family);
    }
    const isBucket = part === 'bucket';
    const labels: Labels = isBucket
      ? row.labels.filter(([label]) => label !== 'le')
      : row.labels;
    const text = JSON.stringify(labels);
    let series = family.series.find(
      each => JSON.stringify(each.labels) === text,
    );
    if (!series) {
      series = { labels, samples: [] };
      family.series.push(series);
    }
    const le = row.labels.find(([label]) => label === 'le')?.[1] ?? '';
    const sample: Sample = {
      part,
      ...(isBucket && { bound: toSampleValue(boundOf(le)) }),
      values: new Array(width).fill(null),
      ...(row.kind === 'counter' && { increases: new Array(width).fill(null) }),
    };
    series.samples.push(sample);
    return sample;
  }
}

/** The lines of one query, by the index of the time. */
interface Lines {
  values: HistoryValues;
  /** By peer. */
  peers: HistoryValues[];
  /** By quantile. */
  quantiles: Map<number, HistoryValues>;
}

function higher(one: number | null, other: number | undefined): number | null {
  if (other === undefined || !Number.isFinite(other)) return one;
  return one === null ? other : Math.max(one, other);
}

async function evaluateOverTime(
  past: PastSeries,
  queries: readonly SignalQuery[],
): Promise<Lines> {
  const gaps = (): HistoryValues => new Array(past.times.length).fill(null);
  const lines: Lines = {
    values: gaps(),
    peers: past.peers.map(gaps),
    quantiles: new Map(),
  };
  const moving = new MovingSnapshot(past, queries.flatMap(selectorsOf));
  let turn = performance.now();
  for (let index = 0; index < past.times.length; index += 1) {
    moving.move(index);
    // Where there are several, the highest counts.
    for (const query of queries) {
      const {
        value,
        peers,
        quantiles = [],
      } = evaluateSignalQuery(moving.snapshot, query);
      lines.values[index] = higher(lines.values[index], value);
      peers.forEach((own, column) => {
        const line = lines.peers[column];
        line[index] = higher(line[index], own);
      });
      for (const { quantile, value: found } of quantiles) {
        let line = lines.quantiles.get(quantile);
        if (!line) lines.quantiles.set(quantile, (line = gaps()));
        line[index] = higher(line[index], found);
      }
    }
    if (performance.now() - turn > TURN) {
      await new Promise(resolve => setImmediate(resolve));
      turn = performance.now();
    }
  }
  return lines;
}

const QUANTILE_STATISTICS: Record<number, HistorySeries['statistic']> = {
  0.5: 'p50',
  0.95: 'p95',
  0.99: 'p99',
};

const STATISTICS: Record<
  GoldenSignalQuery['unit'],
  HistorySeries['statistic']
> = {
  requestsPerSecond: 'rate',
  ratio: 'ratio',
  seconds: 'value',
  connections: 'sum',
};

/** A golden signal, or what is like one, over time. */
export async function signalHistory(
  past: PastSeries,
  { unit, queries }: Pick<GoldenSignalQuery, 'unit' | 'queries'>,
): Promise<HistorySeries[]> {
  const lines = await evaluateOverTime(past, queries);
  const peers = past.peers.map((peer, column) => ({
    peer,
    values: lines.peers[column],
  }));
  const main = statistics(lines.values, peers, {});
  const isQuantile = queries.some(
    ({ kind, ...query }) =>
      kind === 'quantile' &&
      'quantiles' in query &&
      query.quantiles.includes(0.95),
  );
  if (!isQuantile) {
    return lines.values.some(value => value !== null)
      ? [{ ...main, statistic: STATISTICS[unit] }]
      : [];
  }
  return [...lines.quantiles]
    .sort(([one], [other]) => one - other)
    .flatMap(([quantile, values]): HistorySeries[] => {
      const statistic = QUANTILE_STATISTICS[quantile];
      if (!statistic) return [];
      // What is said of peers is said of their p95.
      return statistic === 'p95'
        ? [{ ...main, statistic, values }]
        : [{ labels: {}, statistic, values }];
    });
}
