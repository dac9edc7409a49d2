import { K8s } from '@kinvolk/headlamp-plugin/lib';
import type { PortlightApi } from '@portlight/plugin-portlight-common';
import { useMemo } from 'react';
import { settingsStore } from '../settings/settings';
import { createDirectApi } from './clusterReader';
import { createPortalApi } from './portal';

// One API object for all sections of a page and for the pages after it: what one has read serves the next.
let clusterNames: string[] = [];
const directApi = createDirectApi(() => clusterNames);
let portal: { key: string; api: PortlightApi } | undefined;

/** The names of the clusters that this Headlamp is connected to. */
export function useClusterNames(): string[] {
  const clusters = K8s.useClustersConf();
  return useMemo(() => Object.keys(clusters ?? {}), [clusters]);
}

const useSettings = settingsStore.useConfig();

/** The portal's API where one is set, else the clusters themselves. */
export function usePortlightApi(): PortlightApi {
  clusterNames = useClusterNames();
  const { portalUrl, token } = useSettings() ?? {};
  return useMemo(() => {
    if (!portalUrl) return directApi;
    const key = JSON.stringify([portalUrl, token]);
    if (portal?.key !== key) {
      try {
        portal = { key, api: createPortalApi({ portalUrl, token }) };
      } catch {
        // half-typed in the settings, where its problem is shown
        return directApi;
      }
    }
    return portal.api;
  }, [portalUrl, token]);
}
