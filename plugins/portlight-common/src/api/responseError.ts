import { PortlightError } from './PortlightApi';

/** What statuses mean when the body does not say: a proxy's answer, or the portal's own error format. */
const CODES: Record<number, string> = {
  400: 'invalid-parameter',
  401: 'unauthenticated',
  403: 'not-allowed',
  404: 'not-found',
  405: 'method-not-allowed',
  429: 'throttled',
  502: 'unreachable',
  503: 'unavailable',
  504: 'unreachable',
};

const MESSAGES: Record<string, string> = {
  unauthenticated: 'You are signed out; sign in again',
  'not-allowed': "The portal's policy does not allow this",
  'not-found': 'The portal does not have this',
  throttled: 'The portal receives too many requests; try again in a moment',
  unreachable: 'The portal cannot be reached',
  unavailable: 'The portal is not ready; try again in a moment',
};

/** Far more than any sentence of ours; a proxy may answer with a whole page. */
const MAXIMUM_MESSAGE = 1000;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== ''
    ? value.slice(0, MAXIMUM_MESSAGE)
    : undefined;
}

/** The error for an answer that is none, from its status and from what its body says. */
export function responseError(status: number, body: unknown): PortlightError {
  const document = isObject(body) ? body : {};
  const code =
    text(document.code) ??
    CODES[status] ??
    (status >= 500 ? 'internal' : 'invalid-request');
  const portalError = isObject(document.error) ? document.error : {};
  const allowed = Array.isArray(document.allowed)
    ? document.allowed.filter(
        (value): value is string => typeof value === 'string',
      )
    : undefined;
  return new PortlightError({
    code,
    status,
    message:
      text(document.title) ??
      text(portalError.message) ??
      MESSAGES[code] ??
      `The portal answered with status ${status}`,
    parameter: text(document.parameter),
    allowed,
  });
}

/** The error for a request that got no answer. */
export function requestError(thrown: unknown): PortlightError {
  if (thrown instanceof PortlightError) {
    return thrown;
  }
  const name = isObject(thrown) ? thrown.name : undefined;
  if (name === 'AbortError') {
    return new PortlightError({
      code: 'aborted',
      status: 0,
      message: 'The request was ended before its answer arrived',
      cause: thrown,
    });
  }
  if (name === 'SyntaxError') {
    return new PortlightError({
      code: 'invalid-response',
      status: 200,
      message:
        'The answer is not from Portlight; is there a sign-in page or a proxy in between?',
      cause: thrown,
    });
  }
  return new PortlightError({
    code: 'unreachable',
    status: 0,
    message: MESSAGES.unreachable,
    cause: thrown,
  });
}
