import type { FilterPredicate } from '@backstage/filter-predicates';

/**
 * Entities that say where they run. A predicate object, so that administrators can replace it in
 * `app.extensions`; the keys are written out because the predicate's type knows literal keys only.
 */
export const runsInKubernetes: FilterPredicate = {
  $any: [
    {
      'metadata.annotations.backstage.io/kubernetes-id': { $exists: true },
    },
    {
      'metadata.annotations.backstage.io/kubernetes-label-selector': {
        $exists: true,
      },
    },
    { 'metadata.annotations.portlight.io/workload': { $exists: true } },
  ],
};
