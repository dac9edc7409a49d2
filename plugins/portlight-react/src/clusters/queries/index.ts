import type { Cluster } from '@portlight/plugin-portlight-common';
import { CLUSTERS_KEY } from '../../host/liveUpdates';
import { useApiQuery, type ApiAnswer } from '../../host/useApiQuery';

/** Largest page that the API gives. */
const PAGE = 500;
/** So many clusters are shown at most; no fleet known to us comes near. */
const MAX_CLUSTERS = 5_000;

/** All clusters of the fleet: few enough to be ordered and searched here, without a way to the server. */
export function useClusters(): ApiAnswer<Cluster[]> {
  return useApiQuery({
    key: CLUSTERS_KEY,
    ask: async (api, signal) => {
      const clusters: Cluster[] = [];
      let cursor: string | undefined;
      do {
        const page = await api.listClusters(
          { limit: PAGE, cursor },
          { signal },
        );
        clusters.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor !== undefined && clusters.length < MAX_CLUSTERS);
      return clusters;
    },
  });
}
