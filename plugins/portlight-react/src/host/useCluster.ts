import type { Cluster } from '@portlight/plugin-portlight-common';
import { clusterKey } from './liveUpdates';
import { useApiQuery, type ApiAnswer } from './useApiQuery';

/** One cluster, as the pages of everything in it need it: can it be read, how old is what is shown. */
export function useCluster(cluster: string): ApiAnswer<Cluster> {
  return useApiQuery({
    key: clusterKey(cluster),
    clusters: [cluster],
    ask: (api, signal) => api.getCluster(cluster, { signal }),
  });
}
