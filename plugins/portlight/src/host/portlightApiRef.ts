import { createApiRef } from '@backstage/core-plugin-api';
import type { PortlightApi } from '@portlight/plugin-portlight-common';

/**
 * The API that all Portlight pages, tabs and cards ask; replace it to test or to decorate.
 *
 * @public
 */
export const portlightApiRef = createApiRef<PortlightApi>({
  id: 'plugin.portlight.api',
});
