import type { AuditorService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { OperationHandlers } from '../../api/operations';
import type { Mirror } from '../../inventory';
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
      answer: async ({ query }) => {
        // what was read before a restart is still an answer
        const known = await knex('clusters').first('name');
        if (!known) requireAnsweredSources(mirror.sources());
        return clusters.list(query);
      },
    },
    getCluster: {
      answer: ({ path }) => clusters.get(path.cluster),
    },
    listWorkers: {
      answer: ({ query }) => clusters.listWorkers(query),
    },
    getClusterRole: {
      answer: async ({ path }) => {
        await clusters.requireCluster(path.cluster);
        return readClusterRole(knex, path.cluster);
      },
    },
    syncCluster: {
      answer: async ({ path, request }) => {
        const event = await auditor.createEvent({
          eventId: 'cluster-sync',
          severityLevel: 'medium',
          request,
          meta: { cluster: path.cluster },
        });
        try {
          if (!mirror.sync(path.cluster)) {
            throw unknownCluster(path.cluster);
          }
          await event.success();
        } catch (error) {
          await event.fail({
            error: error instanceof Error ? error : new Error(String(error)),
          });
          throw error;
        }
      },
    },
  };
}
