import {
  createRemotePortlightApi,
  type PortlightApi,
} from '@portlight/plugin-portlight-common';
import { apiBaseUrl, type Settings } from '../settings/settings';

/** Where Headlamp keeps the portal's token when it is embedded in Backstage. */
const EMBEDDED_TOKEN_KEY = 'backstage_token';

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
