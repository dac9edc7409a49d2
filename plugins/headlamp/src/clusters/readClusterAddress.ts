import type { ClusterTab } from '@portlight/plugin-portlight-react';

const TABS: Record<ClusterTab, true> = {
  overview: true,
  namespaces: true,
  nodes: true,
  workloads: true,
  pods: true,
  events: true,
};

/** What an address says; React Router 5 leaves its parts as they are encoded. */
export function readClusterAddress(params: { cluster: string; tab: string }): {
  cluster: string;
  tab: ClusterTab;
} {
  let cluster = params.cluster;
  try {
    cluster = decodeURIComponent(cluster);
  } catch {
    // a bare percent sign: such a cluster is not found, and the page says so
  }
  const tab = Object.hasOwn(TABS, params.tab)
    ? (params.tab as ClusterTab)
    : 'overview';
  return { cluster, tab };
}
