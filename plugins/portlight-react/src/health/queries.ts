import type {
  FleetHealth,
  Page,
  ProblemGroup,
  ProblemQuery,
} from '@portlight/plugin-portlight-common';
import { useApiQuery, type ApiAnswer } from '../host/useApiQuery';

/** The figures of the whole fleet, or of one cluster. */
export function useFleetHealth(cluster?: string): ApiAnswer<FleetHealth> {
  return useApiQuery({
    key: ['fleetHealth', cluster],
    clusters: cluster === undefined ? undefined : [cluster],
    ask: (api, signal) =>
      cluster === undefined
        ? api.getFleetHealth({}, { signal })
        : api.getClusterHealth(cluster, { signal }),
  });
}

/** What is wrong now, by cause. */
export function useProblemGroups(
  query: Pick<ProblemQuery, 'cluster' | 'namespace' | 'owner'>,
  options: { enabled?: boolean } = {},
): ApiAnswer<Page<ProblemGroup>> {
  return useApiQuery({
    key: ['problemGroups', query],
    clusters: query.cluster,
    enabled: options.enabled,
    ask: (api, signal) =>
      api.listProblemGroups(
        { ...query, sort: 'severity', limit: 100 },
        { signal },
      ),
  });
}
