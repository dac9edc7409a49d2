import {
  compact,
  fields,
  items,
  number,
  numberOrText,
  pruneConditions,
  prunePodTemplate,
  text,
  tree,
} from '../prune';
import { defineKind } from './defineKind';

export const statefulSetKind = defineKind({
  kind: 'StatefulSet',
  group: 'apps',
  version: 'v1',
  resource: 'statefulsets',
  namespaced: true,
  workload: true,
  keep: ({ spec, status }) => {
    const strategy = fields(spec.updateStrategy);
    const rollingUpdate = fields(strategy.rollingUpdate);
    return {
      spec: compact({
        replicas: number(spec.replicas),
        selector: spec.selector && tree(spec.selector),
        serviceName: text(spec.serviceName, 253),
        minReadySeconds: number(spec.minReadySeconds),
        podManagementPolicy: text(spec.podManagementPolicy, 63),
        updateStrategy: compact({
          type: text(strategy.type, 63),
          rollingUpdate: compact({
            partition: number(rollingUpdate.partition),
            maxUnavailable: numberOrText(rollingUpdate.maxUnavailable),
          }),
        }),
        template: prunePodTemplate(spec.template),
        volumeClaimTemplates: items(spec.volumeClaimTemplates, claim =>
          compact({
            metadata: compact({
              name: text(fields(claim.metadata).name, 253),
            }),
          }),
        ),
      }),
      status: compact({
        observedGeneration: number(status.observedGeneration),
        replicas: number(status.replicas),
        currentReplicas: number(status.currentReplicas),
        updatedReplicas: number(status.updatedReplicas),
        readyReplicas: number(status.readyReplicas),
        availableReplicas: number(status.availableReplicas),
        currentRevision: text(status.currentRevision, 253),
        updateRevision: text(status.updateRevision, 253),
        conditions: pruneConditions(status.conditions),
      }),
    };
  },
});
