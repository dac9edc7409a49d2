import * as ApiProxy from '@kinvolk/headlamp-plugin/lib/ApiProxy';
import {
  DirectPortlightApi,
  type DirectCostRates,
  type DirectListOptions,
  type DirectResponse,
  type KindDefinition,
  type KubernetesObject,
  type PortlightApi,
} from '@portlight/plugin-portlight-common';

const PAGE_SIZE = 500;

/** Milliseconds. Headlamp's own two minutes are too long for a page that shows several clusters. */
const TIMEOUT = 15_000;

/** Milliseconds. Views ask every 15 s: a page that stays open reads again at every second time. */
const MAXIMUM_AGE = 20_000;

/** The path of a kind's list in the API of its cluster. */
export function listPath(kind: KindDefinition, namespace?: string): string {
  const group = kind.group
    ? `/apis/${kind.group}/${kind.version}`
    : `/api/${kind.version}`;
  return namespace
    ? `${group}/namespaces/${encodeURIComponent(namespace)}/${kind.resource}`
    : `${group}/${kind.resource}`;
}

/** Asks an API server through Headlamp's own proxy, with the user's own access. */
async function ask<T>(
  cluster: string,
  path: string,
  query: Record<string, string> = {},
  headers: Record<string, string> = {},
): Promise<T> {
  return ApiProxy.clusterRequest(
    path,
    {
      cluster,
      timeout: TIMEOUT,
      headers,
      // a forbidden kind is a state of the view, no reason to sign the user out
      autoLogoutOnAuthError: false,
    },
    query,
  );
}

interface ObjectList {
  metadata?: { continue?: string };
  items?: KubernetesObject[];
}

/** All objects of one kind, in pages. */
export async function listThroughHeadlamp(
  kind: KindDefinition,
  cluster: string,
  options: DirectListOptions = {},
): Promise<KubernetesObject[]> {
  const objects: KubernetesObject[] = [];
  let token: string | undefined;
  do {
    const query: Record<string, string> = { limit: String(PAGE_SIZE) };
    if (options.fieldSelector) query.fieldSelector = options.fieldSelector;
    if (token) query.continue = token;
    const list = await ask<ObjectList>(
      cluster,
      listPath(kind, options.namespace),
      query,
      kind.metadataOnly
        ? {
            accept:
              'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1',
          }
        : {},
    );
    objects.push(...(list.items ?? []));
    token = list.metadata?.continue || undefined;
  } while (token);
  return objects;
}

/** The version that a cluster says it has. */
export async function readVersion(
  cluster: string,
): Promise<string | undefined> {
  const { gitVersion } = await ask<{ gitVersion?: unknown }>(
    cluster,
    '/version',
  );
  return typeof gitVersion === 'string' ? gitVersion : undefined;
}

/** The chunks of a body as they arrive; what is not read is given up. */
async function* chunksOf({ body }: Response): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader();
  try {
    for (;;) {
      const { done = true, value } = (await reader?.read()) ?? {};
      if (done || value === undefined) {
        return;
      }
      yield value;
    }
  } finally {
    await reader?.cancel();
  }
}

/** Asks for a path whose answer may be large, and is no JSON; a redirect rejects with the status 0. */
export async function readThroughHeadlamp(
  cluster: string,
  path: string,
  { accept, signal }: { accept: string; signal: AbortSignal },
): Promise<DirectResponse> {
  const response: Response = await ApiProxy.clusterRequest(path, {
    cluster,
    headers: { accept },
    autoLogoutOnAuthError: false,
    isJSON: false,
    // Headlamp's own signal ends with the headers; this one also ends the body.
    signal,
    // A pod must not send the browser, with its cookies, to another place.
    redirect: 'manual',
  });
  return {
    header: name => response.headers.get(name),
    body: chunksOf(response),
  };
}

/** The clusters of this Headlamp, read by the browser. */
export function createDirectApi(
  clusters: () => string[],
  costRates: () => DirectCostRates | undefined = () => undefined,
): PortlightApi {
  return new DirectPortlightApi({
    clusters,
    costRates,
    list: listThroughHeadlamp,
    read: readThroughHeadlamp,
    version: readVersion,
    now: () => Date.now(),
    maximumAge: MAXIMUM_AGE,
  });
}
