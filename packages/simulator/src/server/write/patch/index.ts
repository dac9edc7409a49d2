import {
  badRequest,
  type ApiObject,
  type ApiObjectInput,
} from '../../../store';
import type { ResourceContext } from '../../context';
import { chooseEncoding } from '../../read/encoding';
import { sendObject, wantsIndent } from '../../respond';
import { mediaType, parseBody, readBody, unsupportedMediaType } from '../body';
import { parseWriteOptions } from '../options';
import { storeUpdate } from '../update';
import { handleApply } from './handleApply';
import { applyJsonPatch } from './jsonPatch';
import { mergePatch } from './mergePatch';
import { strategicMerge } from './strategicMerge';

/** Answers a PATCH of an object, or of its status. */
export async function handlePatch(
  context: ResourceContext,
  subresource?: 'status',
): Promise<void> {
  const { cluster, resource, info, request, response, query } = context;
  const type = mediaType(request);
  const encoding = chooseEncoding(context);
  if (/^application\/apply-patch\+(yaml|cbor)$/.test(type)) {
    await handleApply(context, encoding, subresource);
    return;
  }
  const change = patchFunction(context, type);
  const options = parseWriteOptions(context, 'PatchOptions');
  const text = (await readBody(request)).toString();
  const current = cluster.store.read(resource, info.namespace, info.name!);
  const patched = change(current, text);
  checkIdentity(current, patched);
  const object = storeUpdate(context, current, patched, options, subresource);
  sendObject(request, response, 200, encoding.object(object), {
    indent: wantsIndent(request, query),
    format: encoding.format,
  });
}

/** Turns an object and a patch's text into the object that results. */
export type PatchFunction = (object: ApiObject, text: string) => ApiObjectInput;

/** @throws ApiError 415 for a patch type that the resource does not take */
export function patchFunction(
  { resource }: ResourceContext,
  type: string,
): PatchFunction {
  switch (type) {
    case 'application/json-patch+json':
      return (object, text) => applyJsonPatch(object, parse(text)) as any;
    case 'application/merge-patch+json':
      return (object, text) => mergePatch(object, parseMap(text)) as any;
    case 'application/strategic-merge-patch+json':
      if (resource.custom) {
        throw unsupportedMediaType();
      }
      return (object, text) => strategicMerge(object, parseMap(text)) as any;
    default:
      throw unsupportedMediaType();
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badRequest(`error decoding patch: ${(error as Error).message}`);
  }
}

function parseMap(text: string): Record<string, unknown> {
  const value = parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw badRequest(
      `error decoding patch: json: cannot unmarshal ${
        Array.isArray(value) ? 'array' : typeof value
      } into Go value of type map[string]interface {}`,
    );
  }
  return parseBody(text, 'application/json', 'patch');
}

function checkIdentity(current: ApiObject, patched: ApiObjectInput): void {
  const { name, namespace } = patched.metadata ?? {};
  if (name !== current.metadata.name) {
    throw badRequest(
      `the name of the object (${name}) does not match the name on the URL (${current.metadata.name})`,
    );
  }
  if (namespace !== current.metadata.namespace) {
    throw badRequest(
      'the namespace of the provided object does not match the namespace sent on the request',
    );
  }
}
