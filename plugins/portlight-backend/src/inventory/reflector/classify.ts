import type { SyncErrorCause } from '@portlight/plugin-portlight-common';
import { SyncError, type SyncFailure } from './failure';

/** The parts of a Kubernetes `Status` object that errors are told apart by. */
export interface StatusDocument {
  kind?: unknown;
  code?: unknown;
  reason?: unknown;
  message?: unknown;
  details?: { retryAfterSeconds?: unknown };
}

const LONGEST_QUOTE = 300;

/** Text of a stranger, short enough for a sentence and without control characters. */
export function quote(text: unknown): string {
  if (typeof text !== 'string') return '';
  const clean = text
    .replace(/\p{C}+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return clean.length > LONGEST_QUOTE
    ? `${clean.slice(0, LONGEST_QUOTE)}...`
    : clean;
}

const UNREACHABLE: Record<string, string> = {
  ECONNREFUSED:
    'The API server refuses connections; check that it runs and that the address and port are right.',
  ENOTFOUND:
    "The API server's host name cannot be resolved; check the address and this machine's DNS.",
  EAI_AGAIN:
    "The API server's host name cannot be resolved at the moment; check this machine's DNS.",
  EHOSTUNREACH: 'There is no route to the API server; check network and VPN.',
  ENETUNREACH: 'There is no route to the API server; check network and VPN.',
  ECONNRESET: 'The connection to the API server was cut.',
  EPIPE: 'The connection to the API server was cut.',
  UND_ERR_SOCKET: 'The connection to the API server was cut.',
};

const TIMEOUTS = new Set([
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);

const TLS: Record<string, string> = {
  DEPTH_ZERO_SELF_SIGNED_CERT:
    "The API server's certificate is self-signed and its authority is not configured; set certificate-authority-data.",
  SELF_SIGNED_CERT_IN_CHAIN:
    "The API server's certificate comes from an authority that is not configured; set certificate-authority-data.",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    "The API server's certificate comes from an authority that is not configured; set certificate-authority-data.",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    "The API server's certificate comes from an authority that is not configured; set certificate-authority-data.",
  CERT_HAS_EXPIRED:
    "The API server's certificate has expired; renew it, or check this machine's clock.",
  CERT_NOT_YET_VALID:
    "The API server's certificate is not valid yet; check this machine's clock.",
  ERR_SSL_WRONG_VERSION_NUMBER:
    'The server does not speak TLS (https) at this address; check the address and its port.',
  ERR_SSL_PACKET_LENGTH_TOO_LONG:
    'The server does not speak TLS (https) at this address; check the address and its port.',
  ERR_TLS_CERT_ALTNAME_INVALID:
    "The API server's certificate is for another host name; check the address or set tls-server-name.",
};

const TLS_CODE =
  /^(ERR_TLS|ERR_SSL|ERR_OSSL|CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|HOSTNAME_MISMATCH|EPROTO)/;

/** Errors of our own (an address that is refused, credentials that cannot be decrypted, ...) say what to do. */
const SAYS_ALL = /^ERR_(ADDRESS|REGISTRATION|EXEC|ENCRYPTION|KEY|SEALED)_/;

/** The failure behind an error that a request or its body threw. */
export function classifyError(error: unknown): SyncFailure {
  if (error instanceof SyncError) return error.failure;
  const { code, message } = describe(error);
  if (TIMEOUTS.has(code)) {
    return {
      cause: 'timeout',
      message:
        'The API server does not answer in time; check its load, the network and firewalls in between.',
    };
  }
  if (TLS[code]) return { cause: 'tls', message: TLS[code] };
  if (TLS_CODE.test(code)) {
    return {
      cause: 'tls',
      message: `No secure connection to the API server: ${
        quote(message) || code
      }`,
    };
  }
  if (code === 'ERR_NO_CREDENTIALS') return { cause: 'unauthorized', message };
  if (SAYS_ALL.test(code)) return { cause: 'unreachable', message };
  if (UNREACHABLE[code]) {
    return { cause: 'unreachable', message: UNREACHABLE[code] };
  }
  return {
    cause: 'unreachable',
    message: `The API server cannot be reached: ${quote(message) || code}`,
  };
}

function describe(error: unknown): { code: string; message: string } {
  let current = error as
    | { code?: unknown; message?: unknown; cause?: unknown; errors?: unknown }
    | undefined;
  let message = '';
  // The code that says most is the innermost one: fetch and undici wrap what the socket said.
  let code = '';
  for (let depth = 0; current && depth < 5; depth++) {
    if (typeof current.message === 'string' && current.message) {
      message = current.message;
    }
    if (typeof current.code === 'string') code = current.code;
    const inner: unknown = Array.isArray(current.errors)
      ? current.errors[0]
      : current.cause;
    current = inner instanceof Error ? inner : undefined;
  }
  return { code, message };
}

const BY_STATUS: Record<number, SyncErrorCause> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'notInstalled',
  408: 'timeout',
  429: 'throttled',
  504: 'timeout',
};

/** What the request was for, for the sentence. */
export interface RequestPurpose {
  /** Such as `list pods`. */
  action: string;
}

/** The failure behind an HTTP status that is no success. */
export function classifyStatus(
  status: number,
  headers: Record<string, string>,
  body: string,
  purpose: RequestPurpose,
): SyncFailure {
  const document = parseStatus(body);
  const said = quote(document?.message);
  const failure: SyncFailure = {
    cause:
      BY_STATUS[status] ?? (status >= 500 ? 'serverError' : 'invalidResponse'),
    message: '',
  };
  const retryAfter = retryAfterMilliseconds(headers, document);
  if (retryAfter) failure.retryAfterMilliseconds = retryAfter;
  const detail = said ? ` It says: ${said}` : '';
  switch (failure.cause) {
    case 'unauthorized':
      failure.message = `The API server does not accept the credentials (401); renew the token or certificate.${detail}`;
      break;
    case 'forbidden':
      failure.message = `The credentials may not ${purpose.action} (403); grant it with a ClusterRole.${detail}`;
      break;
    case 'notInstalled':
      failure.message = `The API server does not know how to ${purpose.action} (404).${detail}`;
      break;
    case 'throttled':
      failure.message = `The API server limits requests (429); it is asked again later.${detail}`;
      break;
    case 'timeout':
      failure.message = `The API server took too long to ${purpose.action} (${status}).${detail}`;
      break;
    case 'serverError':
      failure.message = `The API server failed to ${purpose.action} (${status}).${detail}`;
      break;
    default:
      failure.message =
        status >= 300 && status < 400
          ? redirected(status, headers)
          : `The API server answered ${status} to the request to ${purpose.action}.${detail}`;
  }
  return failure;
}

/** Not followed: it may lead where the portal must not connect to, with the credentials. */
function redirected(status: number, headers: Record<string, string>): string {
  const target = quote(headers.location);
  return `The server redirects to another address (${status}${
    target ? ` to ${target}` : ''
  }), which is not followed; use the API server's own address.`;
}

/** The `Status` object in a body, or nothing where there is none. */
export function parseStatus(body: string): StatusDocument | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function retryAfterMilliseconds(
  headers: Record<string, string>,
  document: StatusDocument | undefined,
): number | undefined {
  const header = Number(headers['retry-after']);
  const detail = Number(document?.details?.retryAfterSeconds);
  const seconds = Number.isFinite(header) && header > 0 ? header : detail;
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined;
}

/** The failure of an answer that is no JSON of Kubernetes. */
export function notKubernetes(
  contentType: string | undefined,
  purpose: RequestPurpose,
): SyncFailure {
  return {
    cause: 'invalidResponse',
    message: contentType?.includes('html')
      ? `A web page came instead of the API server's answer to ${purpose.action}; check the address, and for a login page of a proxy in between.`
      : `The answer to ${purpose.action} is no JSON (${
          quote(contentType) || 'no content type'
        }); check that the address is an API server's.`,
  };
}
