import { create } from './changes';
import type { Scenario } from './Scenario';

const LABELS = { 'app.kubernetes.io/name': 'scenario-job-failure' };

export const jobFailure: Scenario = {
  name: 'job-failure',
  description: 'A Job fails until it has used up its attempts.',
  start(stage) {
    const { cluster } = stage;
    const { namespace } = stage.deployment().metadata;
    const removeRule = cluster.world.addRule({
      namespace,
      labels: LABELS,
      behaviour: {
        exit: {
          afterSeconds: 3,
          code: 2,
          message: 'migration 0042 failed: relation "orders" already exists',
        },
      },
    });
    const removeJob = create(cluster, {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'scenario-job-failure', namespace, labels: LABELS },
      spec: {
        backoffLimit: 1,
        template: {
          metadata: { labels: LABELS },
          spec: {
            restartPolicy: 'Never',
            containers: [
              {
                name: 'migrate',
                image: 'registry.example.com/tools/migrate:4.19.0',
                resources: { requests: { cpu: '50m', memory: '64Mi' } },
              },
            ],
          },
        },
      },
    });
    return () => {
      removeJob();
      removeRule();
    };
  },
};
