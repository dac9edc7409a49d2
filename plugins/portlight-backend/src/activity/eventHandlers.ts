import type { OperationHandlers } from '../api/operations';
import type { ClusterReader } from '../clusters/read';
import type { EventReader } from './EventReader';

/** Answers the lists of events. */
export function createEventHandlers(options: {
  events: EventReader;
  clusters: ClusterReader;
}): Pick<
  OperationHandlers,
  'listEvents' | 'listClusterEvents' | 'listNamespaceEvents'
> {
  const { events, clusters } = options;
  return {
    listEvents: {
      revision: ({ query }) => clusters.revision(query.cluster),
      answer: ({ query }) => events.list(query),
    },
    listClusterEvents: {
      revision: ({ path }) => clusters.revision([path.cluster]),
      answer: async ({ path, query }) => {
        await clusters.requireCluster(path.cluster);
        return events.list({ ...query, cluster: [path.cluster] });
      },
    },
    listNamespaceEvents: {
      revision: ({ path }) => clusters.revision([path.cluster]),
      answer: async ({ path, query }) => {
        await clusters.requireCluster(path.cluster);
        return events.list({
          ...query,
          cluster: [path.cluster],
          namespace: [path.namespace],
        });
      },
    },
  };
}
