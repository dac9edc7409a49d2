import type { ClusterRegistration } from '@portlight/plugin-portlight-common';
import { useApiQuery, type ApiAnswer } from '../../host/useApiQuery';

/** How a cluster was registered. */
export function useClusterRegistration(
  cluster: string,
): ApiAnswer<ClusterRegistration> {
  return useApiQuery({
    key: ['clusterRegistration', cluster],
    clusters: [cluster],
    ask: (api, signal) => api.getClusterRegistration(cluster, { signal }),
  });
}
