import type { Cluster } from '@portlight/plugin-portlight-common';
import { usePortlightHost } from '../host/PortlightProvider';
import { useCluster } from '../host/useCluster';
import { Muted, Stale } from './states';
import { statusLook } from './statusLooks';
import type { ReactNode } from 'react';

/** Why a cluster's data is old, in words. */
export function staleCause(cluster: Cluster): string | undefined {
  return (
    cluster.statusMessage ??
    cluster.sync.lastError?.message ??
    (cluster.status === 'active'
      ? undefined
      : statusLook(cluster.status).word.toLowerCase())
  );
}

/** Whether what is shown of a cluster may be older than the cluster. */
export const isStale = (cluster: Cluster): boolean =>
  cluster.sync.stale ||
  cluster.status === 'unreachable' ||
  cluster.status === 'maintenance';

/** At the edge of a page: that it is current, or how old it is and why. */
export function Freshness(props: { cluster: string }) {
  const { api, subscribe } = usePortlightHost();
  const { data } = useCluster(props.cluster);
  if (data && isStale(data)) {
    // Of a maintenance the page itself says more.
    const cause = data.status === 'maintenance' ? undefined : staleCause(data);
    return <Stale since={data.sync.lastSyncAt} cause={cause} />;
  }
  if (api.mode === 'direct') return <span>Read from the cluster itself</span>;
  return <span>{subscribe ? 'Live' : 'Read every 15 s'}</span>;
}

/** Content of a cluster: muted while it is old. */
export function MutedWhenStale(props: {
  cluster: string;
  children: ReactNode;
}) {
  const { data } = useCluster(props.cluster);
  return data && isStale(data) ? (
    <Muted>{props.children}</Muted>
  ) : (
    <>{props.children}</>
  );
}
