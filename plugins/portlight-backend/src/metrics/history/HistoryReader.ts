import type { Labels, MetricType } from '@portlight/plugin-portlight-common';

/** Samples, and what is made of them by the minute, five minutes and hour. */
export const HISTORY_LEVELS = ['samples', '1m', '5m', '1h'] as const;

/** One of {@link HISTORY_LEVELS}; the first is the finest. */
export type HistoryLevel = (typeof HISTORY_LEVELS)[number];

/** A condition on a label; a label that is absent is empty, as in PromQL. */
export interface HistoryMatcher {
  label: string;
  operator: '=' | '!=';
  /** Any of these, or none of these. */
  values: readonly string[];
}

/** Whose history. */
export interface HistoryTarget {
  cluster: string;
  target: string;
}

/** A question about the past of a target. */
export interface HistoryQuery extends HistoryTarget {
  /** Names of samples, such as `http_requests_total`; all when absent. */
  names?: readonly string[];
  matchers?: readonly HistoryMatcher[];
  /** All when absent. */
  peers?: readonly string[];
  /** Seconds since the epoch. */
  since: number;
  /** Seconds since the epoch, exclusive. */
  until: number;
  /** Seconds between points that are wished for; the answer's may be longer where history is coarser. */
  step: number;
}

/** By the index of the time; null is a gap. */
export type HistoryValues = (number | null)[];

interface RangeSeriesIdentity {
  name: string;
  labels: Labels;
  /** Of its family when the series was first seen. */
  type: MetricType;
  /** Empty for what is known of all peers together. */
  peer: string;
}

/** A series that only grows. */
export interface CounterRange extends RangeSeriesIdentity {
  kind: 'counter';
  /** Per second, over the time that samples cover; resets are no decrease. */
  rate: HistoryValues;
  /** Within each step. */
  increase: HistoryValues;
}

/** A series that goes up and down. */
export interface GaugeRange extends RangeSeriesIdentity {
  kind: 'gauge';
  average: HistoryValues;
  minimum: HistoryValues;
  maximum: HistoryValues;
  last: HistoryValues;
}

/** One series over time. */
export type RangeSeries = CounterRange | GaugeRange;

/** The answer to a {@link HistoryQuery}. */
export interface HistoryRange {
  /** Seconds between times. */
  step: number;
  /** The coarsest that was read. */
  level: HistoryLevel;
  /** Seconds since the epoch, multiples of the step: each is the beginning of what its values are of. */
  times: number[];
  /** By name, labels and peer. */
  series: RangeSeries[];
}

/** Since when there is history of a target. */
export interface HistoryCoverage {
  /** Seconds since the epoch by level; absent where there is none. */
  since: { [Level in HistoryLevel]?: number };
}

/** A series that a target had, of whichever peer. */
export type KnownSeries = Pick<RangeSeriesIdentity, 'name' | 'labels' | 'type'>;

/** Reads what {@link HistoryWriter}s of all replicas wrote. */
export interface HistoryReader {
  /**
   * The past of a target's series.
   *
   * @throws InputError where the answer would be too large, with what to narrow
   */
  range(query: HistoryQuery): Promise<HistoryRange>;
  coverage(target: HistoryTarget): Promise<HistoryCoverage>;
  /** Which series there were, for what is not known by what peers expose now. */
  known(
    query: Pick<HistoryQuery, 'cluster' | 'target' | 'peers' | 'since'>,
  ): Promise<KnownSeries[]>;
}
