import { change, withContainer } from './changes';
import type { Scenario } from './Scenario';

export const unschedulable: Scenario = {
  name: 'unschedulable',
  description:
    'A new version of a Deployment asks for more CPU than any node has.',
  start(stage) {
    const deployment = stage.deployment();
    const before = deployment.spec.template.spec.containers[0].resources;
    const set = (resources: object | undefined) =>
      change(stage.cluster, deployment, stored =>
        withContainer(stored, container => ({ ...container, resources })),
      );
    set({
      ...before,
      requests: { ...before?.requests, cpu: '96' },
      limits: { ...before?.limits, cpu: '96' },
    });
    return () => set(before);
  },
};
