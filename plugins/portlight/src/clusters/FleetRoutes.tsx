import { ErrorPage } from '@backstage/core-components';
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
  SyncView,
  WorkloadView,
  type ClusterTab,
  type NamespaceTab,
  type ObjectTab,
  type ServiceTab,
} from '@portlight/plugin-portlight-react';
import type { ReactElement } from 'react';
import { Route, Routes, useParams } from 'react-router-dom';

const TABS: readonly ClusterTab[] = [
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

/** Route parameters are always there once their route matched. */
const useRequiredParams = <Name extends string>() =>
  useParams() as Record<Name, string>;

/** The tab that the address names; the first one where it names none. */
function Tabbed<Tab extends string>(props: {
  tabs: readonly Tab[];
  children: (tab: Tab) => ReactElement;
}) {
  const { tabs, children } = props;
  const { tab = tabs[0] } = useRequiredParams<'tab'>();
  const known = tabs.find(candidate => candidate === tab);
  return known ? (
    children(known)
  ) : (
    <ErrorPage status="404" statusMessage={`There is no tab "${tab}" here`} />
  );
}

function ClusterRoute() {
  const { cluster } = useRequiredParams<'cluster'>();
  return (
    <Tabbed tabs={TABS}>
      {tab => <ClusterView cluster={cluster} tab={tab} />}
    </Tabbed>
  );
}

function NodeRoute() {
  const { cluster, name } = useRequiredParams<'cluster' | 'name'>();
  return (
    <Tabbed tabs={OBJECT_TABS}>
      {tab => <NodeView cluster={cluster} name={name} tab={tab} />}
    </Tabbed>
  );
}

function NamespaceRoute() {
  const { cluster, namespace } = useRequiredParams<'cluster' | 'namespace'>();
  return (
    <Tabbed tabs={NAMESPACE_TABS}>
      {tab => (
        <NamespaceView cluster={cluster} namespace={namespace} tab={tab} />
      )}
    </Tabbed>
  );
}

function CostsRoute() {
  return (
    <Tabbed tabs={COST_TABS}>
      {tab => (tab === 'overview' ? <CostsView /> : <CostPageView tab={tab} />)}
    </Tabbed>
  );
}

function WorkloadRoute() {
  const { cluster, namespace, kind, name } = useRequiredParams<
    'cluster' | 'namespace' | 'kind' | 'name'
  >();
  return (
    <Tabbed tabs={WORKLOAD_TABS}>
      {tab => (
        <WorkloadView
          cluster={cluster}
          namespace={namespace}
          kind={kind}
          name={name}
          tab={tab}
        />
      )}
    </Tabbed>
  );
}

function PodRoute() {
  const { cluster, namespace, name } = useRequiredParams<
    'cluster' | 'namespace' | 'name'
  >();
  return (
    <Tabbed tabs={OBJECT_TABS}>
      {tab => (
        <PodView
          cluster={cluster}
          namespace={namespace}
          name={name}
          tab={tab}
        />
      )}
    </Tabbed>
  );
}

function ServiceRoute() {
  const { cluster, namespace, name } = useRequiredParams<
    'cluster' | 'namespace' | 'name'
  >();
  return (
    <Tabbed tabs={SERVICE_TABS}>
      {tab => (
        <ServiceView
          cluster={cluster}
          namespace={namespace}
          name={name}
          tab={tab}
        />
      )}
    </Tabbed>
  );
}

const IN_NAMESPACE = 'clusters/:cluster/namespaces/:namespace';

/** Everything below the fleet page's path. */
export function FleetRoutes() {
  return (
    <Routes>
      <Route index element={<FleetView />} />
      <Route path="sync" element={<SyncView />} />
      <Route path="sync/sources" element={<SourcesView />} />
      <Route path="clusters/:cluster" element={<ClusterRoute />} />
      <Route path="clusters/:cluster/:tab" element={<ClusterRoute />} />
      <Route
        path="clusters/:cluster/nodes/:name/:tab?"
        element={<NodeRoute />}
      />
      <Route path="costs/:tab?" element={<CostsRoute />} />
      <Route path={`${IN_NAMESPACE}/:tab?`} element={<NamespaceRoute />} />
      <Route
        path={`${IN_NAMESPACE}/workloads/:kind/:name/:tab?`}
        element={<WorkloadRoute />}
      />
      <Route path={`${IN_NAMESPACE}/pods/:name/:tab?`} element={<PodRoute />} />
      <Route
        path={`${IN_NAMESPACE}/services/:name/:tab?`}
        element={<ServiceRoute />}
      />
      <Route
        path="*"
        element={
          <ErrorPage status="404" statusMessage="This page does not exist" />
        }
      />
    </Routes>
  );
}
