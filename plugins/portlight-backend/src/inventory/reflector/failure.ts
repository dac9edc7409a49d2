import type {
  KindDefinition,
  SyncErrorCause,
} from '@portlight/plugin-portlight-common';

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

/** The failure of a kind of which there are more objects than the mirror takes. */
export function tooMany(
  { resource }: KindDefinition,
  limit: number,
): SyncFailure {
  return {
    cause: 'tooMany',
    message: `The cluster has more than ${limit} ${resource}, which is as many as the portal mirrors of one kind; remove some, or raise \`portlight.retention.objectsPerKind\`.`,
  };
}
