/** Why a scrape failed, in one word for metrics. */
export type ScrapeFailure =
  /** The peer cannot be reached, or the connection ended early. */
  | 'connection'
  | 'timeout'
  /** It answered another status than 200. */
  | 'status'
  /** There is nothing at the path: 404. */
  | 'absent'
  | 'redirect'
  /** A coding other than gzip, or bytes that are none. */
  | 'encoding'
  /** More bytes than allowed. */
  | 'body-size-limit'
  /** Another bound of the exposition. */
  | 'limit'
  /** What it answered is no exposition. */
  | 'format'
  /** This replica keeps as many series as it may. */
  | 'series-limit';

/** A scrape that failed; its message is a sentence for people. */
export class ScrapeError extends Error {
  override readonly name = 'ScrapeError';

  constructor(
    readonly failure: ScrapeFailure,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
