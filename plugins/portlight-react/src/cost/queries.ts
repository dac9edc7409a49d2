import type {
  CostQuery,
  CostReport,
  CostScope,
  CostWork,
} from '@portlight/plugin-portlight-common';
import { useApiQuery, type ApiAnswer } from '../host/useApiQuery';
import { scopeClusters, scopeFilter } from './costFilter';

/** Milliseconds: costs are computed once an hour. */
const INTERVAL = 5 * 60_000;

/** What something cost; the last answer about the same stays while another window or grouping is read. */
export function useCosts(
  scope: CostScope,
  query: CostQuery,
  options: { enabled?: boolean } = {},
): ApiAnswer<CostReport> {
  return useApiQuery({
    key: ['costs', scope, query],
    ignoresPush: true,
    interval: INTERVAL,
    enabled: options.enabled,
    keepsPrevious: previous =>
      JSON.stringify(previous[1]) === JSON.stringify(scope),
    ask: (api, signal) => api.getCosts(scope, query, { signal }),
  });
}

/** So many products are shown; the rest is one amount. */
const WORK_LIMIT = 200;

/** The question about the work behind a figure: what the scope and a row are becomes a part of the filter. */
export function workQuestion(
  scope: CostScope,
  query: CostQuery,
  row?: string,
): { scope: { clusters?: string[] }; query: CostQuery } {
  const filter = [scopeFilter(scope, query.filter), row]
    .filter(Boolean)
    .join('+');
  return {
    scope: scopeClusters(scope),
    query: { ...query, filter: filter || undefined, limit: WORK_LIMIT },
  };
}

/** How a figure came about. */
export function useCostWork(
  scope: CostScope,
  query: CostQuery,
  row?: string,
): ApiAnswer<CostWork> {
  const question = workQuestion(scope, query, row);
  return useApiQuery({
    key: ['costWork', question],
    ignoresPush: true,
    interval: INTERVAL,
    ask: (api, signal) =>
      api.getCostWork(question.scope, question.query, { signal }),
  });
}
