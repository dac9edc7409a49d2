import { isHtml, quote } from '../../inventory';
import type { Answer } from './PrometheusClient';
import { SourceError, type SourceFailure } from './SourceError';

const UNREACHABLE: Record<string, string> = {
  ECONNREFUSED: 'refuses connections; check that it runs, its host and port',
  ENOTFOUND: "cannot be found: its host's name is not known to DNS",
  EAI_AGAIN: 'cannot be found at the moment: DNS does not answer',
  EHOSTUNREACH: 'cannot be reached: there is no route to it',
  ENETUNREACH: 'cannot be reached: there is no route to it',
  ECONNRESET: 'cut the connection',
  EPIPE: 'cut the connection',
  UND_ERR_SOCKET: 'cut the connection',
};

const TIMEOUTS = new Set([
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);

const TLS =
  /^(ERR_TLS|ERR_SSL|ERR_OSSL|CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|HOSTNAME_MISMATCH|EPROTO)/;

/** The innermost code: undici wraps what the socket said. */
function codeOf(error: unknown): string {
  let code = '';
  let current = error as { code?: unknown; cause?: unknown; errors?: unknown };
  for (let depth = 0; current && depth < 5; depth++) {
    if (typeof current.code === 'string') code = current.code;
    const inner: unknown = Array.isArray(current.errors)
      ? current.errors[0]
      : current.cause;
    if (!(inner instanceof Error)) break;
    current = inner;
  }
  return code;
}

/** The failure behind an error that a request or its body threw. */
export function describeTrouble(title: string, error: unknown): SourceError {
  if (error instanceof SourceError) return error;
  const code = codeOf(error);
  if (TIMEOUTS.has(code)) {
    return new SourceError(
      'timeout',
      `${title} does not answer in time; check its load and firewalls in between`,
    );
  }
  if (TLS.test(code)) {
    return new SourceError(
      'tls',
      `There is no secure connection to ${title} (${code}); check its certificate, and \`tls.caFile\` of the source`,
    );
  }
  const said = UNREACHABLE[code];
  return new SourceError(
    'unreachable',
    said === undefined
      ? `${title} cannot be reached: ${
          quote((error as Error | undefined)?.message) || code || 'no reason'
        }`
      : `${title} ${said}`,
  );
}

/** What the body of an answer says of itself, or nothing. */
function saidBy({ text, answer }: { text: string; answer?: Answer }): string {
  const error = answer?.error ?? (answer as { message?: unknown })?.message;
  if (typeof error === 'string') return quote(error);
  // Mimir and proxies answer plain text.
  return answer === undefined && !/^\s*</.test(text)
    ? quote(text.slice(0, 300))
    : '';
}

/** The failure behind an answer that is no success. */
export function describeAnswer(options: {
  title: string;
  status: number;
  headers: Record<string, string>;
  text: string;
  answer?: Answer;
}): SourceError {
  const { title, status, headers, answer } = options;
  const said = saidBy(options);
  const detail = said === '' ? '' : `. It says: ${said}`;
  const failed = (failure: SourceFailure, message: string) =>
    new SourceError(failure, message + detail);
  if (isHtml(headers['content-type'])) {
    return new SourceError(
      status === 401 || status === 403 ? 'credentials' : 'invalid',
      `${title} answers a web page (HTML, ${status}); check the address and its path, and for a login page in between`,
    );
  }
  if (status >= 300 && status < 400) {
    return new SourceError(
      'redirect',
      `${title} redirects to another address (${status}), which is not followed; configure the address itself`,
    );
  }
  if (isStatusOfKubernetes(answer)) return describeProxy(title, status, detail);
  if (/no org id|x-scope-orgid/i.test(said)) {
    return failed(
      'tenant',
      `${title} wants to know the tenant; set \`tenant\` of the source`,
    );
  }
  switch (status) {
    case 401:
      return failed(
        /tenant|org/i.test(said) ? 'tenant' : 'credentials',
        `${title} does not accept the credentials (401); check \`basicAuth\`, \`bearerToken\` or \`headers\` of the source${
          /tenant|org/i.test(said) ? ', and its `tenant`' : ''
        }`,
      );
    case 403:
      return /tenant|org/i.test(said)
        ? failed(
            'tenant',
            `${title} refuses the tenant (403); check \`tenant\` of the source`,
          )
        : failed(
            'forbidden',
            `${title} refuses to answer (403); check what the source's credentials may read`,
          );
    case 404:
      return failed(
        'absent',
        `${title} has no API at this address (404); check the path of its \`url\` (Mimir's ends in /prometheus)`,
      );
    case 405:
      return failed(
        'invalid',
        `${title} takes no POST requests (405); something in between allows only GET`,
      );
    case 429:
      return failed(
        'throttled',
        `${title} limits requests (429); try again in a moment`,
      );
    case 400:
    case 422:
      return failed('query', `${title} cannot answer the question (${status})`);
    default:
  }
  if (answer?.errorType === 'timeout' || answer?.errorType === 'canceled') {
    return failed(
      'timeout',
      `${title} gave up after its timeout; ask for a shorter range`,
    );
  }
  if (status >= 500) {
    return failed('server', `${title} failed to answer (${status})`);
  }
  return failed(
    'invalid',
    `The answer of ${title} (${status}) is none of Prometheus' API; check the address`,
  );
}

function isStatusOfKubernetes(answer: Answer | undefined): boolean {
  const { kind, apiVersion } = (answer ?? {}) as Record<string, unknown>;
  return kind === 'Status' && apiVersion === 'v1';
}

/** It was not the source but the API server that answered. */
function describeProxy(
  title: string,
  status: number,
  detail: string,
): SourceError {
  const failed = (failure: SourceFailure, message: string) =>
    new SourceError(failure, message + detail);
  switch (status) {
    case 401:
      return failed(
        'credentials',
        `The API server on the way to ${title} does not accept the portal's credentials (401)`,
      );
    case 403:
      // Without what it says, which has the portal's account in it.
      return new SourceError(
        'forbidden',
        `The cluster's credentials may not get services/proxy (403), through which ${title} is reached; grant it with a ClusterRole`,
      );
    case 404:
      return failed(
        'absent',
        `The Service of ${title} is not in the cluster (404); check its namespace, name and port`,
      );
    default:
      return failed(
        'unreachable',
        `The API server cannot reach ${title} (${status}); check that the Service has pods that are ready`,
      );
  }
}
