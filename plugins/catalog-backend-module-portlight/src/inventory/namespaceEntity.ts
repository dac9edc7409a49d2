import type { Entity } from '@backstage/catalog-model';
import {
  type Namespace,
  PROVIDED_CLUSTER_ANNOTATION,
} from '@portlight/plugin-portlight-common';
import { entity, entityName, ownerOf } from '../entities';

/** A namespace as a `Resource` of type `kubernetes-namespace`, which depends on its cluster. */
export function namespaceEntity(
  { cluster, name, owner }: Namespace,
  defaultOwner: string,
): Entity {
  return entity(
    'Resource',
    {
      name: entityName(name, cluster),
      title: `${name} in ${cluster}`,
      annotations: {
        [PROVIDED_CLUSTER_ANNOTATION]: cluster,
        'backstage.io/kubernetes-cluster': cluster,
        'backstage.io/kubernetes-namespace': name,
      },
    },
    {
      type: 'kubernetes-namespace',
      owner: ownerOf(owner, defaultOwner),
      dependsOn: [`resource:default/${entityName(cluster)}`],
    },
  );
}
