import type { Cluster, ClusterQuery, Page } from '../../api/types';
import { CLUSTERS } from './lists';
import { pageOf } from './page';
import { matchesSearch } from './wildcard';

function among<T>(allowed: readonly T[] | undefined, value?: T): boolean {
  return (
    allowed === undefined || (value !== undefined && allowed.includes(value))
  );
}

/**
 * One page of the list of clusters from clusters in memory, with the filters, the order and the kind of cursors of
 * the list that SQL gives.
 *
 * @throws PortlightError `unknown-column`, `invalid-cursor`
 *
 * @public
 */
export function queryClusters(
  clusters: readonly Cluster[],
  query: ClusterQuery = {},
): Page<Cluster> {
  const { search } = query;
  const found = clusters.filter(
    ({ name, title, status, environment, provider }) =>
      (search === undefined ||
        [name, title].some(text => matchesSearch(text, search))) &&
      among(query.status, status) &&
      among(query.environment, environment) &&
      among(query.provider, provider),
  );
  return pageOf(CLUSTERS, found, query);
}
