import {
  compact,
  fields,
  items,
  number,
  pruneConditions,
  text,
} from '../prune';
import { defineKind } from './defineKind';

function images(containers: unknown) {
  return items(
    containers,
    container =>
      compact({
        name: text(container.name, 253),
        image: text(container.image),
      }),
    50,
  );
}

/**
 * Read whole although only metadata links pods to their Deployment: a rollout is told as "image cart:1.4.0
 * instead of cart:1.3.9", and only the ReplicaSets of a Deployment still know its former images. A
 * Deployment keeps ten of them, so next to nothing else of each is kept.
 */
export const replicaSetKind = defineKind({
  kind: 'ReplicaSet',
  group: 'apps',
  version: 'v1',
  resource: 'replicasets',
  namespaced: true,
  metadata: {
    annotations: [
      'deployment.kubernetes.io/revision',
      'kubernetes.io/change-cause',
    ],
  },
  keep: ({ spec, status }) => {
    const podSpec = fields(fields(spec.template).spec);
    return {
      spec: compact({
        replicas: number(spec.replicas),
        template: compact({
          spec: compact({
            initContainers: images(podSpec.initContainers),
            containers: images(podSpec.containers),
          }),
        }),
      }),
      status: compact({
        observedGeneration: number(status.observedGeneration),
        replicas: number(status.replicas),
        readyReplicas: number(status.readyReplicas),
        availableReplicas: number(status.availableReplicas),
        conditions: pruneConditions(status.conditions),
      }),
    };
  },
});
