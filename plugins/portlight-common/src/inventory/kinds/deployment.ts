import {
  compact,
  flag,
  number,
  numberOrText,
  fields,
  pruneConditions,
  prunePodTemplate,
  text,
  tree,
} from '../prune';
import { defineKind } from './defineKind';

export const deploymentKind = defineKind({
  kind: 'Deployment',
  group: 'apps',
  version: 'v1',
  resource: 'deployments',
  namespaced: true,
  workload: true,
  keep: ({ spec, status }) => {
    const strategy = fields(spec.strategy);
    const rollingUpdate = fields(strategy.rollingUpdate);
    return {
      spec: compact({
        replicas: number(spec.replicas),
        paused: flag(spec.paused),
        selector: spec.selector && tree(spec.selector),
        minReadySeconds: number(spec.minReadySeconds),
        progressDeadlineSeconds: number(spec.progressDeadlineSeconds),
        strategy: compact({
          type: text(strategy.type, 63),
          rollingUpdate: compact({
            maxSurge: numberOrText(rollingUpdate.maxSurge),
            maxUnavailable: numberOrText(rollingUpdate.maxUnavailable),
          }),
        }),
        template: prunePodTemplate(spec.template),
      }),
      status: compact({
        observedGeneration: number(status.observedGeneration),
        replicas: number(status.replicas),
        updatedReplicas: number(status.updatedReplicas),
        readyReplicas: number(status.readyReplicas),
        availableReplicas: number(status.availableReplicas),
        unavailableReplicas: number(status.unavailableReplicas),
        conditions: pruneConditions(status.conditions),
      }),
    };
  },
});
