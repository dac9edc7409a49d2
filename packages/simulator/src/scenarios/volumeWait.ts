import { create } from './changes';
import type { Scenario } from './Scenario';

const LABELS = { 'app.kubernetes.io/name': 'scenario-pvc-wait' };

export const volumeWait: Scenario = {
  name: 'pvc-wait',
  description:
    'A StatefulSet waits for a volume of a storage class that does not exist.',
  start(stage) {
    const { cluster } = stage;
    const { namespace } = stage.deployment().metadata;
    const name = 'scenario-pvc-wait';
    const removeSet = create(cluster, {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name, namespace, labels: LABELS },
      spec: {
        replicas: 1,
        serviceName: name,
        selector: { matchLabels: LABELS },
        template: {
          metadata: { labels: LABELS },
          spec: {
            containers: [
              {
                name: 'database',
                image: 'docker.io/library/postgres:17.7',
                resources: { requests: { cpu: '50m', memory: '64Mi' } },
              },
            ],
          },
        },
        volumeClaimTemplates: [
          {
            apiVersion: 'v1',
            kind: 'PersistentVolumeClaim',
            metadata: { name: 'data' },
            spec: {
              accessModes: ['ReadWriteOnce'],
              storageClassName: 'fast-local-nvme',
              resources: { requests: { storage: '10Gi' } },
            },
          },
        ],
      },
    });
    return () => {
      removeSet();
      const claims = cluster.store.resources.forKind('PersistentVolumeClaim');
      if (cluster.store.get(claims, namespace, `data-${name}-0`)) {
        cluster.store.delete(claims, namespace, `data-${name}-0`);
      }
    };
  },
};
