import { compact, fields, number, pruneConditions, text, tree } from '../prune';
import { defineKind } from './defineKind';

export const horizontalPodAutoscalerKind = defineKind({
  kind: 'HorizontalPodAutoscaler',
  group: 'autoscaling',
  version: 'v2',
  resource: 'horizontalpodautoscalers',
  namespaced: true,
  keep: ({ spec, status }) => {
    const target = fields(spec.scaleTargetRef);
    return {
      spec: compact({
        scaleTargetRef: compact({
          apiVersion: text(target.apiVersion, 253),
          kind: text(target.kind, 253),
          name: text(target.name, 253),
        }),
        minReplicas: number(spec.minReplicas),
        maxReplicas: number(spec.maxReplicas),
        metrics: spec.metrics && tree(spec.metrics),
      }),
      // currentMetrics change every 15 seconds; what they lead to is in the replicas and the conditions.
      status: compact({
        observedGeneration: number(status.observedGeneration),
        currentReplicas: number(status.currentReplicas),
        desiredReplicas: number(status.desiredReplicas),
        lastScaleTime: text(status.lastScaleTime, 64),
        conditions: pruneConditions(status.conditions),
      }),
    };
  },
});
