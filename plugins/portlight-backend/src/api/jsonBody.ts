import { PortlightError } from '@portlight/plugin-portlight-common';
import express, { type RequestHandler } from 'express';

/** Bytes; a kubeconfig of the largest size that is read, with everything escaped. */
const LARGEST_BODY = 4 * 1024 * 1024;

const METHODS_WITH_BODY = new Set(['POST', 'PUT', 'PATCH']);

/** What takes a file. */
const STREAMED = /\/bills\/?$/;

const parse = express.json({ limit: LARGEST_BODY });

/**
 * What the parser's errors mean, by their `type`. Its own messages quote what was sent, and that may be a
 * secret.
 */
const ERRORS: Record<string, { status: number; code: string; title: string }> =
  {
    'entity.too.large': {
      status: 413,
      code: 'body-too-large',
      title: `The body is larger than ${
        LARGEST_BODY / 1024 / 1024
      } MiB, which no kubeconfig is; send only the contexts that are needed`,
    },
    'entity.parse.failed': {
      status: 400,
      code: 'invalid-body',
      title: 'The body is no JSON object',
    },
    'charset.unsupported': {
      status: 415,
      code: 'unsupported-media-type',
      title: 'Send the body in UTF-8',
    },
    'encoding.unsupported': {
      status: 415,
      code: 'unsupported-media-type',
      title: 'Send the body as it is, or compressed with gzip or deflate',
    },
    'request.aborted': {
      status: 400,
      code: 'invalid-body',
      title: 'The connection ended before the body did',
    },
    'request.size.invalid': {
      status: 400,
      code: 'invalid-body',
      title: 'The body is not as long as Content-Length says',
    },
  };

function bodyError(error: unknown): PortlightError {
  const type = String((error as { type?: unknown }).type);
  const { status, code, title } = Object.hasOwn(ERRORS, type)
    ? ERRORS[type]
    : {
        status: 400,
        code: 'invalid-body',
        title: 'The body of the request cannot be read',
      };
  // Without the parser's error as its cause: that one has the whole body.
  return new PortlightError({ status, code, message: title });
}

/** PostgreSQL refuses texts with this character, and nothing in Kubernetes has it. */
function hasNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0');
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(
    ([key, inner]) => key.includes('\0') || hasNul(inner),
  );
}

/**
 * Reads the JSON of a request. Before the validator, whose router makes a 400 of every error, and which keeps
 * a compiled validation for every content type that a stranger thinks of.
 */
export const jsonBody: RequestHandler = (request, response, next) => {
  const hasBody =
    request.headers['transfer-encoding'] !== undefined ||
    Number(request.headers['content-length'] ?? 0) > 0;
  if (!METHODS_WITH_BODY.has(request.method) || !hasBody) {
    delete request.headers['content-type'];
    next();
    return;
  }
  // The handler reads it as it arrives; no more of it is in memory than a part.
  if (request.is('text/csv') && STREAMED.test(request.path)) {
    request.headers['content-type'] = 'text/csv';
    next();
    return;
  }
  if (!request.is('application/json')) {
    throw new PortlightError({
      status: 415,
      code: 'unsupported-media-type',
      message: 'Send the body as JSON, with Content-Type: application/json',
    });
  }
  parse(request, response, error => {
    if (error) {
      next(bodyError(error));
      return;
    }
    if (hasNul(request.body)) {
      next(
        new PortlightError({
          status: 400,
          code: 'invalid-body',
          message: 'The character NUL is not allowed in a request',
        }),
      );
      return;
    }
    request.headers['content-type'] = 'application/json';
    next();
  });
};
