import type { KubernetesObject } from '../kubernetes';
import { monitorWishes } from './monitors';

function monitor(spec: object, kind = 'ServiceMonitor'): KubernetesObject {
  return {
    kind,
    metadata: { name: 'cart', namespace: 'monitoring' },
    spec: {
      selector: { matchLabels: { app: 'cart' } },
      endpoints: [{ port: 'web', path: '/prom', scheme: 'https' }],
      podMetricsEndpoints: [{ targetPort: 9090 }],
      ...spec,
    },
  };
}

const CART = {
  kind: 'Service' as const,
  namespace: 'shop',
  labels: { app: 'cart' },
};

it.each<[string, KubernetesObject, Partial<typeof CART>, object[]]>([
  [
    'any namespace',
    monitor({ namespaceSelector: { any: true } }),
    {},
    [{ port: 'web', path: '/prom', scheme: 'https', enabled: true }],
  ],
  [
    'its namespace by name',
    monitor({ namespaceSelector: { matchNames: ['shop'] } }),
    {},
    [{ port: 'web' }],
  ],
  ['another namespace', monitor({}), {}, []],
  [
    "the monitor's own namespace",
    monitor({}),
    { namespace: 'monitoring' },
    [{ port: 'web' }],
  ],
  [
    'other labels',
    monitor({ namespaceSelector: { any: true } }),
    { labels: { app: 'web' } },
    [],
  ],
  [
    'an operator that it does not know',
    monitor({
      namespaceSelector: { any: true },
      selector: { matchExpressions: [{ key: 'a', operator: 'Near' }] },
    }),
    {},
    [],
  ],
  [
    'a monitor of pods',
    monitor({ namespaceSelector: { any: true } }, 'PodMonitor'),
    {},
    [],
  ],
])('follows a monitor of %s', (_, of, changes, expected) => {
  expect(monitorWishes([of], { ...CART, ...changes })).toMatchObject(expected);
});

it('follows a monitor of pods', () => {
  expect(
    monitorWishes(
      [monitor({ namespaceSelector: { any: true } }, 'PodMonitor')],
      { ...CART, kind: 'Pod' },
    ),
  ).toEqual([{ port: '9090', enabled: true }]);
});
