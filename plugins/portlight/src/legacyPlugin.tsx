import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
  useRouteRef,
} from '@backstage/core-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import {
  ENTITY_ANNOTATIONS,
  PEER_ANNOTATIONS,
} from '@portlight/plugin-portlight-common';
import { createPortlightApi } from './host/createPortlightApi';
import { portlightApiRef } from './host/portlightApiRef';
import { fleetRouteRef } from './routes';
import type { ComponentType } from 'react';

/** The plugin of the old frontend system. @public */
export const portlightPlugin = createPlugin({
  id: 'portlight',
  apis: [
    createApiFactory({
      api: portlightApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: createPortlightApi,
    }),
  ],
  routes: { fleet: fleetRouteRef },
});

/**
 * The fleet page: `<Route path="/fleet" element={<FleetPage />} />`.
 *
 * @public
 */
export const FleetPage = portlightPlugin.provide(
  createRoutableExtension({
    name: 'FleetPage',
    mountPoint: fleetRouteRef,
    component: async () => {
      const [{ FleetContent }, { Header, Page }] = await Promise.all([
        import('./clusters'),
        import('@backstage/core-components'),
      ]);
      return function FleetPageComponent() {
        const fleet = useRouteRef(fleetRouteRef);
        return (
          <Page themeId="tool">
            <Header title="Fleet" />
            <FleetContent basePath={fleet()} />
          </Page>
        );
      };
    },
  }),
);

/** A tab or card of entity pages; what it shows is loaded when it is opened. */
const entityExtension = (
  name: string,
  load: () => Promise<ComponentType<{ basePath?: string }>>,
) =>
  portlightPlugin.provide(
    createComponentExtension({
      name,
      component: {
        lazy: async () => {
          const Shown = await load();
          return function EntityExtension() {
            const fleet = useRouteRef(fleetRouteRef);
            return <Shown basePath={fleet()} />;
          };
        },
      },
    }),
  );

/**
 * The Health tab: `<EntityLayout.Route path="/health" title="Health" if={isRunningInKubernetes}>`.
 *
 * @public
 */
export const EntityHealthContent = entityExtension('EntityHealthContent', () =>
  import('./health').then(({ EntityHealthContent: Content }) => Content),
);

/** The Health card of an entity's overview. @public */
export const EntityHealthCard = entityExtension('EntityHealthCard', () =>
  import('./health').then(({ EntityHealthCard: Card }) => Card),
);

/**
 * The Peers tab: `<EntityLayout.Route path="/peers" title="Peers" if={hasPeers}>`.
 *
 * @public
 */
export const EntityPeersContent = entityExtension('EntityPeersContent', () =>
  import('./peers').then(({ EntityPeersContent: Content }) => Content),
);

/** The Peers card of an entity's overview. @public */
export const EntityPeersCard = entityExtension('EntityPeersCard', () =>
  import('./peers').then(({ EntityPeersCard: Card }) => Card),
);

/**
 * The Metrics tab: `<EntityLayout.Route path="/metrics" title="Metrics" if={hasPeers}>`.
 *
 * @public
 */
export const EntityMetricsContent = entityExtension(
  'EntityMetricsContent',
  () =>
    import('./metrics').then(({ EntityMetricsContent: Content }) => Content),
);

/** The Metrics card of an entity's overview. @public */
export const EntityMetricsCard = entityExtension('EntityMetricsCard', () =>
  import('./metrics').then(({ EntityMetricsCard: Card }) => Card),
);

/**
 * The Cost tab: `<EntityLayout.Route path="/cost" title="Cost" if={costsSomething}>`.
 *
 * @public
 */
export const EntityCostContent = entityExtension('EntityCostContent', () =>
  import('./cost').then(({ EntityCostContent: Content }) => Content),
);

/** The Cost card of an entity's overview. @public */
export const EntityCostCard = entityExtension('EntityCostCard', () =>
  import('./cost').then(({ EntityCostCard: Card }) => Card),
);

/** Whether an entity says where it runs. @public */
export const isRunningInKubernetes = (entity: Entity): boolean => {
  const annotations = entity.metadata.annotations ?? {};
  return (
    ENTITY_ANNOTATIONS.kubernetesId in annotations ||
    ENTITY_ANNOTATIONS.labelSelector in annotations ||
    ENTITY_ANNOTATIONS.workload in annotations
  );
};

const SUMS = new Set(['system', 'domain', 'group']);

/** Whether an entity costs something: it says where it runs, or is the sum of others. @public */
export const costsSomething = (entity: Entity): boolean =>
  isRunningInKubernetes(entity) ||
  SUMS.has(entity.kind.toLocaleLowerCase('en-US'));

const FINDING_ANNOTATIONS = [
  PEER_ANNOTATIONS.discovery,
  PEER_ANNOTATIONS.service,
  PEER_ANNOTATIONS.selector,
  PEER_ANNOTATIONS.peers,
  PEER_ANNOTATIONS.httpSdUrl,
  PEER_ANNOTATIONS.dnsName,
  PEER_ANNOTATIONS.prometheusJob,
];

/** Whether the instances of an entity can be found: it says where it runs, or how to find them. @public */
export const hasPeers = (entity: Entity): boolean =>
  isRunningInKubernetes(entity) ||
  FINDING_ANNOTATIONS.some(name => name in (entity.metadata.annotations ?? {}));
