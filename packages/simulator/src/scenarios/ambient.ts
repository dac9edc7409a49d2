import { pick, between } from '../engine/random';
import { MINUTE } from '../engine/time';
import type { Timer } from '../engine/Timeline';
import type { SimulatedCluster } from '../fleet/SimulatedCluster';
import type { ApiObject } from '../store';
import { change } from './changes';
import type { Scenario } from './Scenario';

/**
 * A day at the office: now and then somebody restarts a Deployment, and everything else (cron jobs,
 * autoscalers) happens by itself. Nothing that would break something.
 */
export const ambient: Scenario = {
  name: 'ambient',
  description:
    'Every ten minutes or so a healthy Deployment is rolled out again.',
  start({ cluster }) {
    let timer: Timer | undefined;
    let round = 0;
    const plan = () => {
      const wait = between(6, 14, cluster.seed, cluster.name, 'ambient', round);
      timer = cluster.timeline.at(
        cluster.timeline.now() + Math.round(wait * MINUTE),
        () => {
          restartOne(cluster, round);
          round++;
          plan();
        },
      );
    };
    plan();
    return () => timer?.cancel();
  },
};

/** What `kubectl rollout restart` does, to some Deployment that is well. */
function restartOne(cluster: SimulatedCluster, round: number): void {
  const healthy = cluster.store
    .list(cluster.store.resources.forKind('Deployment'))
    .filter(isSettled);
  if (healthy.length === 0) {
    return;
  }
  const deployment = pick(healthy, cluster.seed, cluster.name, 'who', round);
  const at = new Date(cluster.timeline.now()).toISOString();
  change(cluster, deployment, stored => ({
    ...stored,
    spec: {
      ...stored.spec,
      template: {
        ...stored.spec.template,
        metadata: {
          ...stored.spec.template.metadata,
          annotations: {
            ...stored.spec.template.metadata?.annotations,
            'kubectl.kubernetes.io/restartedAt': at,
          },
        },
      },
    },
  }));
}

function isSettled({ metadata, spec, status }: ApiObject): boolean {
  return (
    metadata.namespace !== 'kube-system' &&
    spec?.replicas > 1 &&
    status?.availableReplicas === spec.replicas &&
    status.updatedReplicas === spec.replicas &&
    !status.unavailableReplicas
  );
}
