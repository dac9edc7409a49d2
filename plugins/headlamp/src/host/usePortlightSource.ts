import { K8s } from '@kinvolk/headlamp-plugin/lib';
import type { DirectCostRates } from '@portlight/plugin-portlight-common';
import type { PortlightHost } from '@portlight/plugin-portlight-react';
import { useMemo } from 'react';
import { readRates } from '../settings/rates';
import { settingsStore } from '../settings/settings';
import { createDirectApi } from './clusterReader';
import { createPortalApi, createPortalAuthorize } from './portal';

// One API object for all sections of a page and for the pages after it: what one has read serves the next.
let clusterNames: string[] = [];
/** Who answers, and who says what the user may do; nobody where the clusters are read directly. */
export type PortlightSource = Pick<PortlightHost, 'api' | 'authorize'>;

let costRates: DirectCostRates | undefined;
const direct: PortlightSource = {
  api: createDirectApi(
    () => clusterNames,
    () => costRates,
  ),
};
let portal: (PortlightSource & { key: string }) | undefined;

/** The names of the clusters that this Headlamp is connected to. */
export function useClusterNames(): string[] {
  const clusters = K8s.useClustersConf();
  return useMemo(() => Object.keys(clusters ?? {}), [clusters]);
}

const useSettings = settingsStore.useConfig();

/** The portal where one is set, else the clusters themselves. */
export function usePortlightSource(): PortlightSource {
  clusterNames = useClusterNames();
  const { portalUrl, token, rates } = useSettings() ?? {};
  costRates = useMemo(() => readRates(rates).rates, [rates]);
  return useMemo(() => {
    if (!portalUrl) return direct;
    const key = JSON.stringify([portalUrl, token]);
    if (portal?.key !== key) {
      try {
        portal = {
          key,
          api: createPortalApi({ portalUrl, token }),
          authorize: createPortalAuthorize({ portalUrl, token }),
        };
      } catch {
        // half-typed in the settings, where its problem is shown
        return direct;
      }
    }
    return portal;
  }, [portalUrl, token]);
}
