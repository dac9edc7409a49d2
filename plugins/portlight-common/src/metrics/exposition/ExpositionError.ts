/**
 * Why an exposition was refused.
 *
 * @public
 */
export type ExpositionErrorCode =
  /** Not written as the format demands. */
  | 'syntax'
  /** The body is a web page. */
  | 'html'
  /** Bytes that are not UTF-8. */
  | 'encoding'
  /** OpenMetrics without `# EOF` at its end: the body was cut. */
  | 'missing-eof'
  /** Well written, but against a rule of OpenMetrics (with `strict`). */
  | 'invalid'
  | 'body-size-limit'
  | 'sample-limit'
  | 'label-limit'
  | 'label-name-length-limit'
  | 'label-value-length-limit'
  | 'metric-name-length-limit'
  | 'line-length-limit';

/**
 * An exposition that was refused, and where.
 *
 * @public
 */
export class ExpositionError extends Error {
  /** Always `ExpositionError`. */
  readonly name = 'ExpositionError';

  constructor(
    /** What kind of error. */
    readonly code: ExpositionErrorCode,
    /** What is wrong, one sentence without the place. */
    readonly reason: string,
    /** From 1. */
    readonly line: number,
    /** From 1, in bytes. */
    readonly column: number,
  ) {
    super(`Line ${line}, column ${column}: ${reason}`);
  }
}
