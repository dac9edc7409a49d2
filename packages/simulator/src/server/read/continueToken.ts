import { ApiError, badRequest } from '../../store';

/** Where a list goes on. */
export interface ContinueToken {
  /** The revision that the first page was read at; -1: whatever is newest. */
  resourceVersion: number;
  /** The key of the last object of the page before. */
  after: string;
}

/** Makes the token of the next page. Clients must not look inside. */
export function encodeContinue(token: ContinueToken): string {
  return Buffer.from(
    JSON.stringify({
      v: 'meta.k8s.io/v1',
      rv: token.resourceVersion,
      start: `/${token.after}\u0000`,
    }),
  ).toString('base64url');
}

/** @throws ApiError `BadRequest` for anything that is no token of ours */
export function decodeContinue(text: string): ContinueToken {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    throw badRequest(
      'invalid continue token: continue key is not valid: invalid character looking for beginning of value',
    );
  }
  const { v, rv, start } = (value ?? {}) as Record<string, unknown>;
  if (v !== 'meta.k8s.io/v1') {
    throw badRequest(
      'invalid continue token: continue key is not valid: server does not recognize this encoded version',
    );
  }
  if (typeof rv !== 'number' || !Number.isInteger(rv) || rv === 0) {
    throw badRequest(
      'invalid continue token: continue key is not valid: incorrect encoded start resourceVersion (version meta.k8s.io/v1)',
    );
  }
  if (typeof start !== 'string' || !start.startsWith('/')) {
    throw badRequest(
      'invalid continue token: continue key is not valid: encoded start key empty (version meta.k8s.io/v1)',
    );
  }
  return { resourceVersion: rv, after: start.slice(1).replace(/\0$/, '') };
}

/**
 * 410 for a page of a list whose revision is gone, with a token that goes on with what is there now.
 */
export function expiredContinue(after: string): ApiError {
  const error = new ApiError(
    410,
    'Expired',
    'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.',
  );
  error.status.metadata = {
    continue: encodeContinue({ resourceVersion: -1, after }),
  };
  return error;
}
