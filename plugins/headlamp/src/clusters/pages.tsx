import {
  ClusterView,
  COST_TABS,
  CostPageView,
  CostsView,
  FleetView,
  NamespaceView,
  NodeView,
  PodView,
  ServiceView,
  SourcesView,
  WorkloadView,
  type ClusterTab,
  type NamespaceTab,
  type ObjectTab,
  type ServiceTab,
} from '@portlight/plugin-portlight-react';
import Box from '@mui/material/Box';
import type { ReactElement } from 'react';
import { useParams } from 'react-router-dom';
import { HeadlampHost } from '../host/HeadlampHost';
import { decodeParts, tabIn } from '../host/readAddress';

const CLUSTER_TABS: readonly ClusterTab[] = [
  'overview',
  'namespaces',
  'nodes',
  'workloads',
  'pods',
  'metrics',
  'cost',
  'events',
];
const OBJECT_TABS: readonly ObjectTab[] = ['overview', 'metrics'];
const WORKLOAD_TABS: readonly ObjectTab[] = [...OBJECT_TABS, 'cost'];
const NAMESPACE_TABS: readonly NamespaceTab[] = ['overview', 'cost'];
const SERVICE_TABS: readonly ServiceTab[] = ['peers', 'metrics'];

/** One of our pages: Headlamp leaves the space above and below a page to the page. */
function page<Part extends string>(
  view: (parts: Record<Part, string>) => ReactElement,
) {
  return function Page() {
    const parts = decodeParts(useParams<Record<Part, string>>());
    return (
      <Box sx={{ py: 3 }}>
        <HeadlampHost>{view(parts)}</HeadlampHost>
      </Box>
    );
  };
}

/** The fleet page on the home sidebar. */
export const FleetPage = page(() => <FleetView />);

/** Where metrics come from. */
export const SourcesPage = page(() => <SourcesView />);

/** What the fleet costs, and the pages beside it. */
export const CostsPage = page<'tab'>(({ tab }) => {
  const known = tabIn(COST_TABS, tab);
  return known === 'overview' ? <CostsView /> : <CostPageView tab={known} />;
});

/** One cluster, with its tabs. */
export const ClusterPage = page<'cluster' | 'tab'>(({ cluster, tab }) => (
  <ClusterView cluster={cluster} tab={tabIn(CLUSTER_TABS, tab)} />
));

/** One node. */
export const NodePage = page<'cluster' | 'name' | 'tab'>(({ tab, ...node }) => (
  <NodeView {...node} tab={tabIn(OBJECT_TABS, tab)} />
));

/** One namespace. */
export const NamespacePage = page<'cluster' | 'namespace' | 'tab'>(
  ({ tab, ...namespace }) => (
    <NamespaceView {...namespace} tab={tabIn(NAMESPACE_TABS, tab)} />
  ),
);

/** One workload. */
export const WorkloadPage = page<
  'cluster' | 'namespace' | 'kind' | 'name' | 'tab'
>(({ tab, ...workload }) => (
  <WorkloadView {...workload} tab={tabIn(WORKLOAD_TABS, tab)} />
));

/** One pod. */
export const PodPage = page<'cluster' | 'namespace' | 'name' | 'tab'>(
  ({ tab, ...pod }) => <PodView {...pod} tab={tabIn(OBJECT_TABS, tab)} />,
);

/** One Service, with its peers and what they say. */
export const ServicePage = page<'cluster' | 'namespace' | 'name' | 'tab'>(
  ({ tab, ...service }) => (
    <ServiceView {...service} tab={tabIn(SERVICE_TABS, tab)} />
  ),
);
