import type {
  AuditorService,
  HttpAuthService,
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { createValidatedOpenApiRouter } from '@backstage/backend-openapi-utils';
import { PortlightError } from '@portlight/plugin-portlight-common';
import type { Request, RequestHandler, Response, Router } from 'express';
import type { Knex } from 'knex';
import PromiseRouter from 'express-promise-router';
import { traced } from '../inventory/traces';
import { authorizeOperation, hasCluster } from '../permissions';
import { answerWithEntityTag } from './answer';
import { sendFile } from './sendFile';
import { knownNames, type Operation, OPERATIONS } from './contract';
import { flatQuery } from './flatQuery';
import { openapiDocument } from './generated/openapi';
import { jsonBody } from './jsonBody';
import type { RecordOperation } from './operationMetrics';
import {
  type FileStream,
  JsonText,
  type OperationHandler,
  type OperationHandlers,
  type OperationId,
  type OperationRequest,
} from './operations';
import { problemDocuments } from './problemDocument';

/** What the router needs of the portal. */
export interface RouterOptions {
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  /** What some permissions depend on. */
  knex: Knex;
  auditor: AuditorService;
  logger: LoggerService;
  handlers: OperationHandlers;
  recordOperation: RecordOperation;
}

/** Where every route of the contract begins. */
export const API_VERSION_PATH = '/v1';

/** What answers a file, which is made anew each time and has no ETag. */
const FILE_OPERATIONS: ReadonlySet<OperationId> = new Set(['exportCosts']);

/** As Express writes a path of the contract; a colon of the path itself (`/clusters:test`) is no parameter. */
function expressPath(path: string): string {
  return path.replace(/:/g, '\\:').replace(/\{(\w+)\}/g, ':$1');
}

/**
 * The REST API: every operation of the contract with authentication, validation, authorization, ETag and
 * latency in one place, so that no handler can leave one of them out.
 */
export async function createRouter(options: RouterOptions): Promise<Router> {
  const { httpAuth, permissions, knex, logger, handlers, recordOperation } =
    options;

  /** Handlers audit what they do; what is refused reaches none. */
  const auditRefusal = async (
    error: unknown,
    request: Request,
    operation: OperationId,
  ): Promise<never> => {
    if (
      request.method !== 'GET' &&
      error instanceof PortlightError &&
      error.status === 403
    ) {
      const { cluster } = request.params;
      const event = await options.auditor.createEvent({
        eventId: 'operation-refused',
        severityLevel: 'medium',
        request,
        meta: { operation, ...(cluster === undefined ? {} : { cluster }) },
      });
      await event.fail({ error });
    }
    throw error;
  };

  const authenticate = (request: Request) =>
    httpAuth.credentials(request, { allow: ['user', 'service'] });

  const perform = async <Id extends OperationId>(
    { id, status }: Operation & { id: Id },
    request: Request,
    response: Response,
  ): Promise<void> => {
    // Set by the validator; absent for methods that Express serves by another one's route, such as HEAD.
    if (!('openapi' in request)) {
      throw new PortlightError({
        code: 'method-not-allowed',
        status: 405,
        message: `${request.method} is not offered here`,
      });
    }
    const credentials = await authenticate(request);
    const visibility = await authorizeOperation({
      permissions,
      operation: id,
      cluster: request.params.cluster,
      body: request.body,
      credentials,
      hasCluster: clusters => hasCluster(knex, clusters),
    }).catch(error => auditRefusal(error, request, id));
    const handler: OperationHandler<Id> = handlers[id];
    const operationRequest = {
      path: request.params,
      query: request.query,
      body: request.body,
      credentials,
      visibility,
      request,
    } as unknown as OperationRequest<Id>;

    if (request.method !== 'GET') {
      const body: unknown = await handler.answer(operationRequest);
      response.status(status).set('Cache-Control', 'no-store');
      if (body === undefined) response.end();
      else if (body instanceof JsonText) {
        response.type('application/json').send(body.text);
      } else response.json(body);
      return;
    }
    if (FILE_OPERATIONS.has(id)) {
      const { file } = (await handler.answer(operationRequest)) as FileStream;
      await sendFile(response, file);
      return;
    }
    await answerWithEntityTag({
      request,
      response,
      scope: [id, visibility, request.params, request.query],
      revision: handler.revision && (() => handler.revision!(operationRequest)),
      answer: () => handler.answer(operationRequest),
    });
  };

  // A copy, because the validator writes into the document that it is given.
  const validated = createValidatedOpenApiRouter(
    structuredClone(openapiDocument),
    { middleware: [(_request, _response, next) => next()] },
  ) as unknown as Router;

  for (const operation of OPERATIONS) {
    const { id, method, path } = operation;
    const route: RequestHandler = async (request, response) => {
      const start = performance.now();
      response.once('close', () =>
        recordOperation({
          operation: id,
          status: response.statusCode,
          seconds: (performance.now() - start) / 1000,
        }),
      );
      await traced('portlight.request', { operation: id }, () =>
        perform(operation, request, response),
      );
    };
    validated[method](expressPath(path), route);
  }

  const router = PromiseRouter();
  // Outside the validator's router, which makes a 400 of every error that reaches it; and before validation,
  // so that a stranger learns nothing about parameters.
  router.use(API_VERSION_PATH, flatQuery, async request => {
    await authenticate(request);
    return 'next';
  });
  router.use(API_VERSION_PATH, jsonBody);
  router.use(validated);
  router.use(API_VERSION_PATH, () => {
    throw new PortlightError({
      code: 'not-found',
      status: 404,
      message: 'There is no such page of the API; see /openapi.json',
    });
  });
  router.use(problemDocuments({ logger, knownNames }));
  return router;
}
