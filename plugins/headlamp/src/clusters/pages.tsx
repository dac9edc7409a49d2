import {
  ClusterView,
  FleetView,
  type ClusterTab,
} from '@portlight/plugin-portlight-react';
import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { useParams } from 'react-router-dom';
import { HeadlampHost } from '../host/HeadlampHost';
import { readClusterAddress } from './readClusterAddress';

/** Headlamp leaves the space above and below a page to the page. */
function Page(props: { children: ReactNode }) {
  return (
    <Box sx={{ py: 3 }}>
      <HeadlampHost>{props.children}</HeadlampHost>
    </Box>
  );
}

/** The fleet page on the home sidebar. */
export function FleetPage() {
  return (
    <Page>
      <FleetView />
    </Page>
  );
}

/** One cluster, with its tabs. */
export function ClusterPage() {
  const { cluster, tab } = readClusterAddress(
    useParams<{ cluster: string; tab: ClusterTab }>(),
  );
  return (
    <Page>
      <ClusterView cluster={cluster} tab={tab} />
    </Page>
  );
}
