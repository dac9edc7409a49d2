import type { ObjectQuery } from '@portlight/plugin-portlight-common';
import type { OperationHandler, OperationHandlers } from '../../api/operations';
import type { ClusterReader } from '../../clusters/read';
import type { Visibility } from '../../permissions';
import type { ObjectReader } from './ObjectReader';

/** Answers the lists of objects, of the fleet, of a cluster, of a namespace and of a workload. */
export function createListHandlers(options: {
  objects: ObjectReader;
  clusters: ClusterReader;
}): Pick<
  OperationHandlers,
  | 'listNamespaces'
  | 'listNodes'
  | 'listWorkloads'
  | 'listPods'
  | 'listObjects'
  | 'listClusterNamespaces'
  | 'listClusterNodes'
  | 'listClusterWorkloads'
  | 'listClusterPods'
  | 'listNamespaceWorkloads'
  | 'listNamespacePods'
  | 'listWorkloadPods'
  | 'getNamespace'
> {
  const { objects, clusters } = options;

  type List<Answer> = (
    query: ObjectQuery,
    visibility: Visibility,
  ) => Promise<Answer>;

  /** A list of the fleet. */
  const ofFleet = <Answer>(list: List<Answer>) => ({
    revision: ({
      query,
      visibility,
    }: {
      query: ObjectQuery;
      visibility: Visibility;
    }) => clusters.revision(visibility, query.cluster),
    answer: ({
      query,
      visibility,
    }: {
      query: ObjectQuery;
      visibility: Visibility;
    }) => list(query, visibility),
  });

  /** The same list with what the path says as filters. */
  const within = <Path extends { cluster: string }, Answer>(
    list: List<Answer>,
    filters: (path: Path) => ObjectQuery = () => ({}),
  ) => ({
    revision: ({ path, visibility }: { path: Path; visibility: Visibility }) =>
      clusters.revision(visibility, [path.cluster]),
    answer: async ({
      path,
      query,
      visibility,
    }: {
      path: Path;
      query: ObjectQuery;
      visibility: Visibility;
    }) => {
      // An unknown cluster is an error and not an empty list.
      await clusters.requireCluster(path.cluster, visibility);
      return list(
        { ...query, ...filters(path), cluster: [path.cluster] },
        visibility,
      );
    },
  });

  type NamespacePath = { cluster: string; namespace: string };
  const namespace = (path: NamespacePath) => ({ namespace: [path.namespace] });

  const listNamespaces = objects.listNamespaces.bind(objects);
  const listNodes = objects.listNodes.bind(objects);
  const listWorkloads = objects.listWorkloads.bind(objects);
  const listPods = objects.listPods.bind(objects);

  const getNamespace: OperationHandler<'getNamespace'> = {
    revision: ({ path, visibility }) =>
      clusters.revision(visibility, [path.cluster]),
    answer: async ({ path, visibility }) => {
      await clusters.requireCluster(path.cluster, visibility);
      return objects.getNamespace(path.cluster, path.namespace, visibility);
    },
  };

  return {
    listNamespaces: ofFleet(listNamespaces),
    listNodes: ofFleet(listNodes),
    listWorkloads: ofFleet(listWorkloads),
    listPods: ofFleet(listPods),
    listObjects: ofFleet(objects.listObjects.bind(objects)),
    listClusterNamespaces: within(listNamespaces),
    listClusterNodes: within(listNodes),
    listClusterWorkloads: within(listWorkloads),
    listClusterPods: within(listPods),
    listNamespaceWorkloads: within(listWorkloads, namespace),
    listNamespacePods: within(listPods, namespace),
    listWorkloadPods: within(
      listPods,
      (path: NamespacePath & { kind: string; name: string }) => ({
        ...namespace(path),
        // A bare pod is its own workload.
        ...(path.kind === 'Pod'
          ? { name: [path.name] }
          : { workload: `${path.kind}/${path.name}` }),
      }),
    ),
    getNamespace,
  };
}
