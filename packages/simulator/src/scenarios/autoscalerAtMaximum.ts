import { change, create } from './changes';
import type { Scenario } from './Scenario';

export const autoscalerAtMaximum: Scenario = {
  name: 'hpa-at-max',
  description: 'A Deployment is busier than its autoscaler may make it large.',
  start(stage) {
    const { cluster } = stage;
    const deployment = stage.deployment();
    const { namespace, name } = deployment.metadata;
    const replicas: number = deployment.spec.replicas ?? 1;
    const autoscalers = cluster.store.resources.forKind(
      'HorizontalPodAutoscaler',
    );
    const existing = cluster.store
      .list(autoscalers, namespace)
      .some(({ spec }) => spec?.scaleTargetRef?.name === name);
    const remove = existing
      ? undefined
      : create(cluster, {
          apiVersion: 'autoscaling/v2',
          kind: 'HorizontalPodAutoscaler',
          metadata: { name: `scenario-${name}`.slice(0, 253), namespace },
          spec: {
            scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
            minReplicas: replicas,
            maxReplicas: replicas + 1,
            metrics: [
              {
                type: 'Resource',
                resource: {
                  name: 'cpu',
                  target: { type: 'Utilization', averageUtilization: 50 },
                },
              },
            ],
          },
        });
    const key = `${namespace}/${name}`;
    const before = cluster.world.utilization.get(key);
    cluster.world.utilization.set(key, 12);
    cluster.world.notify();
    return () => {
      if (before === undefined) {
        cluster.world.utilization.delete(key);
      } else {
        cluster.world.utilization.set(key, before);
      }
      remove?.();
      cluster.world.notify();
      change(cluster, deployment, stored => ({
        ...stored,
        spec: { ...stored.spec, replicas },
      }));
    };
  },
};
