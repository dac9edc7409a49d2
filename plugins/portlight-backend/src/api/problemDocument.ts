import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  type ErrorDocument,
  PortlightError,
} from '@portlight/plugin-portlight-common';
import type { ErrorRequestHandler, Request } from 'express';

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

/**
 * The validator's sentence, such as `request/query/limit must be <= 500`, as parameter and rest. Where there
 * are several the first is named and all are in the detail.
 */
function fromValidation(
  message: string,
  knownParameters: readonly string[],
): Partial<ErrorDocument> {
  const [, unknown] = UNKNOWN_PARAMETER.exec(message) ?? [];
  if (unknown !== undefined) {
    return {
      code: 'unknown-parameter',
      title: `There is no query parameter \`${unknown}\` here`,
      parameter: unknown,
      allowed: [...knownParameters],
    };
  }
  const [, place, parameter] =
    /request\/(query|params)\/([^/\s]+)/.exec(message) ?? [];
  const [, allowed] =
    /equal to one of the allowed values: ([^;]*?)(?:, request\/|$)/.exec(
      message,
    ) ?? [];
  return {
    title: parameter
      ? `The ${
          place === 'query' ? 'query' : 'path'
        } parameter \`${parameter}\` is not valid`
      : 'The request is not valid',
    detail: message.replace(/request\/(query|params)\//g, ''),
    parameter,
    allowed: allowed?.split(', '),
  };
}

/**
 * The document for whatever a handler threw; unknown errors keep their message to the log.
 *
 * @param knownParameters - the query parameters of the operation
 */
export function toProblemDocument(
  thrown: unknown,
  knownParameters: readonly string[] = [],
): ErrorDocument {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
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
      error.name === 'InputError'
        ? fromValidation(error.message, knownParameters)
        : {},
    );
  }
  if (isDatabaseGone(error)) {
    return document(
      503,
      'database-unavailable',
      'The portal cannot reach its database; try again in a moment',
    );
  }
  // Parsers of the request (path encoding, body) throw errors with a status.
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

/**
 * Answers every error as a problem document (RFC 9457).
 *
 * @param knownParameters - the query parameters of the operation that a request is for
 */
export function problemDocuments(options: {
  logger: LoggerService;
  knownParameters: (request: Request) => readonly string[];
}): ErrorRequestHandler {
  const { logger, knownParameters } = options;
  return (error, request, response, next) => {
    const document = toProblemDocument(error, knownParameters(request));
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
    response
      .status(document.status)
      .set('Cache-Control', 'no-store')
      .type('application/problem+json')
      .end(JSON.stringify(document));
  };
}
