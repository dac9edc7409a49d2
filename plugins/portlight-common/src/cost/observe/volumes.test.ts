import { costOf } from '../__testUtils__/costOf';
import { GIB, hourPrices, sumOf, unitPrice } from '../__testUtils__/hours';
import { node, observed, pod, volume } from '../__testUtils__/records';
import { fromNanos } from '../money';
import type { ObservedObject } from './ObservedObjects';

describe('storage', () => {
  const prices = hourPrices({ storage: () => unitPrice('disk', 0.001 / GIB) });
  const cost = (objects: ObservedObject[]) => {
    const result = costOf([node(), ...objects], { prices });
    return {
      pods: result.pods.map(each => fromNanos(each.storageCost)),
      unmounted: fromNanos(sumOf(result, 'unmounted', 'shop').storageCost ?? 0),
    };
  };

  it.each<[string, ObservedObject[], number[], number]>([
    ['mounted', [volume(), pod({ claims: ['data'] })], [0.1], 0],
    ['mounted by nobody', [volume(), pod()], [0], 0.1],
    [
      'mounted for a part of the hour',
      [volume(), pod({ claims: ['data'], scheduled: 900 })],
      [0.075],
      0.025,
    ],
    [
      'shared for a part of the hour',
      [
        volume(),
        pod({ name: 'a', claims: ['data'] }),
        pod({ name: 'b', claims: ['data'], scheduled: 1800 }),
      ],
      [0.075, 0.025],
      0,
    ],
    [
      'larger than its claim',
      [
        volume(),
        observed({
          kind: 'PersistentVolumeClaim',
          metadata: { name: 'data', namespace: 'shop' },
          spec: {
            volumeName: 'volume',
            resources: { requests: { storage: '1Gi' } },
          },
          status: { capacity: { storage: '1Gi' } },
        }),
        pod({ claims: ['data'] }),
      ],
      [0.1],
      0,
    ],
    [
      'known by its claim alone',
      [
        observed({
          kind: 'PersistentVolumeClaim',
          metadata: { name: 'data', namespace: 'shop' },
          spec: { volumeName: 'volume' },
          status: { capacity: { storage: '100Gi' } },
        }),
        pod({ claims: ['data'] }),
      ],
      [0.1],
      0,
    ],
    [
      'released, and its claim is another one by now',
      [
        volume({ name: 'old', phase: 'Released', phaseSince: 900 }),
        volume({ name: 'new', created: 900 }),
        pod({ name: 'a', claims: ['data'], ended: 900 }),
        pod({ name: 'b', claims: ['data'], scheduled: 900 }),
      ],
      [0.025, 0.075],
      0.075,
    ],
    [
      'ephemeral, with a claim that is named after the pod',
      [
        volume({ claim: 'cart-0-scratch' }),
        pod({
          spec: {
            volumes: [
              { name: 'scratch', ephemeral: { volumeClaimTemplate: {} } },
            ],
          },
        }),
      ],
      [0.1],
      0,
    ],
    [
      'deleted within the hour',
      [volume({ ended: 1800 }), pod({ claims: ['data'] })],
      [0.05],
      0,
    ],
  ])('%s', (_, objects, pods, unmounted) => {
    const result = cost(objects);
    expect(result.unmounted).toBeCloseTo(unmounted, 8);
    expect(result.pods).toEqual(pods.map(each => expect.closeTo(each, 8)));
  });

  it('of no claim is unmounted in no namespace', () => {
    const result = costOf([volume({ claim: null })], { prices });
    expect(fromNanos(sumOf(result, 'unmounted', '').storageCost)).toBe(0.1);
  });
});
