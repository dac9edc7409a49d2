import {
  ClusterView,
  FleetTile as Tile,
  FleetView,
  type ClusterTab,
} from '@portlight/plugin-portlight-react';
import { useParams } from 'react-router-dom';
import { HeadlampHost } from '../host/HeadlampHost';

/** The fleet page on the home sidebar. */
export function FleetPage() {
  return (
    <HeadlampHost>
      <FleetView />
    </HeadlampHost>
  );
}

/** One cluster, with its tabs. */
export function ClusterPage() {
  const { cluster, tab } = useParams<{ cluster: string; tab: ClusterTab }>();
  return (
    <HeadlampHost>
      <ClusterView cluster={decodeURIComponent(cluster)} tab={tab} />
    </HeadlampHost>
  );
}

/** The tile on a cluster's overview. */
export function FleetTile() {
  return (
    <HeadlampHost>
      <Tile />
    </HeadlampHost>
  );
}
