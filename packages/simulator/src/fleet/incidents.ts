import { HOUR, MINUTE } from '../engine/time';
import type { Happening } from './demoFleet';

/** What is wrong in the demo company at the moment, by cluster. */
export function demoIncidents(cluster: string): Happening[] {
  return INCIDENTS[cluster] ?? [];
}

const DAYS_AGO = 96 * 24 * HOUR;

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
            exit: { afterSeconds: 130, code: 137, reason: 'OOMKilled' },
            memoryShare: 1.28,
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
            pullError: 'registry.example.com/shop/reviews:1.9.0-rc.2: not found',
          },
        });
      },
    },
  ],
};
