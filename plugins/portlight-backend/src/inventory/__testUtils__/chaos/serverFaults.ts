/** What the server does with `sendInitialEvents`. */
export type StreamingLists =
  | 'supported'
  /** 422, as a server without the feature answers. */
  | 'refused'
  /** The first events come, and their end is never said. */
  | 'endless'
  /** An ordinary watch, as a server before 1.27 opens. */
  | 'ignored'
  /** Every one ends before its end is said. */
  | 'cut';

/** What is wrong with requests until it is mended. */
export type ServerFault =
  | 'refused'
  | 'hang'
  | 'drip'
  | 'unauthorized'
  | 'forbidden'
  | 'notFound'
  | 'gone'
  | 'throttled'
  | 'error'
  | 'unavailable'
  | 'loginPage'
  | 'garbage'
  | 'cut'
  | 'wrongKind'
  | 'stale'
  | 'tokenExpired'
  | 'noVersion'
  | 'silent'
  | 'endsAtOnce';

/** The faults, with whether they are about lists, watches or both. */
export const SERVER_FAULTS: Record<ServerFault, 'list' | 'watch' | 'any'> = {
  refused: 'any',
  hang: 'any',
  drip: 'any',
  unauthorized: 'any',
  forbidden: 'any',
  notFound: 'any',
  gone: 'any',
  throttled: 'any',
  error: 'any',
  unavailable: 'any',
  loginPage: 'any',
  garbage: 'any',
  cut: 'any',
  wrongKind: 'list',
  stale: 'list',
  tokenExpired: 'list',
  noVersion: 'list',
  silent: 'watch',
  endsAtOnce: 'watch',
};

/** Faults that are an answer with a status. */
export const STATUS: Partial<Record<ServerFault, number>> = {
  unauthorized: 401,
  forbidden: 403,
  notFound: 404,
  gone: 410,
  throttled: 429,
  error: 500,
  unavailable: 503,
};
