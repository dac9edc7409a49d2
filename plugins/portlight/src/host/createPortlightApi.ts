import type { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import {
  createRemotePortlightApi,
  type PortlightApi,
} from '@portlight/plugin-portlight-common';

/**
 * The backend's REST API with the portal's own discovery and credentials.
 *
 * @internal
 */
export function createPortlightApi(deps: {
  discoveryApi: DiscoveryApi;
  fetchApi: FetchApi;
}): PortlightApi {
  return createRemotePortlightApi({
    baseUrl: () => deps.discoveryApi.getBaseUrl('portlight'),
    fetch: deps.fetchApi.fetch,
  });
}
