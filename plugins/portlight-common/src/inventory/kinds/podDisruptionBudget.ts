import {
  compact,
  number,
  numberOrText,
  pruneConditions,
  text,
  tree,
} from '../prune';
import { defineKind } from './defineKind';

export const podDisruptionBudgetKind = defineKind({
  kind: 'PodDisruptionBudget',
  group: 'policy',
  version: 'v1',
  resource: 'poddisruptionbudgets',
  namespaced: true,
  keep: ({ spec, status }) => ({
    spec: compact({
      minAvailable: numberOrText(spec.minAvailable),
      maxUnavailable: numberOrText(spec.maxUnavailable),
      selector: spec.selector && tree(spec.selector),
      unhealthyPodEvictionPolicy: text(spec.unhealthyPodEvictionPolicy, 63),
    }),
    status: compact({
      observedGeneration: number(status.observedGeneration),
      disruptionsAllowed: number(status.disruptionsAllowed),
      currentHealthy: number(status.currentHealthy),
      desiredHealthy: number(status.desiredHealthy),
      expectedPods: number(status.expectedPods),
      conditions: pruneConditions(status.conditions),
    }),
  }),
});
