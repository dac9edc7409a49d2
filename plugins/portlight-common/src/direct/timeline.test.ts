import type { KubernetesObject } from '../kubernetes';
import { DirectPortlightApi } from './DirectPortlightApi';

const NOW = Date.parse('2026-11-20T12:00:00Z');

function pod(name: string, workload: string): KubernetesObject {
  return {
    metadata: {
      namespace: 'shop',
      name,
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'StatefulSet',
          name: workload,
          controller: true,
        },
      ],
    },
    spec: { containers: [{ name: 'main' }] },
    status: {
      containerStatuses: [
        {
          name: 'main',
          restartCount: 1,
          lastState: { terminated: { finishedAt: '2026-11-20T11:30:00Z' } },
        },
      ],
    },
  };
}

function rescaled(name: string, at: string): KubernetesObject {
  return {
    metadata: { namespace: 'shop', name: `${name}-${at}` },
    reason: 'SuccessfulRescale',
    message: 'New size: 5',
    involvedObject: {
      kind: 'HorizontalPodAutoscaler',
      namespace: 'shop',
      name,
    },
    lastTimestamp: at,
  };
}

function autoscaler(name: string, workload: string): KubernetesObject {
  return {
    metadata: { namespace: 'shop', name },
    spec: { scaleTargetRef: { kind: 'StatefulSet', name: workload } },
  };
}

const OBJECTS: Record<string, KubernetesObject[]> = {
  Namespace: [{ metadata: { name: 'shop' } }],
  Pod: [pod('cart-0', 'cart'), pod('db-0', 'db')],
  HorizontalPodAutoscaler: [
    autoscaler('cart-scaler', 'cart'),
    autoscaler('db-scaler', 'db'),
  ],
  Event: [
    rescaled('cart-scaler', '2026-11-20T11:40:00Z'),
    rescaled('cart-scaler', '2026-11-20T08:00:00Z'),
    rescaled('db-scaler', '2026-11-20T11:50:00Z'),
  ],
};

const api = new DirectPortlightApi({
  clusters: () => ['west'],
  now: () => NOW,
  list: async ({ kind }) => OBJECTS[kind] ?? [],
});

describe('The timeline without a portal', () => {
  it('is about a workload, its pods and its autoscaler, in the last hour', async () => {
    const { items, total } = await api.getTimeline({
      cluster: ['west'],
      namespace: ['shop'],
      workload: 'StatefulSet/cart',
    });
    expect(total).toBe(2);
    expect(items.map(({ title }) => title)).toEqual([
      'cart-0: container main was restarted',
      'cart-scaler: New size: 5',
    ]);
  });

  it('is about all there is where nothing is named', async () => {
    const { total } = await api.getTimeline(
      {},
      { since: '2026-11-20T07:00:00Z', until: '2026-11-20T11:45:00Z' },
    );
    expect(total).toBe(4);
  });

  it('is not known of an entity', async () => {
    await expect(
      api.getTimeline({ entityRef: 'component:default/cart' }),
    ).rejects.toMatchObject({ code: 'not-available-in-direct-mode' });
  });
});
