import { change, create } from './changes';
import type { Scenario } from './Scenario';

export const quota: Scenario = {
  name: 'quota',
  description:
    'A Deployment is to grow, but the quota of its namespace is used up.',
  start(stage) {
    const { cluster } = stage;
    const deployment = stage.deployment();
    const { namespace } = deployment.metadata;
    const pods = cluster.store.list(
      cluster.store.resources.forKind('Pod'),
      namespace,
    ).length;
    const remove = create(cluster, {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'scenario-quota', namespace },
      spec: { hard: { pods: String(pods) } },
    });
    const replicas: number = deployment.spec.replicas ?? 1;
    const scale = (count: number) =>
      change(cluster, deployment, stored => ({
        ...stored,
        spec: { ...stored.spec, replicas: count },
      }));
    scale(replicas + 2);
    return () => {
      scale(replicas);
      remove();
    };
  },
};
