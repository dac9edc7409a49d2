import type { MetricType } from '../../api/types';
import type { SeriesTable } from './SeriesTable';

/**
 * Labels of a series, sorted by name (by UTF-16 code units), each name once; without the metric name.
 *
 * @public
 */
export type Labels = readonly (readonly [name: string, value: string])[];

/**
 * What is said about all series of a name.
 *
 * @public
 */
export interface Family {
  /**
   * The name without the suffix that its type adds to samples (`_total`, `_bucket`, `_sum`, `_count`,
   * `_info`, `_gsum`, `_gcount`); a counter of the text formats of Prometheus keeps the name that it is
   * exposed with.
   */
  readonly name: string;
  /** Its type; `unknown` where none is exposed. */
  readonly type: MetricType;
  /** What it means, unescaped. */
  readonly help?: string;
  /** Such as `seconds`; OpenMetrics only. */
  readonly unit?: string;
}

/**
 * One series. Objects are shared between the scrapes of a {@link SeriesTable}, so that what belongs to a
 * series of a peer can be kept in a Map with the object as its key.
 *
 * @public
 */
export interface Series {
  /** The name of the sample, such as `http_requests_total` or `http_request_duration_seconds_bucket`. */
  readonly name: string;
  /** Sorted by name. */
  readonly labels: Labels;
  /**
   * The same for the same name and labels in whatever order and spelling they were exposed: `name`, or
   * `name{a="b",c="d"}` with labels sorted and escaped as the text format escapes them; a name that needs
   * quotes is the first thing in the braces.
   */
  readonly key: string;
  /** The family it belongs to. */
  readonly family: Family;
}

/**
 * An example of what was counted, such as a trace.
 *
 * @public
 */
export interface Exemplar {
  /** Such as the id of a trace. */
  readonly labels: Labels;
  /** The value that was observed. */
  readonly value: number;
  /** Seconds since the epoch. */
  readonly timestamp?: number;
}

/**
 * One exposition that was read to its end.
 *
 * @public
 */
export interface Scrape {
  /** In order of their first appearance; also those that have no samples. */
  readonly families: readonly Family[];
  /** In order of exposition. */
  readonly series: readonly Series[];
  /** By the index of the series. */
  readonly values: Float64Array;
  /** Seconds since the epoch by the index of the series, NaN where there is none; absent where no sample has one. */
  readonly timestamps?: Float64Array;
  /** By the index of the series. */
  readonly exemplars?: ReadonlyMap<number, Exemplar>;
  /**
   * Seconds since the epoch when counting began, by the index of the first series of the counter, histogram
   * or summary with these labels.
   */
  readonly created?: ReadonlyMap<number, number>;
  /** Of the body, uncompressed. */
  readonly bytes: number;
  /** What was wrong without being fatal, a sentence each. */
  readonly warnings?: readonly string[];
}

/**
 * How an exposition is written.
 *
 * @public
 */
export type ExpositionFormatName = 'prometheus' | 'openmetrics';

/**
 * What a Content-Type says about an exposition.
 *
 * @public
 */
export interface ExpositionFormat {
  /** What the media type says. */
  readonly name: ExpositionFormatName;
  /** `0.0.4` or `1.0.0` of the Prometheus text format, `0.0.1` or `1.0.0` of OpenMetrics. */
  readonly version: '0.0.1' | '0.0.4' | '1.0.0';
  /** Set where the Content-Type was missing or said something else; a sentence. */
  readonly warning?: string;
}

/**
 * Bounds of a scrape; a breach of one fails the scrape as in Prometheus. Unlike there, 0 is no special
 * value: what is left out has the default, and `Infinity` is no bound.
 *
 * @public
 */
export interface ExpositionLimits {
  /** Bytes, uncompressed. */
  bodySize?: number;
  /** Samples of one exposition. */
  samples?: number;
  /** Labels of a series, the metric name not among them. */
  labels?: number;
  /** Bytes of UTF-8, escapes resolved. */
  labelNameLength?: number;
  /** Bytes of UTF-8, escapes resolved. */
  labelValueLength?: number;
  /** Bytes of UTF-8, escapes resolved. */
  metricNameLength?: number;
  /** Bytes without the line feed. */
  lineLength?: number;
}

/**
 * Options of an {@link ExpositionParser}.
 *
 * @public
 */
export interface ExpositionOptions {
  /** As the peer sent it; without one the body is read as text 0.0.4. */
  contentType?: string;
  /** What breaks the scrape; default {@link DEFAULT_EXPOSITION_LIMITS}. */
  limits?: ExpositionLimits;
  /**
   * Refuses what OpenMetrics 1.0 (for text: the format's own specification) forbids. Without it, what
   * Prometheus 3 accepts is accepted.
   */
  strict?: boolean;
  /**
   * Keeps all points of a series that has several with increasing timestamps, one behind the other, instead
   * of the newest one; then a series may stand more than once in the scrape.
   */
  everyPoint?: boolean;
  /** Kept between the scrapes of one peer; of two parsers, the first must be done before the second begins. */
  table?: SeriesTable;
}
