import type { AuditorService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { OperationHandlers } from '../../api/operations';
import type { Mirror } from '../../inventory';
import { audited } from '../audited';
import { type ClusterReader, unknownCluster } from './ClusterReader';
import { readClusterRole } from './clusterRole';
import { requireAnsweredSources } from './requireAnsweredSources';

/** Answers the operations on clusters and workers. */
export function createClusterHandlers(options: {
  knex: Knex;
  clusters: ClusterReader;
  mirror: Pick<Mirror, 'sync' | 'sources'>;
  auditor: AuditorService;
}): Pick<
  OperationHandlers,
  | 'listClusters'
  | 'getCluster'
  | 'syncCluster'
  | 'getClusterRole'
  | 'listWorkers'
> {
  const { knex, clusters, mirror, auditor } = options;
  return {
    // No revision for these: ages and lags move without one.
    listClusters: {
      answer: async ({ query, visibility }) => {
        // what was read before a restart is still an answer
        const known = await knex('clusters').first('name');
        if (!known) {
          requireAnsweredSources(
            mirror.sources(),
            visibility.clusters === 'everything',
          );
        }
        return clusters.list(query, visibility);
      },
    },
    getCluster: {
      answer: ({ path, visibility }) => clusters.get(path.cluster, visibility),
    },
    listWorkers: {
      answer: ({ query, visibility }) =>
        clusters.listWorkers(query, visibility),
    },
    getClusterRole: {
      answer: async ({ path, visibility }) => {
        await clusters.requireCluster(path.cluster, visibility);
        return readClusterRole(knex, path.cluster);
      },
    },
    syncCluster: {
      answer: async ({ path, request, visibility }) =>
        audited(
          auditor,
          {
            eventId: 'cluster-sync',
            severityLevel: 'medium',
            request,
            meta: { cluster: path.cluster },
          },
          async () => {
            await clusters.requireCluster(path.cluster, visibility);
            if (!(await mirror.sync(path.cluster))) {
              throw unknownCluster(path.cluster);
            }
          },
        ),
    },
  };
}
