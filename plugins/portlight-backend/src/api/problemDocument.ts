import type { LoggerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import {
  type ErrorDocument,
  PortlightError,
} from '@portlight/plugin-portlight-common';
import type { ErrorRequestHandler, Request } from 'express';
import type { KnownNames } from './contract';

/** What the API answers for errors of the portal's own services, by their names. */
const KNOWN_ERRORS: Record<string, { status: number; code: string }> = {
  InputError: { status: 400, code: 'invalid-parameter' },
  AuthenticationError: { status: 401, code: 'unauthenticated' },
  NotAllowedError: { status: 403, code: 'not-allowed' },
  NotFoundError: { status: 404, code: 'not-found' },
  ConflictError: { status: 409, code: 'conflict' },
  NotImplementedError: { status: 501, code: 'not-implemented' },
  ServiceUnavailableError: { status: 503, code: 'unavailable' },
};

/** What drivers say when the database, and not the query, is the trouble. */
const DATABASE_GONE =
  /^(ECONN|EPIPE$|ETIMEDOUT$|EHOSTUNREACH$|ENOTFOUND$|08|57P|53|SQLITE_(BUSY|CANTOPEN|IOERR|FULL|CORRUPT|NOTADB|READONLY))/;
const DATABASE_GONE_MESSAGE =
  /Connection terminated|database connection is not open|Unable to acquire a connection|Timeout acquiring a connection/;

function isDatabaseGone(error: Error & { code?: unknown }): boolean {
  return (
    (typeof error.code === 'string' && DATABASE_GONE.test(error.code)) ||
    error.name === 'KnexTimeoutError' ||
    DATABASE_GONE_MESSAGE.test(error.message)
  );
}

/** The validator's sentence about a query parameter that the operation does not have. */
const UNKNOWN_PARAMETER = /^Unknown query parameter '(.*)'$/;
/** Its sentence about a body with more than the operation takes; it does not say which. */
const UNKNOWN_FIELD = /^request\/body must NOT have \w+ properties/;
const MISSING_FIELD = /^request\/body must have required property '(\w+)'/;

/** What the request said and could have said. */
export interface RequestNames extends KnownNames {
  body?: unknown;
}

/** Names of fields are a stranger's text. */
const LONGEST_NAME = 100;

function unknownField({ body, fields }: RequestNames): string | undefined {
  return typeof body === 'object' && body !== null
    ? Object.keys(body)
        .find(name => !fields.includes(name))
        ?.slice(0, LONGEST_NAME)
    : undefined;
}

const PLACES: Record<string, string> = {
  query: 'query parameter',
  params: 'path parameter',
  body: 'field',
};

/**
 * The validator's sentence, such as `request/query/limit must be <= 500`, as parameter and rest. Where there
 * are several the first is named and all are in the detail. What was sent is never in it: it may be a secret.
 */
function fromValidation(
  message: string,
  names: RequestNames,
): Partial<ErrorDocument> {
  const [, unknown] = UNKNOWN_PARAMETER.exec(message) ?? [];
  if (unknown !== undefined) {
    return {
      code: 'unknown-parameter',
      title: `There is no query parameter \`${unknown}\` here`,
      parameter: unknown,
      allowed: [...names.parameters],
    };
  }
  if (UNKNOWN_FIELD.test(message)) {
    const field = unknownField(names);
    return {
      code: 'unknown-field',
      title: `There is no field \`${field}\` here`,
      parameter: field,
      allowed: [...names.fields],
    };
  }
  const [, missing] = MISSING_FIELD.exec(message) ?? [];
  if (missing !== undefined) {
    return {
      title: `The field \`${missing}\` is missing`,
      parameter: missing,
    };
  }
  // The parser before the validator lets no other type than JSON pass.
  if (/^unsupported media type/.test(message)) {
    return { code: 'invalid-body', title: 'This needs a JSON object as body' };
  }
  const [, place, parameter] =
    /request\/(query|params|body)\/([^/\s]+)/.exec(message) ?? [];
  const [, allowed] =
    /equal to one of the allowed values: ([^;]*?)(?:, request\/|$)/.exec(
      message,
    ) ?? [];
  return {
    title: parameter
      ? `The ${PLACES[place]} \`${parameter}\` is not valid`
      : 'The request is not valid',
    detail: message
      .replace(/request\/(query|params|body)\//g, '')
      .replace(/request\/body /g, 'the body '),
    parameter,
    allowed: allowed?.split(', '),
  };
}

/**
 * The document for whatever a handler threw; unknown errors keep their message to the log.
 *
 * @param names - what the request said and could have said
 */
export function toProblemDocument(
  thrown: unknown,
  names: RequestNames = { parameters: [], fields: [] },
): ErrorDocument {
  const error: Error = isError(thrown) ? thrown : new Error(String(thrown));
  const document = (
    status: number,
    code: string,
    title: string,
    more: Partial<ErrorDocument> = {},
  ): ErrorDocument => ({ type: 'about:blank', title, status, code, ...more });

  if (error instanceof PortlightError) {
    return document(error.status, error.code, error.message, {
      parameter: error.parameter,
      allowed: error.allowed,
    });
  }
  if (Object.hasOwn(KNOWN_ERRORS, error.name)) {
    const { status, code } = KNOWN_ERRORS[error.name];
    return document(
      status,
      code,
      error.message,
      error.name === 'InputError' ? fromValidation(error.message, names) : {},
    );
  }
  if (isDatabaseGone(error)) {
    return document(
      503,
      'database-unavailable',
      'The portal cannot reach its database; try again in a moment',
    );
  }
  // Express throws errors with a status for a path that it cannot decode.
  const status = (error as { status?: unknown }).status;
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return document(status, 'invalid-request', error.message);
  }
  return document(
    500,
    'internal',
    'Something went wrong in the portal; its log has the details',
  );
}

/** Where OpenCost's clients ask, which read nothing but its form of an error. */
const OPENCOST_PATH = /^\/v1\/allocation(\/|$)/;

/** The same as OpenCost says it. */
function toOpenCostError({ status, title, detail }: ErrorDocument) {
  return {
    code: status,
    message: detail === undefined ? title : `${title}: ${detail}`,
  };
}

/**
 * Answers every error as a problem document (RFC 9457), and to clients of OpenCost as OpenCost does.
 *
 * @param knownNames - what the operation that a request is for can be told
 */
export function problemDocuments(options: {
  logger: LoggerService;
  knownNames: (request: Request) => KnownNames;
}): ErrorRequestHandler {
  const { logger, knownNames } = options;
  return (error, request, response, next) => {
    const document = toProblemDocument(error, {
      ...knownNames(request),
      body: request.body,
    });
    if (document.status >= 500) {
      logger.error(
        `${request.method} ${request.path} failed with ${document.code}`,
        error instanceof Error ? error : new Error(String(error)),
      );
    }
    if (response.headersSent) {
      next(error);
      return;
    }
    response.removeHeader('ETag');
    response.status(document.status).set('Cache-Control', 'no-store');
    if (OPENCOST_PATH.test(request.path)) {
      response
        .type('application/json')
        .end(JSON.stringify(toOpenCostError(document)));
      return;
    }
    response.type('application/problem+json').end(JSON.stringify(document));
  };
}
