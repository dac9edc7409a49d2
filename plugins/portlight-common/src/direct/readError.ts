import type { SyncErrorCause } from '../api/types';

/** Why something could not be read, in the words of the API. */
export interface ReadError {
  cause: SyncErrorCause;
  message: string;
  /** ISO 8601. */
  at: string;
}

const BY_STATUS: Record<number, SyncErrorCause> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'notInstalled',
  408: 'timeout',
  429: 'throttled',
  // What a proxy says in the place of an API server.
  502: 'unreachable',
  504: 'timeout',
};

function statusOf(error: any): number | undefined {
  for (const status of [
    error?.status,
    error?.statusCode,
    error?.code,
    error?.response?.status,
  ]) {
    if (typeof status === 'number' && status >= 100 && status < 600) {
      return status;
    }
  }
  return undefined;
}

function causeOf(error: any): SyncErrorCause {
  const status = statusOf(error);
  if (status !== undefined) {
    return (
      BY_STATUS[status] ?? (status >= 500 ? 'serverError' : 'invalidResponse')
    );
  }
  if (error?.name === 'TimeoutError' || error?.name === 'AbortError') {
    return 'timeout';
  }
  // By name: errors may come from another realm, such as a frame.
  return error?.name === 'SyntaxError' ? 'invalidResponse' : 'unreachable';
}

/** What a failed request says. Messages come from servers: one line, bounded. */
export function readError(error: any, now: number): ReadError {
  const text = String(error?.message ?? error);
  return {
    cause: causeOf(error),
    message: text.replace(/\s+/g, ' ').trim().slice(0, 500) || 'No answer',
    at: new Date(now).toISOString(),
  };
}
