import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  type ClusterSource,
  portlightClusterSourcesExtensionPoint,
} from '@portlight/plugin-portlight-node';
import {
  API_VERSION_PATH,
  createHandlers,
  createOperationMetrics,
  createRouter,
} from './api';
import { createClusterSources } from './clusters';
import { readPortlightConfig } from './config';
import { createMirror, openDatabase } from './inventory';
import { portlightPermissions } from './permissions';
import { createChangePublisher } from './signals';

/**
 * Mirrors the portal's Kubernetes clusters and answers questions about them under `/api/portlight`.
 *
 * @public
 */
export const portlightPlugin = createBackendPlugin({
  pluginId: 'portlight',
  register(env) {
    const added: ClusterSource[] = [];
    env.registerExtensionPoint(portlightClusterSourcesExtensionPoint, {
      addClusterSource: source => added.push(source),
    });

    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        discovery: coreServices.discovery,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        signals: signalsServiceRef,
      },
      async init(deps) {
        const { config, logger, lifecycle, httpRouter } = deps;
        const settings = readPortlightConfig(config);
        const knex = await openDatabase(deps.database);

        const sources = createClusterSources({ ...deps, added }).filter(
          ({ name }) => name !== 'kubernetes' || settings.sources.kubernetes,
        );
        const mirror = createMirror({ sources, database: knex, logger });
        const changes = createChangePublisher({
          signals: deps.signals,
          logger,
        });
        const unsubscribe = mirror.onChange(clusters =>
          clusters.forEach(changes.changed),
        );

        deps.permissionsRegistry.addPermissions(portlightPermissions);
        httpRouter.use(
          await createRouter({
            ...deps,
            handlers: await createHandlers({ ...deps, knex, mirror }),
            recordOperation: createOperationMetrics(),
          }),
        );
        // The router asks for credentials itself, so that a request without any is answered with a problem
        // document like every other error of the API.
        httpRouter.addAuthPolicy({
          path: API_VERSION_PATH,
          allow: 'unauthenticated',
        });

        // Clusters are reached through another plugin of this portal, which listens once all have started.
        lifecycle.addStartupHook(() => mirror.start());
        lifecycle.addShutdownHook(async () => {
          unsubscribe();
          changes.stop();
          await mirror.stop();
        });
      },
    });
  },
});
