import type { SyncErrorCause } from '@portlight/plugin-portlight-common';

/** Why a request or a stream brought nothing: a cause of the API and a sentence that says what to do. */
export interface SyncFailure {
  cause: SyncErrorCause;
  message: string;
  /** What the server asked to wait before the next try. */
  retryAfterMilliseconds?: number;
}

/** A failure on its way through code that awaits. */
export class SyncError extends Error {
  readonly failure: SyncFailure;

  constructor(failure: SyncFailure) {
    super(failure.message);
    this.name = 'SyncError';
    this.failure = failure;
  }
}
