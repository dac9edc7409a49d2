import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  type ClusterSource,
  type CostHourSource,
  type DiscoveryMethodFactory,
  type KeyWrapper,
  portlightClusterSourcesExtensionPoint,
  portlightCostHourSourcesExtensionPoint,
  portlightDiscoveryMethodsExtensionPoint,
  portlightKeyWrapperExtensionPoint,
  portlightPricingProvidersExtensionPoint,
  type PricingProvider,
} from '@portlight/plugin-portlight-node';
import {
  API_VERSION_PATH,
  createHandlers,
  createOperationMetrics,
  createRouter,
} from './api';
import {
  createClusterSources,
  createRegistration,
  scheduleRotation,
} from './clusters';
import { readPortlightConfig } from './config';
import { createCost, createCostStorage } from './cost';
import { createMirror, openDatabase } from './inventory';
import { createMetrics, createMetricsStore } from './metrics';
import { createPeerService, forgottenTargets } from './peers';
import { registerPermissions } from './permissions';
import { rightsizingRetention } from './rightsizing';
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
    const discoveryMethods: DiscoveryMethodFactory[] = [];
    env.registerExtensionPoint(portlightDiscoveryMethodsExtensionPoint, {
      addDiscoveryMethod: factory => discoveryMethods.push(factory),
    });
    const hourSources: CostHourSource[] = [];
    env.registerExtensionPoint(portlightCostHourSourcesExtensionPoint, {
      addCostHourSource: source => hourSources.push(source),
    });
    const pricingProviders: PricingProvider[] = [];
    env.registerExtensionPoint(portlightPricingProvidersExtensionPoint, {
      addPricingProvider: provider => pricingProviders.push(provider),
    });
    let keyWrapper: KeyWrapper | undefined;
    env.registerExtensionPoint(portlightKeyWrapperExtensionPoint, {
      setKeyWrapper: wrapper => {
        if (keyWrapper) {
          throw new Error(
            `Two backend modules wrap Portlight's keys, "${keyWrapper.name}" and "${wrapper.name}"; install only one of them`,
          );
        }
        keyWrapper = wrapper;
      },
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
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
      },
      async init(deps) {
        const { config, logger, lifecycle, httpRouter } = deps;
        const settings = readPortlightConfig(config);
        const knex = await openDatabase(deps.database);

        const registration = createRegistration({
          knex,
          logger,
          settings,
          keyWrapper,
        });
        const sources = createClusterSources({
          ...deps,
          settings,
          added,
          registration,
        });
        const metricsStore = createMetricsStore({
          knex,
          logger,
          settings: settings.history,
        });
        const costStorage = createCostStorage({
          knex,
          settings: settings.cost,
        });
        const mirror = createMirror({
          sources,
          database: knex,
          logger,
          owner: settings.owner,
          settings: { retention: settings.retention },
          retentionTasks: [
            ...metricsStore.retention,
            ...costStorage.retention,
            ...rightsizingRetention(() => settings.rightsizing.retentionDays),
            forgottenTargets(),
          ],
        });
        const changes = createChangePublisher({
          knex,
          signals: deps.signals,
          logger,
        });
        const unsubscribe = mirror.onChange(clusters =>
          clusters.forEach(changes.changed),
        );

        const peers = await createPeerService({
          ...deps,
          knex,
          mirror,
          settings: settings.peers,
          idleAfter: settings.metrics.idleAfter,
          addresses: settings.addresses,
          ownCredentials: async () => ({
            credentials: await deps.auth.getOwnServiceCredentials(),
          }),
          added: discoveryMethods,
        });
        const metrics = await createMetrics({
          knex,
          logger,
          store: metricsStore,
          mirror,
          peers,
          settings: {
            metrics: settings.metrics,
            prometheus: settings.prometheus,
            usage: settings.usage,
          },
          onTargetChanged: changes.targetChanged,
        });

        const cost = await createCost({
          ...deps,
          knex,
          mirror,
          storage: costStorage,
          sources: metrics.parts.sources,
          history: metricsStore.history.reader,
          hourSources,
          pricingProviders,
          settings,
        });
        metrics.followPodUsage(cost.onPodUsage);

        registerPermissions(deps.permissionsRegistry, knex);
        httpRouter.use(
          await createRouter({
            ...deps,
            knex,
            handlers: await createHandlers({
              ...deps,
              knex,
              mirror,
              registration,
              peers,
              metrics,
              cost,
            }),
            recordOperation: createOperationMetrics(),
          }),
        );
        // The router asks for credentials itself, so that a request without any is answered with a problem
        // document like every other error of the API.
        httpRouter.addAuthPolicy({
          path: API_VERSION_PATH,
          allow: 'unauthenticated',
        });

        await scheduleRotation(registration, deps.scheduler);

        // Clusters are reached through another plugin of this portal, which listens once all have started.
        lifecycle.addStartupHook(async () => {
          await mirror.start();
          peers.start();
          metrics.start();
          cost.start();
        });
        const configured = config.subscribe?.(() => {
          try {
            const {
              retention,
              history,
              cost: changed,
            } = readPortlightConfig(config);
            Object.assign(settings.cost, {
              policy: changed.policy,
              retention: changed.retention,
            });
            mirror.configure({ retention });
            metricsStore.history.configure(history);
          } catch (error) {
            logger.warn(
              `The changed configuration is not used: ${
                (error as Error).message
              }`,
            );
          }
        });
        lifecycle.addShutdownHook(async () => {
          configured?.unsubscribe();
          unsubscribe();
          changes.stop();
          await cost.stop();
          await metrics.stop();
          await peers.stop();
          await registration.rotation.stop();
          await mirror.stop();
        });
      },
    });
  },
});
