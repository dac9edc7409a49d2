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
import { ENTITY_ANNOTATIONS } from '@portlight/plugin-portlight-common';
import { createPortlightApi } from './host/createPortlightApi';
import { portlightApiRef } from './host/portlightApiRef';
import { fleetRouteRef } from './routes';

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

/**
 * The Health tab: `<EntityLayout.Route path="/health" title="Health" if={isRunningInKubernetes}>`.
 *
 * @public
 */
export const EntityHealthContent = portlightPlugin.provide(
  createComponentExtension({
    name: 'EntityHealthContent',
    component: {
      lazy: async () => {
        const { EntityHealthContent: Content } = await import('./health');
        return function EntityHealthContentComponent() {
          const fleet = useRouteRef(fleetRouteRef);
          return <Content basePath={fleet()} />;
        };
      },
    },
  }),
);

/** The Health card of an entity's overview. @public */
export const EntityHealthCard = portlightPlugin.provide(
  createComponentExtension({
    name: 'EntityHealthCard',
    component: {
      lazy: async () => {
        const { EntityHealthCard: Card } = await import('./health');
        return function EntityHealthCardComponent() {
          const fleet = useRouteRef(fleetRouteRef);
          return <Card basePath={fleet()} />;
        };
      },
    },
  }),
);

/** Whether an entity says where it runs. @public */
export const isRunningInKubernetes = (entity: Entity): boolean => {
  const annotations = entity.metadata.annotations ?? {};
  return (
    ENTITY_ANNOTATIONS.kubernetesId in annotations ||
    ENTITY_ANNOTATIONS.labelSelector in annotations
  );
};
