import type { CostReport } from '@portlight/plugin-portlight-common';
import type { ApiAnswer } from '../host/useApiQuery';
import { useMemo } from 'react';
import { usePortlightHost } from '../host/PortlightProvider';
import { costQuery, parseCostSelection } from './costSelection';
import { useCosts } from './queries';

const FLEET = {};
const QUERY = costQuery(parseCostSelection(''), 'cluster');

/** What the fleet and each of its clusters cost in the last 30 days, as the page of cost asks it. */
export function useFleetCosts(): ApiAnswer<CostReport> {
  const { api } = usePortlightHost();
  return useCosts(FLEET, QUERY, { enabled: api.mode === 'remote' });
}

const CLUSTER_QUERY = costQuery(parseCostSelection(''), 'namespace');

/** What one cluster cost in the last 30 days. */
export function useClusterCosts(cluster: string): ApiAnswer<CostReport> {
  const { api } = usePortlightHost();
  const scope = useMemo(() => ({ cluster }), [cluster]);
  return useCosts(scope, CLUSTER_QUERY, { enabled: api.mode === 'remote' });
}

/** What a cluster cost in a report of the fleet, idle and all: by name. */
export function costOfClusters(
  report: CostReport | undefined,
): ReadonlyMap<string, number> {
  const costs = new Map<string, number>();
  for (const item of report?.items ?? []) {
    if (item.cluster === undefined || item.class === 'other') continue;
    costs.set(
      item.cluster,
      (costs.get(item.cluster) ?? 0) + item.amounts.total,
    );
  }
  return costs;
}
