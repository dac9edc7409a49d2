import { stringify as stringifyYaml } from 'yaml';
import { ApiError, expired, type ApiObject } from '../../store';
import type { ResourceContext } from '../context';
import { sendPieces, sendText, wantsIndent, YAML_OPTIONS } from '../respond';
import {
  decodeContinue,
  encodeContinue,
  expiredContinue,
  type ContinueToken,
} from './continueToken';
import { chooseEncoding, type ListMetadata } from './encoding';
import { parseListOptions, type ListOptions } from './listOptions';

/** Answers a list, or one page of it. */
export async function handleList(context: ResourceContext): Promise<void> {
  const { request, response, query } = context;
  const encoding = chooseEncoding(context);
  const options = parseListOptions(context);
  const { items, metadata } = readPage(context, options);
  const pieces = encoding.list(items, metadata, wantsIndent(request, query));
  if (encoding.format === 'yaml') {
    const document = JSON.parse([...pieces].join(''));
    sendText(
      response,
      200,
      stringifyYaml(document, YAML_OPTIONS),
      'application/yaml',
    );
    return;
  }
  await sendPieces(request, response, pieces);
}

interface Page {
  items: ApiObject[];
  metadata: ListMetadata;
}

function readPage(context: ResourceContext, options: ListOptions): Page {
  const { cluster, resource } = context;
  const { store } = cluster;
  const token = options.continueToken
    ? decodeContinue(options.continueToken)
    : undefined;
  const { version, objects } = token
    ? readContinued(context, options, token)
    : readFirst(context, options);
  const start = token ? indexAfter(objects, token.after) : 0;
  const items: ApiObject[] = [];
  let index = start;
  for (; index < objects.length; index++) {
    if (options.limit > 0 && items.length === options.limit) {
      break;
    }
    if (!options.matches || options.matches(objects[index])) {
      items.push(objects[index]);
    }
  }
  const more =
    index < objects.length &&
    (!options.matches || objects.slice(index).some(options.matches));
  const metadata: ListMetadata = { resourceVersion: String(version) };
  if (more) {
    metadata.continue = encodeContinue({
      resourceVersion: version,
      after: keyOf(items[items.length - 1]),
    });
    if (!options.matches) {
      metadata.remainingItemCount = objects.length - index;
    }
  }
  return { items, metadata };

  function readFirst(
    _: ResourceContext,
    { match, resourceVersion }: ListOptions,
  ) {
    const current = store.resourceVersion;
    if (resourceVersion !== undefined && resourceVersion > current) {
      throw tooLarge(resourceVersion, current);
    }
    if (match === 'Exact') {
      try {
        return {
          version: resourceVersion!,
          objects: store.listAt(resource, options.namespace, resourceVersion!),
        };
      } catch {
        throw expired('The resourceVersion for the provided list is too old.');
      }
    }
    const stale = cluster.faults.find('stale', context.info);
    const revision = stale
      ? Math.max(store.compactedVersion, current - stale.revisions)
      : current;
    return {
      version: revision,
      objects: store.listAt(resource, options.namespace, revision),
    };
  }
}

function readContinued(
  { cluster: { store }, resource }: ResourceContext,
  { namespace, resourceVersion }: ListOptions,
  token: ContinueToken,
): { version: number; objects: ApiObject[] } {
  if (resourceVersion) {
    throw new ApiError(
      400,
      'BadRequest',
      'specifying resource version is not allowed when using continue',
    );
  }
  if (token.resourceVersion < 0) {
    return {
      version: store.resourceVersion,
      objects: store.list(resource, namespace),
    };
  }
  try {
    return {
      version: token.resourceVersion,
      objects: store.listAt(resource, namespace, token.resourceVersion),
    };
  } catch {
    throw expiredContinue(token.after);
  }
}

/** 504: a revision that this server has not seen, perhaps another cluster's. */
export function tooLarge(asked: number, current: number): ApiError {
  return new ApiError(
    504,
    'Timeout',
    `Timeout: Too large resource version: ${asked}, current: ${current}`,
    {
      causes: [
        {
          reason: 'ResourceVersionTooLarge',
          message: 'Too large resource version',
        },
      ],
      retryAfterSeconds: 1,
    },
  );
}

function keyOf({ metadata }: ApiObject): string {
  return metadata.namespace
    ? `${metadata.namespace}/${metadata.name}`
    : metadata.name;
}

function indexAfter(objects: readonly ApiObject[], after: string): number {
  let low = 0;
  let high = objects.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (keyOf(objects[middle]) <= after) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
