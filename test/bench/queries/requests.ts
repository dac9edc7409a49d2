import type { BenchPortal } from './startPortal';

/** One question that pages ask. */
export interface FleetQuery {
  name: string;
  path(portal: BenchPortal): Promise<string>;
  /** Asked by somebody who may see 40 namespaces of each cluster. */
  partial?: boolean;
}

const fixed = (name: string, path: string): FleetQuery => ({
  name,
  path: async () => path,
});

/** The page after so many others of the same list. */
const later = (name: string, path: string, pages: number): FleetQuery => ({
  name,
  path: async portal => {
    let next = path;
    for (let page = 0; page < pages; page++) {
      const { body } = await portal.get(next);
      if (!body.nextCursor) return next;
      next = `${path}&cursor=${encodeURIComponent(body.nextCursor)}`;
    }
    return next;
  },
});

/** What the pages of the UI ask of the whole fleet. */
export const FLEET_QUERIES: readonly FleetQuery[] = [
  fixed('pods', '/fleet/pods?limit=100'),
  fixed('pods, filtered by health', '/fleet/pods?health=degraded'),
  fixed(
    'pods, filtered by namespace and phase',
    '/fleet/pods?namespace=team-3&phase=Running',
  ),
  fixed('pods, sorted by restarts', '/fleet/pods?sort=-restarts'),
  fixed('pods, sorted by age', '/fleet/pods?sort=-createdAt'),
  fixed('pods, searched', '/fleet/pods?search=service-12'),
  fixed('pods, search without a hit', '/fleet/pods?search=nothing-like-it'),
  fixed(
    'pods, label selector',
    `/fleet/pods?labelSelector=${encodeURIComponent(
      'app.kubernetes.io/name in (service-3,service-4),!canary',
    )}`,
  ),
  later('pods, next page', '/fleet/pods?limit=100', 1),
  later('pods, 20th page by name', '/fleet/pods?sort=name&limit=100', 19),
  fixed('pods of a cluster', '/clusters/bench-001/pods?limit=100'),
  fixed('workloads by health', '/fleet/workloads?sort=health'),
  fixed('namespaces', '/fleet/namespaces'),
  fixed('nodes', '/fleet/nodes'),
  fixed('clusters', '/clusters'),
  fixed('problem groups', '/fleet/problem-groups'),
  fixed('problems', '/fleet/problems'),
  fixed('events', '/fleet/events'),
  fixed('fleet health', '/fleet/health'),
  fixed('entity health', '/entities/component/default/service-3/health'),
];

/** The same questions of somebody who may see 40 namespaces of each cluster. */
export const PARTIAL_QUERIES: readonly FleetQuery[] = FLEET_QUERIES.map(
  query => ({ ...query, name: `${query.name} (40 namespaces)`, partial: true }),
);
