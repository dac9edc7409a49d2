import {
  ApiBlueprint,
  PageBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  useRouteRef,
  type OverridableFrontendPlugin,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { createPortlightApi } from './host/createPortlightApi';
import { portlightApiRef } from './host/portlightApiRef';
import { costsSomething, hasPeers, runsInKubernetes } from './entities';
import { FleetIcon } from './clusters/FleetIcon';
import { fleetRouteRef } from './routes';
import type { FilterPredicate } from '@backstage/filter-predicates';
import type { ComponentType, ReactNode } from 'react';

/** The fleet page may be mounted anywhere, or left out; views then show names instead of links. */
function WithBasePath(props: {
  children: (basePath: string | undefined) => ReactNode;
}) {
  const fleet = useRouteRef(fleetRouteRef);
  return <>{props.children(fleet?.())}</>;
}

const portlightApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: portlightApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: createPortlightApi,
    }),
});

const fleetPage = PageBlueprint.make({
  params: {
    path: '/fleet',
    title: 'Fleet',
    icon: <FleetIcon />,
    routeRef: fleetRouteRef,
    loader: () =>
      import('./clusters').then(({ FleetContent }) => (
        <WithBasePath>
          {basePath => <FleetContent basePath={basePath} />}
        </WithBasePath>
      )),
  },
});

type EntityExtension = ComponentType<{ basePath?: string }>;

/** A tab of entity pages; what it shows is loaded when it is opened. */
const entityContent = (
  name: string,
  title: string,
  filter: FilterPredicate,
  load: () => Promise<EntityExtension>,
) =>
  EntityContentBlueprint.make({
    name,
    params: {
      path: `/${name}`,
      title,
      group: 'operation',
      filter,
      loader: async () => {
        const Content = await load();
        return (
          <WithBasePath>
            {basePath => <Content basePath={basePath} />}
          </WithBasePath>
        );
      },
    },
  });

/** A card on the overview of entities. */
const entityCard = (
  name: string,
  filter: FilterPredicate,
  load: () => Promise<EntityExtension>,
) =>
  EntityCardBlueprint.make({
    name,
    params: {
      type: 'content',
      filter,
      loader: async () => {
        const Card = await load();
        return (
          <WithBasePath>
            {basePath => <Card basePath={basePath} />}
          </WithBasePath>
        );
      },
    },
  });

const entityExtensions = [
  entityContent('health', 'Health', runsInKubernetes, () =>
    import('./health').then(({ EntityHealthContent }) => EntityHealthContent),
  ),
  entityCard('health', runsInKubernetes, () =>
    import('./health').then(({ EntityHealthCard }) => EntityHealthCard),
  ),
  entityContent('peers', 'Peers', hasPeers, () =>
    import('./peers').then(({ EntityPeersContent }) => EntityPeersContent),
  ),
  entityCard('peers', hasPeers, () =>
    import('./peers').then(({ EntityPeersCard }) => EntityPeersCard),
  ),
  entityContent('metrics', 'Metrics', hasPeers, () =>
    import('./metrics').then(
      ({ EntityMetricsContent }) => EntityMetricsContent,
    ),
  ),
  entityContent('cost', 'Cost', costsSomething, () =>
    import('./cost').then(({ EntityCostContent }) => EntityCostContent),
  ),
  entityCard('cost', costsSomething, () =>
    import('./cost').then(({ EntityCostCard }) => EntityCostCard),
  ),
  entityCard('metrics', hasPeers, () =>
    import('./metrics').then(({ EntityMetricsCard }) => EntityMetricsCard),
  ),
];

/**
 * Portlight for the new frontend system: the fleet page (`page:portlight`), the tabs Health, Peers, Metrics and Cost
 * (`entity-content:portlight/health`, `.../peers`, `.../metrics`, `.../cost`) and the cards of the same names
 * (`entity-card:portlight/health`, ...) of entities, and the API (`api:portlight`).
 *
 * @public
 */
export const portlightPlugin: OverridableFrontendPlugin<{
  fleet: typeof fleetRouteRef;
}> = createFrontendPlugin({
  pluginId: 'portlight',
  title: 'Fleet',
  icon: <FleetIcon />,
  info: { packageJson: () => import('../package.json') },
  routes: { fleet: fleetRouteRef },
  extensions: [portlightApi, fleetPage, ...entityExtensions],
});
