import {
  addBuckets,
  cellOf,
  estimateQuantile,
  type QuantileEstimate,
} from '../aggregation/histogram';
import { sumOf } from '../aggregation/statistics';
import type {
  MetricsSnapshot,
  SnapshotFamily,
  SnapshotSample,
  SnapshotSeries,
} from '../aggregation';
import { compileMatchers } from './matchers';
import type { SeriesSelector, SignalOperand, SignalQuery } from './types';

/** What a query answers now. @public */
export interface Evaluation {
  /** Over all peers. */
  value?: number;
  /** By the index of the peer. */
  peers: (number | undefined)[];
  /** Of quantiles, all of them. */
  quantiles?: (QuantileEstimate & { quantile: number })[];
  /** Set where histograms were to be added that have no bound but `+Inf` in common. */
  hasNoCommonBounds?: boolean;
}

type PerPeer = (number | undefined)[];

const FAMILY_TYPES: Record<SeriesSelector['part'], SnapshotFamily['type'][]> = {
  value: ['counter', 'gauge', 'unknown'],
  count: ['histogram', 'summary'],
  bucket: ['histogram'],
};

function selectSeries(
  snapshot: MetricsSnapshot,
  { family: name, part, matchers }: SeriesSelector,
): SnapshotSeries[] {
  const fits = compileMatchers(matchers);
  return snapshot.families
    .filter(
      family =>
        family.name === name && FAMILY_TYPES[part].includes(family.type),
    )
    .flatMap(({ series }) => series.filter(({ labels }) => fits(labels)));
}

function samplesOf(
  snapshot: MetricsSnapshot,
  selectors: readonly SeriesSelector[],
): SnapshotSample[] {
  return selectors.flatMap(selector =>
    selectSeries(snapshot, selector).flatMap(({ samples }) =>
      samples.filter(({ part }) => part === selector.part),
    ),
  );
}

/** Of each peer the sum, or the highest, of its numbers; undefined where it has none. */
function perPeer(
  snapshot: MetricsSnapshot,
  samples: readonly SnapshotSample[],
  counting: 'window' | 'all',
  combine: (values: number[]) => number,
  counts: (value: number) => boolean = () => true,
): PerPeer {
  return snapshot.peers.map((_, column) => {
    const values = samples
      .map(sample => cellOf(sample, column, counting, snapshot.peers))
      .filter((value): value is number => value !== undefined && counts(value));
    return values.length === 0 ? undefined : combine(values);
  });
}

function known(values: PerPeer): number[] {
  return values.filter((value): value is number => value !== undefined);
}

function total(values: PerPeer): number | undefined {
  const numbers = known(values);
  return numbers.length === 0 ? undefined : sumOf(numbers);
}

function highest(values: number[]): number {
  return values.reduce((a, b) => Math.max(a, b), -Infinity);
}

function operandValues(
  snapshot: MetricsSnapshot,
  operand: SignalOperand,
  counts?: (value: number) => boolean,
): PerPeer {
  if (operand.kind === 'perPeer') {
    return snapshot.peers.map(() => operand.value);
  }
  return perPeer(
    snapshot,
    samplesOf(snapshot, operand.of),
    operand.kind === 'rate' ? 'window' : 'all',
    sumOf,
    counts,
  );
}

function divide(a: number, b: number): number | undefined {
  return b > 0 && Number.isFinite(a / b) ? a / b : undefined;
}

function evaluateRatio(
  snapshot: MetricsSnapshot,
  { numerator, denominator }: Extract<SignalQuery, { kind: 'ratio' }>,
): Evaluation {
  const isCapacity = denominator.kind !== 'rate';
  const whole = operandValues(
    snapshot,
    denominator,
    // Not above 0 is how a pool says that it has no limit.
    isCapacity ? value => value > 0 : undefined,
  );
  const parts = operandValues(snapshot, numerator).map((part, column) => {
    // No error was ever counted where the requests are.
    const none = numerator.kind === 'rate' && !isCapacity ? 0 : undefined;
    return whole[column] === undefined ? undefined : part ?? none;
  });
  // A peer without the one does not count in the other.
  const wholes = whole.map((value, column) =>
    parts[column] === undefined ? undefined : value,
  );
  const part = total(parts);
  const all = total(wholes);
  const value =
    part === undefined || all === undefined ? undefined : divide(part, all);
  return {
    ...(value === undefined ? {} : { value }),
    peers: parts.map((own, column) => {
      const of = wholes[column];
      return own === undefined || of === undefined
        ? undefined
        : divide(own, of);
    }),
  };
}

/** Bounds in seconds. Dividing gives the number that a bound in seconds is written as. */
function inSeconds(
  series: SnapshotSeries,
  { unitsPerSecond = 1 }: SeriesSelector,
): SnapshotSeries {
  return unitsPerSecond === 1
    ? series
    : {
        ...series,
        samples: series.samples.map(sample =>
          typeof sample.bound === 'number'
            ? { ...sample, bound: sample.bound / unitsPerSecond }
            : sample,
        ),
      };
}

/** The quantile of latency that stands for it where there is room for one number. */
const MAIN_QUANTILE = 0.95;

function evaluateQuantile(
  snapshot: MetricsSnapshot,
  { of, quantiles }: Extract<SignalQuery, { kind: 'quantile' }>,
): Evaluation {
  const { peers } = snapshot;
  const series = of.flatMap(selector =>
    selectSeries(snapshot, selector).map(one => inSeconds(one, selector)),
  );
  const main = quantiles.includes(MAIN_QUANTILE)
    ? MAIN_QUANTILE
    : quantiles[quantiles.length - 1];
  // What was counted before anybody looked is no signal of now.
  const added = (columns: readonly number[]) =>
    addBuckets(series, peers, columns, 'window');
  const columns = peers.map((_, column) => column);
  const all = added(columns);
  const found = quantiles
    .map(quantile => ({ quantile, ...estimateQuantile(quantile, all) }))
    .filter(({ value }) => Number.isFinite(value));
  const value = found.find(({ quantile }) => quantile === main)?.value;
  return {
    ...(value === undefined ? {} : { value }),
    ...(found.length === 0 ? {} : { quantiles: found }),
    ...(all.histograms > 0 && all.bounds.length < 2
      ? { hasNoCommonBounds: true }
      : {}),
    peers: columns.map(column => {
      const own = estimateQuantile(main, added([column])).value;
      return Number.isFinite(own) ? own : undefined;
    }),
  };
}

/** What a query answers from a snapshot. @public */
export function evaluate(
  snapshot: MetricsSnapshot,
  query: SignalQuery,
): Evaluation {
  switch (query.kind) {
    case 'ratio':
      return evaluateRatio(snapshot, query);
    case 'quantile':
      return evaluateQuantile(snapshot, query);
    default: {
      const isMaximum = query.kind === 'maximum';
      const peers = perPeer(
        snapshot,
        samplesOf(snapshot, query.of),
        query.kind === 'rate' ? 'window' : 'all',
        isMaximum ? highest : sumOf,
        Number.isFinite,
      );
      const numbers = known(peers);
      return {
        ...(numbers.length === 0
          ? {}
          : { value: isMaximum ? highest(numbers) : sumOf(numbers) }),
        peers,
      };
    }
  }
}
