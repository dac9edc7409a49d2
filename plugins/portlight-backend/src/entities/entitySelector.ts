import type { Entity } from '@backstage/catalog-model';
import {
  ENTITY_ANNOTATIONS,
  type EntityHealth,
} from '@portlight/plugin-portlight-common';

/** What an entity's annotations select; undefined when it has none that select workloads. */
export function entitySelector(
  entity: Entity,
): EntityHealth['selector'] | undefined {
  const annotation = (key: keyof typeof ENTITY_ANNOTATIONS) =>
    entity.metadata.annotations?.[ENTITY_ANNOTATIONS[key]]?.trim() || undefined;
  const workload = annotation('workload');
  const kubernetesId = annotation('kubernetesId');
  const labelSelector = annotation('labelSelector');
  if (!workload && !kubernetesId && !labelSelector) {
    return undefined;
  }
  return {
    workload,
    kubernetesId,
    labelSelector,
    namespace: annotation('namespace'),
    cluster: annotation('cluster'),
  };
}
