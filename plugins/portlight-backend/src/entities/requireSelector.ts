import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ENTITY_ANNOTATIONS,
  type EntityHealth,
  parseLabelSelector,
  PortlightError,
} from '@portlight/plugin-portlight-common';
import { entitySelector } from './entitySelector';

/**
 * A selector that cannot be read is the entity's fault and not the request's.
 *
 * @throws PortlightError which names the annotation
 */
export function checkLabelSelector({
  labelSelector,
}: EntityHealth['selector']): void {
  try {
    if (labelSelector !== undefined) {
      parseLabelSelector(labelSelector);
    }
  } catch (error) {
    throw new PortlightError({
      code: 'invalid-annotation',
      status: 422,
      message: `The entity's annotation ${
        ENTITY_ANNOTATIONS.labelSelector
      } cannot be read: ${(error as Error).message}`,
      cause: error,
    });
  }
}

/**
 * What the annotations of an entity select.
 *
 * @throws PortlightError where it is not in the catalog or not for these credentials, and where it selects nothing
 */
export async function requireSelector(
  catalog: CatalogService,
  entityRef: string,
  credentials: BackstageCredentials,
): Promise<EntityHealth['selector']> {
  // With the user's credentials: who may not see the entity does not see its workloads either.
  const entity = await catalog.getEntityByRef(entityRef, { credentials });
  if (!entity) {
    throw new PortlightError({
      code: 'not-found',
      status: 404,
      message: `\`${entityRef}\` is not in the catalog, or you may not see it`,
    });
  }
  const selector = entitySelector(entity);
  if (!selector) {
    throw new PortlightError({
      code: 'no-workload-annotation',
      status: 404,
      message: `\`${entityRef}\` has none of the annotations ${ENTITY_ANNOTATIONS.kubernetesId}, ${ENTITY_ANNOTATIONS.labelSelector} and ${ENTITY_ANNOTATIONS.workload}, so that no workload is known to be its own`,
    });
  }
  checkLabelSelector(selector);
  return selector;
}
