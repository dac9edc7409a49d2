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
import { runsInKubernetes } from './health/entityFilter';
import { FleetIcon } from './clusters/FleetIcon';
import { fleetRouteRef } from './routes';
import type { ReactNode } from 'react';

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

const entityHealthContent = EntityContentBlueprint.make({
  name: 'health',
  params: {
    path: '/health',
    title: 'Health',
    group: 'operation',
    filter: runsInKubernetes,
    loader: () =>
      import('./health').then(({ EntityHealthContent }) => (
        <WithBasePath>
          {basePath => <EntityHealthContent basePath={basePath} />}
        </WithBasePath>
      )),
  },
});

const entityHealthCard = EntityCardBlueprint.make({
  name: 'health',
  params: {
    type: 'content',
    filter: runsInKubernetes,
    loader: () =>
      import('./health').then(({ EntityHealthCard }) => (
        <WithBasePath>
          {basePath => <EntityHealthCard basePath={basePath} />}
        </WithBasePath>
      )),
  },
});

/**
 * Portlight for the new frontend system: the fleet page (`page:portlight`), the Health tab
 * (`entity-content:portlight/health`) and card (`entity-card:portlight/health`) of entities, and the API
 * (`api:portlight`).
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
  extensions: [portlightApi, fleetPage, entityHealthContent, entityHealthCard],
});
