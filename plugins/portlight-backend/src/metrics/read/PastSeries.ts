import type { Labels } from '@portlight/plugin-portlight-common';
import type {
  HistoryLevel,
  HistoryQuery,
  HistoryRange,
  HistoryReader,
  HistoryValues,
  RangeSeries,
} from '../history';

/** A peer of the past: one column of {@link PastSeries}. */
export interface PastPeer {
  id: string;
  name: string;
}

/** Whose past is read. */
export interface PastTarget {
  cluster: string;
  id: string;
  /** Only these; all that the target ever had when absent. */
  peers?: readonly string[];
  /** Of those that are known, by id. */
  names: ReadonlyMap<string, string>;
}

/** What one peer has of a series, on the times of all. */
export interface PastCell {
  /** Of a counter its rate per second, else the average of each step. */
  values: HistoryValues;
  minimum?: HistoryValues;
  maximum?: HistoryValues;
}

/** One name with one set of labels, of all peers that have it. */
export interface PastRow {
  name: string;
  labels: Labels;
  type: RangeSeries['type'];
  kind: RangeSeries['kind'];
  /** By the index of the peer. */
  cells: Map<number, PastCell>;
}

/** What own history has of several targets, put together. */
export interface PastSeries {
  /** Seconds. */
  step: number;
  /** Seconds since the epoch, multiples of the step. */
  times: number[];
  level: HistoryLevel;
  peers: PastPeer[];
  rows: PastRow[];
}

const LEVELS: readonly HistoryLevel[] = ['samples', '1m', '5m', '1h'];

/** The answers of all targets for one step: the coarsest that any of them has. */
async function readRanges(
  reader: HistoryReader,
  targets: readonly PastTarget[],
  query: Omit<HistoryQuery, 'cluster' | 'target' | 'peers'>,
): Promise<HistoryRange[]> {
  const read = (step: number) =>
    Promise.all(
      targets.map(({ cluster, id, peers }) =>
        reader.range({ ...query, cluster, target: id, peers, step }),
      ),
    );
  const ranges = await read(query.step);
  const coarsest = Math.max(...ranges.map(({ step }) => step));
  return ranges.every(({ step }) => step === coarsest)
    ? ranges
    : read(coarsest);
}

/** Puts values on other times of the same step. */
function placed(
  values: HistoryValues,
  places: readonly number[],
  length: number,
): HistoryValues {
  const all: HistoryValues = new Array(length).fill(null);
  places.forEach((place, index) => {
    if (place >= 0) all[place] = values[index] ?? null;
  });
  return all;
}

/** Reads the series of several targets as if they were one. */
export async function readPast(
  reader: HistoryReader,
  targets: readonly PastTarget[],
  query: Omit<HistoryQuery, 'cluster' | 'target' | 'peers'>,
): Promise<PastSeries> {
  const ranges = await readRanges(reader, targets, query);
  const step = Math.max(query.step, ...ranges.map(range => range.step));
  const times: number[] = [];
  const first = Math.floor(query.since / step) * step;
  for (let at = first; at < query.until; at += step) times.push(at);
  const peers: PastPeer[] = [];
  const rows = new Map<string, PastRow>();
  ranges.forEach((range, index) => {
    const columns = new Map<string, number>();
    const places = range.times.map(at => (at - first) / step);
    const place = (values: HistoryValues) =>
      placed(values, places, times.length);
    const { names } = targets[index];
    for (const series of range.series) {
      let column = columns.get(series.peer);
      if (column === undefined) {
        const id = series.peer;
        column = peers.push({ id, name: names.get(id) ?? id }) - 1;
        columns.set(id, column);
      }
      const key = JSON.stringify([series.name, series.kind, series.labels]);
      let row = rows.get(key);
      if (!row) {
        const { name, labels, type, kind } = series;
        row = { name, labels, type, kind, cells: new Map() };
        rows.set(key, row);
      }
      row.cells.set(
        column,
        series.kind === 'counter'
          ? { values: place(series.rate) }
          : {
              values: place(series.average),
              minimum: place(series.minimum),
              maximum: place(series.maximum),
            },
      );
    }
  });
  const level = Math.max(
    0,
    ...ranges.map(range => LEVELS.indexOf(range.level)),
  );
  return {
    step,
    times,
    level: LEVELS[level],
    peers,
    rows: [...rows.values()],
  };
}

/** How many of the times have something, from 0 to 1. */
export function coverageOf({ times, rows }: PastSeries): number {
  let covered = 0;
  for (let index = 0; index < times.length; index += 1) {
    const some = rows.some(({ cells }) =>
      [...cells.values()].some(({ values }) => values[index] !== null),
    );
    if (some) covered += 1;
  }
  return times.length === 0 ? 0 : covered / times.length;
}
