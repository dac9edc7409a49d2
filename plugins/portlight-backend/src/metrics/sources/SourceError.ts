/** Why a source of metrics gave nothing, in one word. */
export type SourceFailure =
  | 'unreachable'
  | 'tls'
  | 'timeout'
  | 'redirect'
  | 'credentials'
  | 'forbidden'
  | 'tenant'
  | 'throttled'
  | 'absent'
  | 'query'
  | 'tooLarge'
  | 'invalid'
  | 'server';

/** A source of metrics gave nothing. Its message is a sentence for people that has nothing secret. */
export class SourceError extends Error {
  override readonly name = 'SourceError';

  constructor(
    readonly failure: SourceFailure,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
