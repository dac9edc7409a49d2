import fc from 'fast-check';
import {
  HTTP_SD_LIMITS,
  httpSdDocument,
  peersOfHttpSd,
  readHttpSd,
} from './httpSd';
import type { DiscoveredPeer } from './types';

const read = (document: unknown) =>
  peersOfHttpSd(readHttpSd(JSON.stringify(document)));

it("reads targets with what their labels say, as Prometheus' relabelling takes them", () => {
  expect(
    read([
      {
        targets: ['10.0.0.1:9090', '[fd00::1]:9090'],
        labels: {
          __scheme__: 'https',
          __metrics_path__: '/prom',
          __param_module: 'a b',
          zone: 'eu-1b',
          team: 'shop',
        },
      },
      { targets: ['cart.example.com'] },
    ]),
  ).toMatchObject([
    {
      id: '10.0.0.1:9090/prom?module=a%20b',
      host: '10.0.0.1',
      zone: 'eu-1b',
      labels: { zone: 'eu-1b', team: 'shop' },
      metrics: { scheme: 'https', port: 9090, path: '/prom?module=a%20b' },
    },
    { host: 'fd00::1' },
    {
      id: 'cart.example.com:80',
      metrics: { scheme: 'http', port: 80, path: '/metrics' },
    },
  ]);
});

it('takes an empty list for what it is', () => {
  expect(read([])).toEqual([]);
  expect(read([{ targets: [] }])).toEqual([]);
});

it('believes no document that a peer is a pod', () => {
  const [peer] = read([
    {
      targets: ['10.0.0.1:80'],
      labels: {
        pod: 'etcd-0',
        namespace: 'kube-system',
        __meta_kubernetes_pod_name: 'etcd-0',
      },
    },
  ]);
  expect(peer.pod).toBeUndefined();
});

it.each<[string, string | object, string]>([
  ['text', 'targets: []', 'no JSON'],
  ['a page', '<html>', 'begins with "<html>"'],
  ['an object', { targets: [] }, 'no JSON array'],
  ['a list of texts', ['a:80'], 'no object at [0]'],
  ['targets that are no list', [{ targets: 'a:80' }], '[0].targets'],
  ['a target that is no text', [{ targets: ['a:80', 5] }], '[0].targets[1]'],
  ['a URL', [{ targets: ['http://a'] }], 'no host:port in [0]: "http://a"'],
  [
    'a label that is no text',
    [{ targets: [], labels: { a: 1 } }],
    '[0].labels["a"]',
  ],
  ['labels that are a list', [{ targets: [], labels: ['a'] }], '[0].labels'],
  [
    'another scheme',
    [{ targets: ['a:1'], labels: { __scheme__: 'file' } }],
    '__scheme__',
  ],
  [
    'a path that is none',
    [{ targets: ['a:1'], labels: { __metrics_path__: '/../x' } }],
    '__metrics_path__',
  ],
  [
    'a line end in a parameter name',
    [
      {
        targets: ['a:1'],
        labels: { __metrics_path__: '/x\r\nHost: evil' },
      },
    ],
    '__metrics_path__',
  ],
  [
    'too many labels',
    [
      {
        targets: [],
        labels: Object.fromEntries(
          Array.from({ length: HTTP_SD_LIMITS.labels + 1 }, (_, at) => [
            `l${at}`,
            '',
          ]),
        ),
      },
    ],
    'more than 100 labels',
  ],
  [
    'a long label',
    [{ targets: [], labels: { a: 'x'.repeat(5000) } }],
    'too long',
  ],
  [
    'too many groups',
    Array.from({ length: HTTP_SD_LIMITS.groups + 1 }, () => ({ targets: [] })),
    'more than 10000 items',
  ],
  ['too long a text', ' '.repeat(HTTP_SD_LIMITS.document + 1), 'longer than'],
])('refuses %s and says why', (_, document, message) => {
  const text =
    typeof document === 'string' ? document : JSON.stringify(document);
  expect(() => peersOfHttpSd(readHttpSd(text))).toThrow(message);
});

it('keeps a label that is called as a part of JavaScript', () => {
  const [group] = readHttpSd(
    '[{"targets":["a:1"],"labels":{"__proto__":"x","constructor":"y"}}]',
  );
  expect(Object.entries(group.labels)).toEqual([
    ['__proto__', 'x'],
    ['constructor', 'y'],
  ]);
  const [peer] = peersOfHttpSd([group]);
  expect(peer.labels).toEqual({ constructor: 'y' });
  expect(Object.getPrototypeOf(peer.labels)).toBe(Object.prototype);
});

it('refuses with a sentence, or reads, whatever JSON it is given', () => {
  fc.assert(
    fc.property(fc.json(), text => {
      let message = 'The service discovery document can be read';
      try {
        peersOfHttpSd(readHttpSd(text));
      } catch (error) {
        message = (error as Error).message;
      }
      expect(message).toMatch(/^The service discovery document /);
    }),
  );
});

const PEER: DiscoveredPeer = {
  id: 'uid-a',
  name: 'cart-a',
  cluster: 'east',
  namespace: 'shop',
  pod: 'cart-a',
  node: 'node-1',
  zone: 'eu-1b',
  version: '1.4.0',
  host: '10.0.0.1',
  port: 8080,
  metrics: { scheme: 'https', port: 9090, path: '/prom?module=a%20b&x=1' },
  labels: { 'app.kubernetes.io/name': 'cart' },
  ready: true,
  health: { status: 'healthy', reason: 'Ready', message: 'It is ready' },
};

it('writes a target with usable labels and the rest for relabelling', () => {
  expect(httpSdDocument([{ ...PEER, service: 'cart', healthy: true }])).toEqual(
    [
      {
        targets: ['10.0.0.1:9090'],
        labels: {
          cluster: 'east',
          namespace: 'shop',
          service: 'cart',
          pod: 'cart-a',
          node: 'node-1',
          version: '1.4.0',
          __meta_portlight_cluster: 'east',
          __meta_portlight_namespace: 'shop',
          __meta_portlight_service: 'cart',
          __meta_portlight_pod: 'cart-a',
          __meta_portlight_node: 'node-1',
          __meta_portlight_version: '1.4.0',
          __meta_portlight_zone: 'eu-1b',
          __meta_portlight_ready: 'true',
          __meta_portlight_healthy: 'true',
          __meta_portlight_peer: 'uid-a',
          __meta_portlight_peer_name: 'cart-a',
          __meta_portlight_label_app_kubernetes_io_name: 'cart',
          __meta_portlight_labelpresent_app_kubernetes_io_name: 'true',
          __scheme__: 'https',
          __metrics_path__: '/prom',
          __param_module: 'a b',
          __param_x: '1',
        },
      },
    ],
  );
});

it('leaves out who exposes nothing', () => {
  expect(httpSdDocument([{ ...PEER, metrics: undefined }])).toEqual([]);
});

it('reads what it writes', () => {
  const peers = peersOfHttpSd(httpSdDocument([{ ...PEER, host: 'fd00::1' }]));
  expect(peers).toMatchObject([
    {
      host: 'fd00::1',
      metrics: PEER.metrics,
      namespace: 'shop',
      zone: 'eu-1b',
      version: '1.4.0',
    },
  ]);
});
