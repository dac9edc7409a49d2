import {
  HEALTH_STATUSES,
  type HealthStatus,
  type Pod,
} from '@portlight/plugin-portlight-common';
import fc from 'fast-check';
import { groupPods } from './podGroups';

const pod = (
  name: string,
  status: HealthStatus,
  zone?: string,
  node?: string,
): Pod => ({
  cluster: 'eu',
  namespace: 'shop',
  name,
  health: { status, reason: '', message: '' },
  phase: 'Running',
  zone,
  node,
  containers: 1,
  containersReady: 1,
  restarts: 0,
  images: [],
});

const PODS = [
  pod('cart-10', 'healthy', 'b', 'n2'),
  pod('cart-2', 'healthy', 'b', 'n2'),
  pod('cart-1', 'degraded', 'b', 'n10'),
  pod('cart-3', 'progressing'),
  pod('cart-4', 'healthy', 'a', 'n2'),
];

it.each([
  ['zone', ['a: cart-4', 'b: cart-1 cart-2 cart-10', ': cart-3']],
  ['node', ['n2: cart-2 cart-4 cart-10', 'n10: cart-1', ': cart-3']],
  [
    'status',
    [
      'degraded: cart-1',
      'progressing: cart-3',
      'healthy: cart-2 cart-4 cart-10',
    ],
  ],
] as const)(
  'puts pods together by %s, the worst first',
  (grouping, expected) => {
    expect(
      groupPods(PODS, grouping).map(
        ({ name, pods }) => `${name}: ${pods.map(item => item.name).join(' ')}`,
      ),
    ).toEqual(expected);
  },
);

it('loses no pod', () => {
  const pods = fc.array(
    fc.record({
      name: fc.string(),
      status: fc.constantFrom(...HEALTH_STATUSES),
      zone: fc.option(fc.string(), { nil: undefined }),
    }),
  );
  fc.assert(
    fc.property(pods, fc.constantFrom('zone', 'node', 'status'), (some, by) => {
      const given = some.map(({ name, status, zone }) =>
        pod(name, status, zone),
      );
      const grouped = groupPods(given, by as 'zone').flatMap(
        group => group.pods,
      );
      expect(new Set(grouped)).toEqual(new Set(given));
      expect(grouped).toHaveLength(given.length);
    }),
  );
});
