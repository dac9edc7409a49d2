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
      revision: ({ query, visibility }) =>
        clusters.revision(visibility, query.cluster),
      answer: ({ query, visibility }) => events.list(query, visibility),
    },
    listClusterEvents: {
      revision: ({ path, visibility }) =>
        clusters.revision(visibility, [path.cluster]),
      answer: async ({ path, query, visibility }) => {
        await clusters.requireCluster(path.cluster, visibility);
        return events.list({ ...query, cluster: [path.cluster] }, visibility);
      },
    },
    listNamespaceEvents: {
      revision: ({ path, visibility }) =>
        clusters.revision(visibility, [path.cluster]),
      answer: async ({ path, query, visibility }) => {
        await clusters.requireCluster(path.cluster, visibility);
        return events.list(
          {
            ...query,
            cluster: [path.cluster],
            namespace: [path.namespace],
          },
          visibility,
        );
      },
    },
  };
}
