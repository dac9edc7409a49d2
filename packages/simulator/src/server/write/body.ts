import type { IncomingMessage } from 'node:http';
import { parse as parseYaml } from 'yaml';
import {
  ApiError,
  apiVersionOf,
  badRequest,
  type ApiObjectInput,
  type ResourceDefinition,
} from '../../store';
import type { ResourceContext } from '../context';

/** The API server's own bound. */
const MAXIMUM_BYTES = 3 * 1024 * 1024;

/** Reads a request's body. @throws ApiError 413 when it is longer than the API server takes */
export async function readBody(
  request: IncomingMessage,
  maximum = MAXIMUM_BYTES,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > maximum) {
      throw new ApiError(
        413,
        'RequestEntityTooLarge',
        `Request entity too large: limit is ${maximum}`,
        {},
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The media type of a request, without parameters. */
export function mediaType(request: IncomingMessage): string {
  return (request.headers['content-type'] ?? '').split(';')[0].trim();
}

/** Parses JSON, or YAML where the media type says so. */
export function parseBody(
  text: string,
  type: string,
  kind: string,
): Record<string, any> {
  let value: unknown;
  try {
    value = type.endsWith('yaml') ? parseYaml(text) : JSON.parse(text);
  } catch (error) {
    const what =
      text.trim() === ''
        ? 'unexpected end of JSON input'
        : (error as Error).message;
    throw badRequest(
      `the object provided is unrecognized (must be of type ${kind}): couldn't get version/kind; json parse error: ${what} (${
        text.slice(0, 64) || '<empty>'
      })`,
    );
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw badRequest(
      `the object provided is unrecognized (must be of type ${kind}): couldn't get version/kind; json parse error: json: cannot unmarshal ${
        Array.isArray(value) ? 'array' : typeof value
      } into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" } (${Buffer.from(
        text.slice(0, 64),
      ).toString('hex')})`,
    );
  }
  return value;
}

/** Reads the object of a create or update and checks it against the URL. */
export async function readObject(
  context: ResourceContext,
): Promise<ApiObjectInput> {
  const { request, resource, info } = context;
  const type = mediaType(request);
  if (type !== '' && !/^application\/(json|yaml)$/.test(type)) {
    throw new ApiError(
      415,
      'UnsupportedMediaType',
      'the body of the request was in an unknown format - accepted media types include: application/json, application/yaml',
    );
  }
  const text = (await readBody(request)).toString();
  const object = parseBody(text, type, resource.kind);
  checkType(resource, object);
  const metadata = { ...object.metadata };
  checkTextMap(resource, metadata.labels, 'labels');
  checkTextMap(resource, metadata.annotations, 'annotations');
  if (resource.namespaced) {
    if (metadata.namespace && metadata.namespace !== info.namespace) {
      throw badRequest(
        'the namespace of the provided object does not match the namespace sent on the request',
      );
    }
    metadata.namespace = info.namespace;
  } else {
    delete metadata.namespace;
  }
  if (info.name && metadata.name && metadata.name !== info.name) {
    throw badRequest(
      `the name of the object (${metadata.name}) does not match the name on the URL (${info.name})`,
    );
  }
  if (info.name) {
    metadata.name = info.name;
  }
  return { ...object, metadata };
}

function checkTextMap(
  resource: ResourceDefinition,
  map: unknown,
  field: string,
): void {
  for (const value of Object.values(map ?? {})) {
    if (typeof value !== 'string') {
      throw badRequest(
        `${resource.kind} in version ${JSON.stringify(
          resource.version,
        )} cannot be handled as a ${resource.kind}: json: cannot unmarshal ${
          typeof value === 'boolean' ? 'bool' : typeof value
        } into Go struct field ObjectMeta.metadata.${field} of type string`,
      );
    }
  }
}

export function checkType(
  resource: ResourceDefinition,
  object: Record<string, any>,
): void {
  const { kind = resource.kind, apiVersion = apiVersionOf(resource) } = object;
  if (kind !== resource.kind || apiVersion !== apiVersionOf(resource)) {
    throw badRequest(
      `${kind} in version ${JSON.stringify(
        apiVersion.split('/').pop(),
      )} cannot be handled as a ${
        resource.kind
      }: converting (${apiVersion.replace('/', '.')}.${kind}) to (${
        resource.group || 'core'
      }.${resource.kind}): unknown conversion`,
    );
  }
}

export function unsupportedMediaType(): ApiError {
  return new ApiError(
    415,
    'UnsupportedMediaType',
    '415: Unsupported Media Type',
    {},
  );
}
