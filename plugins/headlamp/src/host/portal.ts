import {
  createRemotePortlightApi,
  describePermission,
  type PortlightApi,
} from '@portlight/plugin-portlight-common';
import type { PortlightHost } from '@portlight/plugin-portlight-react';
import { apiBaseUrl, type Settings } from '../settings/settings';

/** Where Headlamp keeps the portal's token when it is embedded in Backstage. */
const EMBEDDED_TOKEN_KEY = 'backstage_token';

/** `fetch` with the token of the settings or of the portal that Headlamp is embedded in. */
function portalFetch(settings: Settings): typeof fetch {
  return (input, init) => {
    const headers = new Headers(
      init?.headers ?? (input instanceof Request ? input.headers : undefined),
    );
    const token =
      settings.token || window.localStorage.getItem(EMBEDDED_TOKEN_KEY);
    if (token) headers.set('authorization', `Bearer ${token}`);
    return fetch(input, { ...init, headers });
  };
}

/**
 * The portal's API.
 *
 * @throws TypeError where the portal's URL is none
 */
export function createPortalApi(settings: Settings): PortlightApi {
  return createRemotePortlightApi({
    baseUrl: apiBaseUrl(settings.portalUrl ?? ''),
    fetch: portalFetch(settings),
  });
}

/**
 * Asks the portal's policy what its user may do. A portal without permissions leaves everything to its backend, and
 * so does this.
 *
 * @throws TypeError where the portal's URL is none
 */
export function createPortalAuthorize(
  settings: Settings,
): NonNullable<PortlightHost['authorize']> {
  const url = apiBaseUrl(settings.portalUrl ?? '').replace(
    /portlight$/,
    'permission/authorize',
  );
  const ask = portalFetch(settings);
  return async (action, cluster) => {
    const permission = describePermission(action);
    const isAboutCluster = permission.type === 'resource';
    if (isAboutCluster && cluster === undefined) return false;
    const response = await ask(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        items: [
          {
            id: action,
            permission,
            ...(isAboutCluster && { resourceRef: cluster }),
          },
        ],
      }),
    });
    if (response.status === 404) return true;
    if (!response.ok) return false;
    const { items } = (await response.json()) as {
      items?: { result?: string }[];
    };
    return items?.[0]?.result === 'ALLOW';
  };
}
