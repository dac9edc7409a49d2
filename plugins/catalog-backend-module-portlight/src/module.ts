import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { createRemotePortlightApi } from '@portlight/plugin-portlight-common';
import { PortlightEntityProvider } from './PortlightEntityProvider';
import { readProviderConfig } from './readProviderConfig';

/**
 * Brings Portlight's clusters, and optionally their namespaces and workloads, into the catalog.
 *
 * @public
 */
export const catalogModulePortlight = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'portlight',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogProcessingExtensionPoint,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
      },
      async init({ auth, catalog, config, discovery, logger, scheduler }) {
        const settings = readProviderConfig(config);
        if (!settings) return;
        const api = createRemotePortlightApi({
          baseUrl: () => discovery.getBaseUrl('portlight'),
          fetch: async (input, init) => {
            const { token } = await auth.getPluginRequestToken({
              onBehalfOf: await auth.getOwnServiceCredentials(),
              targetPluginId: 'portlight',
            });
            const request = new Request(input, init);
            request.headers.set('Authorization', `Bearer ${token}`);
            return fetch(request);
          },
        });
        catalog.addEntityProvider(
          new PortlightEntityProvider({
            api,
            settings,
            logger,
            // On every replica: each tells only what it saw changing, and one that looked now and then would miss
            // what went meanwhile. Nearly all looks are answered with "not modified".
            runner: scheduler.createScheduledTaskRunner({
              ...settings.schedule,
              scope: 'local',
            }),
          }),
        );
      },
    });
  },
});
