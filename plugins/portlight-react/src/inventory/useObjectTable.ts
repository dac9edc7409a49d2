import type {
  HealthStatus,
  ObjectQuery,
  Page,
  PortlightApi,
} from '@portlight/plugin-portlight-common';
import { useTableState, type TableState } from '../components';
import { pageLimit, useApiList, type ApiListAnswer } from '../host/useApiQuery';

/** The filters that the lists of objects share; each table offers those that make sense for it. */
export const OBJECT_FILTERS = [
  'health',
  'namespace',
  'kind',
  'phase',
  'node',
  'owner',
  'workload',
  'labels',
  'image',
];

/** The query of a list of objects for what a table shows. */
export function objectQuery(state: TableState): ObjectQuery {
  const { filters, search, sort } = state;
  return {
    health: filters.health as HealthStatus[] | undefined,
    namespace: filters.namespace,
    kind: filters.kind,
    phase: filters.phase,
    node: filters.node,
    owner: filters.owner,
    workload: filters.workload?.[0],
    labelSelector: filters.labels?.[0],
    image: filters.image?.[0],
    search: search || undefined,
    sort: sort && `${sort.descending ? '-' : ''}${sort.column}`,
  };
}

/** The state of a table of objects (in the address) and its rows (from the server). */
export function useObjectTable<T>(
  name: string,
  scope: { cluster: string[] },
  list: (
    api: PortlightApi,
    query: ObjectQuery,
    options: { signal: AbortSignal },
  ) => Promise<Page<T>>,
): {
  state: TableState;
  onStateChange(change: Partial<TableState>): void;
  answer: ApiListAnswer<T>;
} {
  const [state, onStateChange] = useTableState(OBJECT_FILTERS);
  const query = { ...objectQuery(state), ...scope };
  const answer = useApiList<T>({
    key: [name, scope.cluster.join(','), query],
    clusters: scope.cluster,
    ask: (api, cursor, signal) =>
      list(api, { ...query, cursor, limit: pageLimit(cursor) }, { signal }),
  });
  return { state, onStateChange, answer };
}
