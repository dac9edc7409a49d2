import {
  registerDetailsViewSectionsProcessor,
  registerOverviewChartsProcessor,
  registerPluginSettings,
  registerRoute,
  registerSidebarEntry,
} from '@kinvolk/headlamp-plugin/lib';
import type { ComponentType } from 'react';
import {
  ClusterPage,
  CostsPage,
  FleetPage,
  NamespacePage,
  NodePage,
  PodPage,
  ServicePage,
  SourcesPage,
  WorkloadPage,
} from './clusters';
import { HealthTile } from './health';
import { FLEET_PATH, OWN_PATHS } from './host/addresses';
import { DETAILS_SECTIONS, withSection, type ShownResource } from './sections';
import { PLUGIN_NAME, SettingsForm } from './settings';

const SIDEBAR_ITEM = 'portlight-fleet';
const HEALTH_TILE_ID = 'portlight-health-tile';
const sidebar = { item: SIDEBAR_ITEM, sidebar: 'HOME' };

registerSidebarEntry({
  sidebar: 'HOME',
  parent: null,
  name: SIDEBAR_ITEM,
  label: 'Fleet',
  url: FLEET_PATH,
  icon: 'mdi:view-grid-outline',
  useClusterURL: false,
});

const PAGES: readonly [path: string, name: string, page: ComponentType][] = [
  [FLEET_PATH, 'Fleet', FleetPage],
  [OWN_PATHS.sources, 'Sources of metrics', SourcesPage],
  [OWN_PATHS.cluster, 'Cluster of the fleet', ClusterPage],
  [OWN_PATHS.node, 'Node of the fleet', NodePage],
  [OWN_PATHS.costs, 'Cost of the fleet', CostsPage],
  [OWN_PATHS.namespace, 'Namespace of the fleet', NamespacePage],
  [OWN_PATHS.namespaceTab, 'Cost of a namespace of the fleet', NamespacePage],
  [OWN_PATHS.workload, 'Workload of the fleet', WorkloadPage],
  [OWN_PATHS.pod, 'Pod of the fleet', PodPage],
  [OWN_PATHS.service, 'Service of the fleet', ServicePage],
];

for (const [path, name, Page] of PAGES) {
  registerRoute({
    path,
    name,
    exact: true,
    sidebar,
    useClusterURL: false,
    noAuthRequired: true,
    component: () => <Page />,
  });
}

for (const { id, isFor, after, show } of DETAILS_SECTIONS) {
  registerDetailsViewSectionsProcessor({
    id,
    processor: (resource, sections) => {
      if (!resource || !isFor(resource.kind)) return sections;
      const section = show(resource as unknown as ShownResource);
      return [...withSection(sections, { id, section }, after)];
    },
  });
}

registerOverviewChartsProcessor({
  id: HEALTH_TILE_ID,
  processor: charts =>
    charts.some(chart => chart.id === HEALTH_TILE_ID)
      ? charts
      : [...charts, { id: HEALTH_TILE_ID, component: () => <HealthTile /> }],
});

registerPluginSettings(PLUGIN_NAME, SettingsForm, false);
