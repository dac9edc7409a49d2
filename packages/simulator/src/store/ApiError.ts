import {
  qualifiedResource,
  type ResourceDefinition,
} from './ResourceDefinition';

/** One finding inside a Status. @public */
export interface StatusCause {
  reason?: string;
  message?: string;
  field?: string;
}

/** `Status` of `meta/v1`: what the API server answers when it does not answer an object. @public */
export interface Status {
  kind: 'Status';
  apiVersion: 'v1';
  metadata: { continue?: string };
  status: 'Success' | 'Failure';
  message?: string;
  reason?: string;
  details?: {
    name?: string;
    group?: string;
    kind?: string;
    uid?: string;
    causes?: StatusCause[];
    /** Seconds. */
    retryAfterSeconds?: number;
  };
  code: number;
}

/**
 * A refusal, worded as the real API server words it. The server sends `status` as the body.
 *
 * @public
 */
export class ApiError extends Error {
  readonly status: Status;

  constructor(
    code: number,
    reason: string | undefined,
    message: string,
    details?: Status['details'],
  ) {
    super(message);
    this.name = 'ApiError';
    this.status = {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message,
      ...(reason ? { reason } : {}),
      ...(details ? { details } : {}),
      code,
    };
  }

  get code(): number {
    return this.status.code;
  }

  get reason(): string | undefined {
    return this.status.reason;
  }
}

function detailsOf(
  resource: ResourceDefinition,
  name: string,
): NonNullable<Status['details']> {
  return {
    ...(name ? { name } : {}),
    ...(resource.group ? { group: resource.group } : {}),
    kind: resource.resource,
  };
}

/** 404: there is no object of that name. @public */
export function notFound(resource: ResourceDefinition, name: string): ApiError {
  return new ApiError(
    404,
    'NotFound',
    `${qualifiedResource(resource)} "${name}" not found`,
    detailsOf(resource, name),
  );
}

/** 409: the name is taken. @public */
export function alreadyExists(
  resource: ResourceDefinition,
  name: string,
): ApiError {
  return new ApiError(
    409,
    'AlreadyExists',
    `${qualifiedResource(resource)} "${name}" already exists`,
    detailsOf(resource, name),
  );
}

/** 409: somebody else wrote in between, or a precondition does not hold. @public */
export function conflict(
  resource: ResourceDefinition,
  name: string,
  because = 'the object has been modified; please apply your changes to the latest version and try again',
): ApiError {
  return new ApiError(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${qualifiedResource(
      resource,
    )} "${name}": ${because}`,
    detailsOf(resource, name),
  );
}

/**
 * 422: the object breaks rules of its kind.
 *
 * @param causes - each with the field and the message that follows it, such as `Required value`
 *
 * @public
 */
export function invalid(
  resource: Pick<ResourceDefinition, 'group' | 'kind'>,
  name: string,
  causes: readonly Required<StatusCause>[],
): ApiError {
  const lines = causes.map(cause => `${cause.field}: ${cause.message}`);
  const message =
    lines.length === 1 ? lines[0] : `[${[...new Set(lines)].join(', ')}]`;
  const kind = resource.group
    ? `${resource.kind}.${resource.group}`
    : resource.kind;
  return new ApiError(
    422,
    'Invalid',
    `${kind} "${name}" is invalid: ${message}`,
    {
      ...(name ? { name } : {}),
      ...(resource.group ? { group: resource.group } : {}),
      kind: resource.kind,
      causes: [...causes],
    },
  );
}

/** 400. @public */
export function badRequest(message: string): ApiError {
  return new ApiError(400, 'BadRequest', message);
}

/** 403 from a rule on the object itself, not from authorization. @public */
export function forbidden(
  resource: ResourceDefinition,
  name: string,
  because: string,
  causes?: StatusCause[],
): ApiError {
  return new ApiError(
    403,
    'Forbidden',
    `${qualifiedResource(resource)} "${name}" is forbidden: ${because}`,
    { ...detailsOf(resource, name), ...(causes ? { causes } : {}) },
  );
}

/** 410: the revision is no longer in the history. @public */
export function expired(message: string): ApiError {
  return new ApiError(410, 'Expired', message);
}

/** 405. @public */
export function methodNotAllowed(): ApiError {
  return new ApiError(
    405,
    'MethodNotAllowed',
    'the server does not allow this method on the requested resource',
    {},
  );
}
