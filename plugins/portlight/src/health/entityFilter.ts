import type { FilterPredicate } from '@backstage/filter-predicates';
import { ENTITY_ANNOTATIONS } from '@portlight/plugin-portlight-common';

/**
 * Entities that say where they run. A predicate object, so that administrators can replace it in
 * `app.extensions`.
 */
export const runsInKubernetes: FilterPredicate = {
  $any: [
    {
      [`metadata.annotations.${ENTITY_ANNOTATIONS.kubernetesId}`]: {
        $exists: true,
      },
    },
    {
      [`metadata.annotations.${ENTITY_ANNOTATIONS.labelSelector}`]: {
        $exists: true,
      },
    },
  ],
};
