import { ErrorPage } from '@backstage/core-components';
import {
  ClusterView,
  FleetView,
  NodeView,
  PodView,
  SyncView,
  WorkloadView,
  type ClusterTab,
} from '@portlight/plugin-portlight-react';
import { Route, Routes, useParams } from 'react-router-dom';

const TABS: readonly ClusterTab[] = [
  'overview',
  'namespaces',
  'nodes',
  'workloads',
  'pods',
  'events',
];

/** Route parameters are always there once their route matched. */
const useRequiredParams = <Name extends string>() =>
  useParams() as Record<Name, string>;

function ClusterRoute() {
  const { cluster, tab = 'overview' } = useRequiredParams<'cluster' | 'tab'>();
  const known = TABS.find(candidate => candidate === tab);
  return known ? (
    <ClusterView cluster={cluster} tab={known} />
  ) : (
    <ErrorPage status="404" statusMessage={`There is no tab "${tab}" here`} />
  );
}

function NodeRoute() {
  const { cluster, name } = useRequiredParams<'cluster' | 'name'>();
  return <NodeView cluster={cluster} name={name} />;
}

function WorkloadRoute() {
  return (
    <WorkloadView
      {...useRequiredParams<'cluster' | 'namespace' | 'kind' | 'name'>()}
    />
  );
}

function PodRoute() {
  return <PodView {...useRequiredParams<'cluster' | 'namespace' | 'name'>()} />;
}

/** Everything below the fleet page's path. */
export function FleetRoutes() {
  return (
    <Routes>
      <Route index element={<FleetView />} />
      <Route path="sync" element={<SyncView />} />
      <Route path="clusters/:cluster" element={<ClusterRoute />} />
      <Route path="clusters/:cluster/:tab" element={<ClusterRoute />} />
      <Route path="clusters/:cluster/nodes/:name" element={<NodeRoute />} />
      <Route
        path="clusters/:cluster/namespaces/:namespace/workloads/:kind/:name"
        element={<WorkloadRoute />}
      />
      <Route
        path="clusters/:cluster/namespaces/:namespace/pods/:name"
        element={<PodRoute />}
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
