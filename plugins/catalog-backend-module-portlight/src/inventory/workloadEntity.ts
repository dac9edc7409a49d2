import type { Entity } from '@backstage/catalog-model';
import {
  ENTITY_ANNOTATIONS,
  PROVIDED_CLUSTER_ANNOTATION,
  type Workload,
} from '@portlight/plugin-portlight-common';
import { entity, entityName, ownerOf } from '../entities';

/**
 * A workload as a `Component` of type `kubernetes-workload`, whose annotations select exactly this workload.
 *
 * @param lifecycle - the environment of its cluster
 */
export function workloadEntity(
  workload: Workload,
  options: { defaultOwner: string; lifecycle?: string; namespaces: boolean },
): Entity {
  const { cluster, namespace, kind, name, owner } = workload;
  const { defaultOwner, lifecycle, namespaces } = options;
  return entity(
    'Component',
    {
      name: entityName(kind.toLowerCase(), name, namespace, cluster),
      title: `${name} (${namespace}, ${cluster})`,
      annotations: {
        [PROVIDED_CLUSTER_ANNOTATION]: cluster,
        [ENTITY_ANNOTATIONS.cluster]: cluster,
        [ENTITY_ANNOTATIONS.namespace]: namespace,
        [ENTITY_ANNOTATIONS.workload]: `${kind}/${name}`,
      },
    },
    {
      type: 'kubernetes-workload',
      lifecycle: lifecycle ?? 'unknown',
      owner: ownerOf(owner, defaultOwner),
      dependsOn: [
        `resource:default/${
          namespaces ? entityName(namespace, cluster) : entityName(cluster)
        }`,
      ],
    },
  );
}
