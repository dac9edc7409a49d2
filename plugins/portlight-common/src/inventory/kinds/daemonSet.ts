import {
  compact,
  fields,
  number,
  numberOrText,
  pruneConditions,
  prunePodTemplate,
  text,
  tree,
} from '../prune';
import { defineKind } from './defineKind';

export const daemonSetKind = defineKind({
  kind: 'DaemonSet',
  group: 'apps',
  version: 'v1',
  resource: 'daemonsets',
  namespaced: true,
  workload: true,
  keep: ({ spec, status }) => {
    const strategy = fields(spec.updateStrategy);
    const rollingUpdate = fields(strategy.rollingUpdate);
    return {
      spec: compact({
        selector: spec.selector && tree(spec.selector),
        minReadySeconds: number(spec.minReadySeconds),
        updateStrategy: compact({
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
        desiredNumberScheduled: number(status.desiredNumberScheduled),
        currentNumberScheduled: number(status.currentNumberScheduled),
        updatedNumberScheduled: number(status.updatedNumberScheduled),
        numberReady: number(status.numberReady),
        numberAvailable: number(status.numberAvailable),
        numberUnavailable: number(status.numberUnavailable),
        numberMisscheduled: number(status.numberMisscheduled),
        conditions: pruneConditions(status.conditions),
      }),
    };
  },
});
