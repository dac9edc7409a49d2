import { stringifyEntityRef } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { OperationHandlers } from '../api/operations';
import { requireSelector } from '../entities/requireSelector';
import type { ObjectReader } from '../inventory/read';
import { readTimeRange } from '../metrics';
import type { TimelineReader } from './TimelineReader';

/** Workloads of an entity whose timeline is read. */
const MAXIMUM_WORKLOADS = 200;

function rangeOf(query: { since?: string; until?: string }) {
  const { since, until } = readTimeRange(query, Date.now());
  return { since: since * 1000, until: until * 1000 };
}

/** Answers what happened when. */
export function createTimelineHandlers(options: {
  catalog: CatalogService;
  objects: ObjectReader;
  timelines: TimelineReader;
}): Pick<OperationHandlers, 'getTimeline' | 'getEntityTimeline'> {
  const { catalog, objects, timelines } = options;
  return {
    getTimeline: {
      answer: ({ query, visibility }) =>
        timelines.read(
          {
            clusters: query.cluster,
            namespaces: query.namespace,
            workload: query.workload,
          },
          rangeOf(query),
          visibility,
        ),
    },
    getEntityTimeline: {
      answer: async ({ path, query, credentials, visibility }) => {
        const selector = await requireSelector(
          catalog,
          stringifyEntityRef(path),
          credentials,
        );
        const { workloads } = await objects.workloadsOf(
          selector,
          MAXIMUM_WORKLOADS,
          visibility,
        );
        return timelines.read(
          {
            clusters: query.cluster,
            workloads: workloads.map(({ cluster, namespace, kind, name }) => ({
              cluster,
              namespace,
              kind,
              name,
            })),
          },
          rangeOf(query),
          visibility,
        );
      },
    },
  };
}
