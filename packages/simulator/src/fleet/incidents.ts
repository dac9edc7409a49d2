import { HOUR, MINUTE } from '../engine/time';
import type { Happening } from './demoFleet';
import type { SimulatedCluster } from './SimulatedCluster';

const DAYS_AGO = 95 * 24 * HOUR;

function scale(
  cluster: SimulatedCluster,
  namespace: string,
  name: string,
  replicas: number,
): void {
  const deployments = cluster.store.resources.forKind('Deployment');
  cluster.store.modify(deployments, namespace, name, deployment => ({
    ...deployment,
    spec: { ...deployment.spec, replicas },
  }));
}

const INCIDENTS: Record<string, Happening[]> = {
  // Version 2.14.1 of the cart keeps every session in memory.
  'prod-eu': [
    {
      before: DAYS_AGO,
      happen: ({ world }) => {
        world.addRule({
          namespace: 'shop',
          image: 'shop/cart:2.14.1',
          behaviour: {
            exit: {
              afterSeconds: 200,
              code: 137,
              reason: 'OOMKilled',
              spread: 0.4,
            },
          },
        });
      },
    },
  ],
  // The model server of 3.2.0 waits for a model that is not in the bucket.
  payments: [
    {
      before: DAYS_AGO,
      happen: ({ world }) => {
        world.addRule({
          namespace: 'fraud',
          image: 'fraud/fraud-scoring:3.2.0',
          behaviour: {
            readinessFailure: 'HTTP probe failed with statuscode: 503',
          },
        });
      },
    },
  ],
  // A sale across the ocean.
  'prod-us': [
    {
      before: 2 * HOUR + 20 * MINUTE,
      happen: ({ world }) => {
        world.utilization.set('checkout/checkout', 1.4);
        world.notify();
      },
    },
  ],
  // Orders of October cannot be loaded twice.
  data: [
    {
      before: DAYS_AGO,
      happen: ({ world }) => {
        world.addRule({
          namespace: 'data',
          labels: { 'app.kubernetes.io/name': 'orders-backfill-2026-10' },
          behaviour: {
            exit: {
              afterSeconds: 42,
              code: 1,
              message:
                'duplicate key value violates unique constraint "orders_2026_10_pkey"',
            },
          },
        });
      },
    },
    // More task managers than the machines of their pool have room for.
    {
      before: 4 * HOUR + 6 * MINUTE,
      happen: cluster => scale(cluster, 'data', 'flink-taskmanager', 11),
    },
  ],
  stores: [
    {
      before: 26 * MINUTE,
      happen: ({ world }) => world.loseNode('store-berlin-02'),
    },
  ],
  // The release candidate was announced before its image was pushed.
  staging: [
    {
      before: DAYS_AGO,
      happen: ({ world }) => {
        world.addRule({
          namespace: 'shop',
          image: 'shop/reviews:1.9.0-rc.2',
          behaviour: {
            pullError:
              'registry.example.com/shop/reviews:1.9.0-rc.2: not found',
          },
        });
      },
    },
    // A load test that its namespace has no room for.
    {
      before: 58 * MINUTE,
      happen: cluster => {
        cluster.apply({
          apiVersion: 'v1',
          kind: 'ResourceQuota',
          metadata: { name: 'team-quota', namespace: 'checkout' },
          spec: { hard: { 'requests.cpu': '4', pods: '20' } },
        });
        scale(cluster, 'checkout', 'orders', 5);
      },
    },
  ],
};

/** What is wrong in the demo company at the moment, by cluster. */
export function demoIncidents(cluster: string): Happening[] {
  return INCIDENTS[cluster] ?? [];
}
