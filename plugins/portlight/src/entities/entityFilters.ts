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

/**
 * Entities that cost something: those that say where they run, and those that are the sum of others. A predicate object
 * with the keys written out, for the reasons of {@link runsInKubernetes}.
 */
export const costsSomething: FilterPredicate = {
  $any: [
    runsInKubernetes,
    { kind: 'system' },
    { kind: 'domain' },
    { kind: 'group' },
  ],
};

/**
 * Entities whose instances can be found: those that say where they run, and those that say how. A predicate object with
 * the keys written out, for the reasons of {@link runsInKubernetes}.
 */
export const hasPeers: FilterPredicate = {
  $any: [
    runsInKubernetes,
    { 'metadata.annotations.portlight.io/discovery': { $exists: true } },
    { 'metadata.annotations.portlight.io/service': { $exists: true } },
    { 'metadata.annotations.portlight.io/selector': { $exists: true } },
    { 'metadata.annotations.portlight.io/peers': { $exists: true } },
    { 'metadata.annotations.portlight.io/http-sd-url': { $exists: true } },
    { 'metadata.annotations.portlight.io/dns-name': { $exists: true } },
    { 'metadata.annotations.portlight.io/prometheus-job': { $exists: true } },
  ],
};
