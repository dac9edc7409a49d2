import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { constants, createGzip, gzip } from 'node:zlib';
import { stringify as stringifyYaml } from 'yaml';
import { ApiError, type Status } from '../store';
import type { Representation } from './accept';

/** Answers smaller than this are not worth compressing; the API server's own bound. */
const GZIP_FROM_BYTES = 128 * 1024;
/** Times quoted, as readers of YAML 1.1 need it. */
export const YAML_OPTIONS = { version: '1.1' } as const;
const CHUNK_CHARACTERS = 64 * 1024;

/** The API server indents for people who look with a browser or curl. */
export function wantsIndent(
  request: IncomingMessage,
  query: URLSearchParams,
): boolean {
  const pretty = query.get('pretty');
  if (pretty !== null) {
    return pretty !== 'false' && pretty !== '0';
  }
  return /^(curl|Wget|Mozilla)\//.test(request.headers['user-agent'] ?? '');
}

export function acceptsGzip(request: IncomingMessage): boolean {
  const header = request.headers['accept-encoding'];
  return typeof header === 'string' && /\bgzip\b/.test(header);
}

/** Sends one document. */
export function sendObject(
  request: IncomingMessage,
  response: ServerResponse,
  code: number,
  body: unknown,
  options: {
    indent?: boolean;
    format?: Representation['format'];
    /** The Content-Type, where it says more than the format. */
    type?: string;
  } = {},
): void {
  const yaml = options.format === 'yaml';
  const text = yaml
    ? stringifyYaml(body, YAML_OPTIONS)
    : `${JSON.stringify(body, null, options.indent ? 2 : undefined)}\n`;
  const type = options.type ?? (yaml ? 'application/yaml' : 'application/json');
  if (text.length < GZIP_FROM_BYTES || !acceptsGzip(request)) {
    sendText(response, code, text, type);
    return;
  }
  gzip(text, { level: constants.Z_BEST_SPEED }, (error, compressed) => {
    if (error) {
      response.destroy(error);
      return;
    }
    response.writeHead(code, {
      'content-type': type,
      'content-encoding': 'gzip',
      vary: 'Accept-Encoding',
      'content-length': compressed.length,
    });
    response.end(compressed);
  });
}

export function sendText(
  response: ServerResponse,
  code: number,
  text: string,
  type = 'text/plain; charset=utf-8',
): void {
  const bytes = Buffer.from(text);
  response.writeHead(code, {
    'content-type': type,
    'content-length': bytes.length,
  });
  response.end(bytes);
}

/** What the API server answers where it has no route at all. */
export function sendNoRoute(response: ServerResponse): void {
  response.setHeader('x-content-type-options', 'nosniff');
  sendText(response, 404, '404 page not found\n');
}

export function sendStatus(
  request: IncomingMessage,
  response: ServerResponse,
  status: Status,
): void {
  const retryAfter = status.details?.retryAfterSeconds;
  if (retryAfter !== undefined) {
    response.setHeader('retry-after', String(retryAfter));
  }
  sendObject(request, response, status.code, status, {
    indent: wantsIndent(request, new URLSearchParams()),
  });
}

/** Turns whatever a handler threw into an answer. */
export function sendError(
  request: IncomingMessage,
  response: ServerResponse,
  error: unknown,
): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const refusal =
    error instanceof ApiError
      ? error
      : new ApiError(
          500,
          'InternalError',
          `Internal error occurred: ${(error as Error).message}`,
          { causes: [{ message: (error as Error).message }] },
        );
  sendStatus(request, response, refusal.status);
}

/**
 * Sends a long document piece by piece as the client takes it, so that a hundred lists under way at once
 * do not stand in memory as text.
 *
 * @param pieces - made on demand, in order
 */
export async function sendPieces(
  request: IncomingMessage,
  response: ServerResponse,
  pieces: Iterable<string>,
): Promise<void> {
  const iterator = pieces[Symbol.iterator]();
  let text = '';
  let done = false;
  const fill = (limit: number) => {
    while (!done && text.length < limit) {
      const next = iterator.next();
      if (next.done) {
        done = true;
      } else {
        text += next.value;
      }
    }
  };
  fill(GZIP_FROM_BYTES);
  if (done) {
    sendText(response, 200, text, 'application/json');
    return;
  }
  const compressed = acceptsGzip(request);
  response.writeHead(200, {
    'content-type': 'application/json',
    ...(compressed
      ? { 'content-encoding': 'gzip', vary: 'Accept-Encoding' }
      : {}),
  });
  const sink = compressed
    ? createGzip({ level: constants.Z_BEST_SPEED })
    : response;
  if (sink !== response) {
    sink.pipe(response);
  }
  const closed = once(response, 'close');
  while (!response.destroyed) {
    const more = sink.write(text);
    text = '';
    if (done) {
      sink.end();
      return;
    }
    if (!more) {
      await Promise.race([once(sink, 'drain'), closed]);
    }
    fill(CHUNK_CHARACTERS);
  }
}
