import type {
  GoldenSignal,
  GoldenSignalName,
  MetricType,
} from '../../api/types';
import type { LabelMatcher } from '../promql';

/**
 * Series that a golden signal is made of, as they are named in the configuration.
 *
 * @public
 */
export interface SignalSource {
  /** The name of a family, such as `http_requests_total` or `http_request_duration_seconds`. */
  family: string;
  /** Only series that these match; default all. */
  matchers?: LabelMatcher[];
  /** How many of its units make a second; default 1, of milliseconds 1000. */
  unitsPerSecond?: number;
}

/**
 * What is in use of something limited.
 *
 * @public
 */
export interface SaturationSource {
  /** What is in use. */
  used: SignalSource;
  /** What there is of it per peer: a number, or the family that says so. Absent: `used` is a ratio. */
  capacity?: SignalSource | number;
}

/**
 * What golden signals are made of where the well-known families do not fit. Each replaces the table of
 * well-known families for its signal.
 *
 * @public
 */
export interface GoldenSignalOptions {
  /** Counters, histograms or summaries of requests. */
  requestRate?: SignalSource[];
  /** Those that failed, of all. */
  errorRate?: {
    /** Requests that failed. */
    errors: SignalSource[];
    /** All requests; those of `requestRate` when absent. */
    requests?: SignalSource[];
  };
  /** Histograms. */
  latency?: SignalSource[];
  /** What is in use of something limited. */
  saturation?: SaturationSource[];
  /** Gauges of open connections. */
  activeConnections?: SignalSource[];
}

/**
 * What is known about peers besides their metrics.
 *
 * @public
 */
export interface SignalContext {
  /** Cores that one peer may use. */
  cpuLimit?: number;
}

/**
 * Series to read.
 *
 * @public
 */
export interface SeriesSelector {
  /** The name of the family. */
  family: string;
  /** The name of the samples, such as `http_request_duration_seconds_count`. */
  name: string;
  /** Which part of a histogram or summary. */
  part: 'value' | 'count' | 'bucket';
  /** Only series that all of these match. */
  matchers: LabelMatcher[];
  /** How many of its units make a second; 1 when absent. */
  unitsPerSecond?: number;
}

/**
 * One side of a ratio: the sum of rates or of values, or a number for each peer that has the other side.
 *
 * @public
 */
export type SignalOperand =
  | { kind: 'rate' | 'value'; of: SeriesSelector[] }
  | { kind: 'perPeer'; value: number };

/**
 * How a golden signal is computed, now or over time. In PromQL, of the series of all peers:
 *
 * - `rate`: `sum(rate(...))`; `value`: `sum(...)`; `maximum`: `max(...)`
 * - `ratio`: numerator / denominator, where values of the denominator that are not above 0 mean "no limit" and do
 *   not count, and a rate in the numerator that is not there is 0
 * - `quantile`: `histogram_quantile(q, sum by (le) (rate(..._bucket)))`
 *
 * Per peer the same with `by (peer)`.
 *
 * @public
 */
export type SignalQuery =
  | { kind: 'rate' | 'value' | 'maximum'; of: SeriesSelector[] }
  | { kind: 'ratio'; numerator: SignalOperand; denominator: SignalOperand }
  | { kind: 'quantile'; of: SeriesSelector[]; quantiles: number[] };

/**
 * A golden signal and how it is computed.
 *
 * @public
 */
export interface GoldenSignalQuery {
  /** Which of the signals. */
  signal: GoldenSignalName;
  /** The unit of its value. */
  unit: GoldenSignal['unit'];
  /** Where there are several, the highest counts. */
  queries: SignalQuery[];
  /** The families that these are of. */
  families: string[];
  /** Why there is no query, and what to do. */
  message?: string;
}

/**
 * A family as golden signals are looked for in it.
 *
 * @public
 */
export interface SignalFamily {
  /** The name of the family. */
  name: string;
  /** Its type. */
  type: MetricType;
  /** Names of the labels that its series have. */
  labels: readonly string[];
  /** Of a histogram: whether it has buckets besides `+Inf`. Absent: it has. */
  hasBuckets?: boolean;
}

/** A family of requests that is known by its name. */
export interface RequestFamily {
  /** As `normalizeName` writes it. */
  name: string;
  /** Requests of several protocols add up; those of a proxy count where the service itself says nothing. */
  protocol: 'http' | 'rpc' | 'proxy';
  matchers?: LabelMatcher[];
  /** Instead of what the labels with well-known names say. */
  errors?: LabelMatcher[];
  unitsPerSecond?: number;
}

/** Something limited, known by its names. */
export interface SaturationFamily {
  used: { name: string; matchers?: LabelMatcher[] };
  capacity?: { name: string; matchers?: LabelMatcher[] };
}

/** What is known in one ecosystem. */
export interface SignalTable {
  requests?: RequestFamily[];
  saturation?: SaturationFamily[];
  /** In seconds, where nothing says how much is left: gauges, or histograms, of which the p99 counts. */
  delays?: string[];
  connections?: { name: string; matchers?: LabelMatcher[] }[];
}
