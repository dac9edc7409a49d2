import {
  registerDetailsViewSectionsProcessor,
  registerOverviewChartsProcessor,
  registerPluginSettings,
  registerRoute,
  registerSidebarEntry,
} from '@kinvolk/headlamp-plugin/lib';
import { ClusterPage, FleetPage } from './clusters';
import {
  HEALTH_SECTION_ID,
  HealthSection,
  HealthTile,
  hasHealthSection,
  withHealthSection,
  type ShownResource,
} from './health';
import { FLEET_PATH } from './host/addresses';
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

registerRoute({
  path: FLEET_PATH,
  name: 'Fleet',
  exact: true,
  sidebar,
  useClusterURL: false,
  noAuthRequired: true,
  component: () => <FleetPage />,
});

registerRoute({
  path: `${FLEET_PATH}/clusters/:cluster/:tab`,
  name: 'Cluster of the fleet',
  exact: true,
  sidebar,
  useClusterURL: false,
  noAuthRequired: true,
  component: () => <ClusterPage />,
});

registerDetailsViewSectionsProcessor({
  id: HEALTH_SECTION_ID,
  processor: (resource, sections) => {
    if (!resource || !hasHealthSection(resource.kind)) return sections;
    return [
      ...withHealthSection(sections, {
        id: HEALTH_SECTION_ID,
        section: (
          <HealthSection resource={resource as unknown as ShownResource} />
        ),
      }),
    ];
  },
});

registerOverviewChartsProcessor({
  id: HEALTH_TILE_ID,
  processor: charts =>
    charts.some(chart => chart.id === HEALTH_TILE_ID)
      ? charts
      : [...charts, { id: HEALTH_TILE_ID, component: () => <HealthTile /> }],
});

registerPluginSettings(PLUGIN_NAME, SettingsForm, false);
