import * as ApiProxy from '@kinvolk/headlamp-plugin/lib/ApiProxy';
import {
  DirectPortlightApi,
  createRemotePortlightApi,
  type KindDefinition,
  type KubernetesObject,
  type PortlightApi,
} from '@portlight/plugin-portlight-common';
import { apiBaseUrl, type Settings } from '../settings/settings';

/** Where Headlamp keeps the portal's token when it is embedded in Backstage. */
const EMBEDDED_TOKEN_KEY = 'backstage_token';

const PAGE_SIZE = 500;

/**
 * The portal's API, with the token of the settings or of the portal that Headlamp is embedded in.
 *
 * @throws TypeError where the portal's URL is none
 */
export function createPortalApi(settings: Settings): PortlightApi {
  return createRemotePortlightApi({
    baseUrl: apiBaseUrl(settings.portalUrl ?? ''),
    fetch: (input: Request | string | URL, init?: RequestInit) => {
      const headers = new Headers(
        init?.headers ?? (input instanceof Request ? input.headers : undefined),
      );
      const token =
        settings.token || window.localStorage.getItem(EMBEDDED_TOKEN_KEY);
      if (token) headers.set('authorization', `Bearer ${token}`);
      return fetch(input, { ...init, headers });
    },
  });
}

/** The path of a kind's list in the API of its cluster. */
export function listPath(kind: KindDefinition): string {
  const group = kind.group
    ? `/apis/${kind.group}/${kind.version}`
    : `/api/${kind.version}`;
  return `${group}/${kind.resource}`;
}

interface ObjectList {
  metadata?: { continue?: string };
  items?: KubernetesObject[];
}

/** All objects of one kind, in pages, through Headlamp's own proxy and the user's own access. */
export async function listThroughHeadlamp(
  kind: KindDefinition,
  cluster: string,
): Promise<KubernetesObject[]> {
  const objects: KubernetesObject[] = [];
  let token: string | undefined;
  do {
    const query: Record<string, string> = { limit: String(PAGE_SIZE) };
    if (kind.fieldSelector) query.fieldSelector = kind.fieldSelector;
    if (token) query.continue = token;
    const list: ObjectList = await ApiProxy.request(
      listPath(kind),
      {
        cluster,
        headers: kind.metadataOnly
          ? {
              accept:
                'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1',
            }
          : undefined,
      },
      // a forbidden kind is a state of the view, no reason to sign the user out
      false,
      true,
      query,
    );
    objects.push(...(list.items ?? []));
    token = list.metadata?.continue || undefined;
  } while (token);
  return objects;
}

/** The clusters of this Headlamp, read by the browser. */
export function createDirectApi(clusters: () => string[]): PortlightApi {
  return new DirectPortlightApi({
    clusters,
    list: listThroughHeadlamp,
    now: () => Date.now(),
  });
}
