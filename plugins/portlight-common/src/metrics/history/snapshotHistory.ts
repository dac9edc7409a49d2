import type {
  GoldenSignal,
  HistorySeries,
  MetricHistory,
} from '../../api/types';
import type { MetricHistoryQuery } from '../../api/PortlightApi';
import { familiesByName, type MetricsSnapshot } from '../aggregation';
import { anyOf, type LabelMatcher } from '../promql';
import { goldenSignals, type SignalContext } from '../signals';
import { familyLines, type LineValue } from './familyLines';
import { readRange, withGaps } from './range';

const MAXIMUM_SERIES = 100;
const MAXIMUM_PEERS = 50;

type Values = (number | null)[];

function readMatchers(labels: readonly string[] = []): LabelMatcher[] {
  const values = new Map<string, string[]>();
  for (const text of labels) {
    const equals = text.indexOf('=');
    const name = text.slice(0, Math.max(equals, 0));
    values.set(name, [...(values.get(name) ?? []), text.slice(equals + 1)]);
  }
  return [...values].map(([name, wanted]) => ({
    name,
    operator: '=~',
    value: anyOf(wanted),
  }));
}

const STATISTICS: Record<GoldenSignal['unit'], HistorySeries['statistic']> = {
  requestsPerSecond: 'rate',
  ratio: 'ratio',
  seconds: 'value',
  connections: 'sum',
};

function signalLines(
  snapshot: MetricsSnapshot,
  { signal, unit, value, quantiles, peers: own }: GoldenSignal,
): LineValue[] {
  const byId = new Map(own.map(peer => [peer.peer, peer.value]));
  const peers = snapshot.peers.map(({ id }) => byId.get(id));
  if (signal !== 'latency') {
    const statistic = STATISTICS[unit];
    return value === undefined ? [] : [{ labels: {}, statistic, value, peers }];
  }
  const names: Record<number, HistorySeries['statistic']> = {
    0.5: 'p50',
    0.95: 'p95',
    0.99: 'p99',
  };
  return (quantiles ?? []).map(quantile => ({
    labels: {},
    statistic: names[quantile.quantile],
    value: Number(quantile.value),
    ...(quantile.quantile === 0.95 ? { peers } : {}),
  }));
}

/** One line while its values are put in. */
interface Line {
  series: Pick<HistorySeries, 'labels' | 'statistic'>;
  values: Values;
  peers: Map<string, { name: string; values: Values }>;
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}

function extreme(line: Line, of: (a: number, b: number) => number): Values {
  return line.values.map((_, index) =>
    [...line.peers.values()].reduce<number | null>((found, { values }) => {
      const value = values[index];
      if (value === null || found === null) {
        return value ?? found;
      }
      return of(found, value);
    }, null),
  );
}

function height(values: Values): number {
  const known = values.filter(value => value !== null);
  return (
    known.reduce((sum, value) => sum + Math.abs(value), 0) /
    Math.max(1, known.length)
  );
}

function toSeries(line: Line): HistorySeries {
  const { series, values, peers } = line;
  return {
    ...series,
    values,
    ...(peers.size === 0
      ? {}
      : {
          minimum: extreme(line, Math.min),
          maximum: extreme(line, Math.max),
          peers: [...peers]
            .map(([peer, own]) => ({ peer, ...own }))
            .sort((a, b) => height(b.values) - height(a.values))
            .slice(0, MAXIMUM_PEERS),
        }),
  };
}

class Lines {
  private readonly lines = new Map<string, Line>();

  constructor(private readonly length: number) {}

  add(index: number, found: LineValue, { peers }: MetricsSnapshot): void {
    const { labels, statistic } = found;
    const key = `${statistic}${JSON.stringify(labels)}`;
    let line = this.lines.get(key);
    if (!line) {
      line = {
        series: { labels, statistic },
        values: this.empty(),
        peers: new Map(),
      };
      this.lines.set(key, line);
    }
    line.values[index] = finite(found.value);
    found.peers?.forEach((value, column) => {
      if (value === undefined) {
        return;
      }
      const { id, name } = peers[column];
      let own = line.peers.get(id);
      if (!own) {
        own = { name, values: this.empty() };
        line.peers.set(id, own);
      }
      own.values[index] = finite(value);
    });
  }

  get size(): number {
    return this.lines.size;
  }

  /** The largest of many. */
  series(): HistorySeries[] {
    return [...this.lines.values()]
      .map(line => ({ line, size: height(line.values) }))
      .sort((a, b) => (this.lines.size > MAXIMUM_SERIES ? b.size - a.size : 0))
      .slice(0, MAXIMUM_SERIES)
      .map(({ line }) => toSeries(line));
  }

  private empty(): Values {
    return new Array<null>(this.length).fill(null);
  }
}

/** What all peers said at a time. */
export interface SnapshotPoint {
  /** Seconds since the epoch. */
  at: number;
  snapshot: MetricsSnapshot;
}

function linesAt(
  snapshot: MetricsSnapshot,
  { signal, family, label }: MetricHistoryQuery,
  context: SignalContext,
): { lines: LineValue[]; unit?: string; type?: MetricHistory['type'] } {
  if (family !== undefined) {
    const known = familiesByName(snapshot).get(family);
    return {
      lines: familyLines(snapshot, family, readMatchers(label)),
      unit: known?.units?.[0],
      type: known?.type,
    };
  }
  const found = goldenSignals(snapshot, {}, context).find(
    one => one.signal === signal,
  );
  return found
    ? { lines: signalLines(snapshot, found), unit: found.unit }
    : { lines: [] };
}

/**
 * A golden signal or a family over time, from the snapshots of that time.
 *
 * @param points - oldest first
 */
export function snapshotHistory(
  points: readonly SnapshotPoint[],
  query: MetricHistoryQuery,
  options: {
    /** Milliseconds since the epoch. */
    now: number;
    /** Seconds between scrapes. */
    interval: number;
    context?: SignalContext;
  },
): MetricHistory {
  const { now, interval, context = {} } = options;
  const { start, end } = readRange(query, now);
  const inRange = points.filter(({ at }) => at >= start && at <= end);
  const grid = withGaps(
    inRange.map(({ at }) => at),
    interval,
  );
  const lines = new Lines(grid.length);
  const answer: Pick<MetricHistory, 'type' | 'unit'> = {};
  let next = 0;
  const times = grid.map((at, index) => {
    if (at === undefined) {
      return Math.round(inRange[next - 1].at + interval);
    }
    const { snapshot } = inRange[next];
    next += 1;
    const found = linesAt(snapshot, query, context);
    if (found.type) answer.type = found.type;
    if (found.unit) answer.unit = found.unit;
    found.lines.forEach(value => lines.add(index, value, snapshot));
    return Math.round(at);
  });
  return {
    start: new Date(start * 1000).toISOString(),
    end: new Date(end * 1000).toISOString(),
    stepSeconds: interval,
    ...answer,
    times,
    series: lines.series(),
    total: lines.size,
    warnings: [],
  };
}
