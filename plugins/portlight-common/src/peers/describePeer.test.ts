import type { Health, Peer } from '../api';
import { comparePeerHealth, describePeer, hasAnswered } from './describePeer';
import type { DiscoveredPeer } from './types';

const SEEN = '2026-11-21T10:00:00.000Z';
const HEALTHY: Health = {
  status: 'healthy',
  reason: 'Ready',
  message: 'It is ready',
};
const UNKNOWN: Health = {
  status: 'unknown',
  reason: 'NotProbed',
  message: 'It has not been asked',
};
const BROKEN: Health = {
  status: 'degraded',
  reason: 'CrashLoopBackOff',
  message: 'It crashes',
};

function discovered(changes: Partial<DiscoveredPeer> = {}): DiscoveredPeer {
  return {
    id: 'a',
    name: 'cart-a',
    host: '10.0.0.1',
    port: 8080,
    labels: {},
    health: HEALTHY,
    ready: true,
    ...changes,
  };
}

function peer(name: string, changes: Partial<Peer> = {}): Peer {
  return {
    ...describePeer(discovered({ id: name, name }), { lastSeenAt: SEEN }),
    ...changes,
  };
}

it.each<[string, Partial<DiscoveredPeer>, object, object]>([
  ['what its pod says', { health: BROKEN }, {}, BROKEN],
  [
    'its end before all else',
    { health: BROKEN, terminating: true },
    {},
    { status: 'progressing', reason: 'Terminating' },
  ],
  [
    'probes that fail',
    {},
    {
      dead: true,
      probe: { at: SEEN, success: false, failures: 4, message: 'no answer' },
    },
    {
      status: 'degraded',
      reason: 'LivenessProbeFailed',
      message: '4 liveness probes have failed in a row: no answer',
    },
  ],
  [
    'one failure as nothing yet',
    {},
    { probe: { at: SEEN, success: false, failures: 1 } },
    HEALTHY,
  ],
  [
    'that no traffic is sent to it',
    { ready: false },
    {},
    { status: 'progressing', reason: 'NotReady' },
  ],
  [
    'its answers where nobody else speaks for it',
    { health: UNKNOWN },
    { probe: { at: SEEN, success: true } },
    { status: 'healthy', reason: 'Answering' },
  ],
  [
    'its scrapes where nobody else speaks for it',
    { health: UNKNOWN },
    { scrape: { at: SEEN, up: true } },
    { status: 'healthy' },
  ],
  [
    'that it is not known where there is nothing to probe',
    { health: UNKNOWN },
    { probe: { at: SEEN, success: true, absent: true } },
    UNKNOWN,
  ],
])('judges a peer by %s', (_, changes, readings, expected) => {
  const described = describePeer(discovered(changes), {
    lastSeenAt: SEEN,
    ...readings,
  });
  expect(described.health).toMatchObject(expected);
  expect(described.healthy).toBe(described.health.status === 'healthy');
});

it('says where a peer is, and nothing that the API does not have', () => {
  const described = describePeer(
    discovered({
      host: 'fd00::1',
      metrics: { scheme: 'https', port: 9090, path: '/prom' },
      liveness: { path: '/x' },
    }),
    { lastSeenAt: SEEN, reach: 'proxy' },
  );
  expect(described).toMatchObject({
    address: '[fd00::1]:8080',
    metricsUrl: 'https://[fd00::1]:9090/prom',
    reach: 'proxy',
  });
  expect(described).not.toHaveProperty('liveness');
  expect(described).not.toHaveProperty('host');
  expect(described).not.toHaveProperty('metrics');
});

it('puts the worst first', () => {
  const sorted = [
    peer('b'),
    peer('a'),
    peer('c', { health: BROKEN }),
    peer('a', { id: '0', cluster: 'east' }),
  ].sort(comparePeerHealth);
  expect(sorted.map(({ name, cluster }) => [name, cluster])).toEqual([
    ['c', undefined],
    ['a', undefined],
    ['b', undefined],
    ['a', 'east'],
  ]);
});

it.each([
  [{}, false],
  [{ probe: { at: SEEN, success: true } }, true],
  [{ scrape: { at: SEEN, up: true } }, true],
  [{ probe: { at: SEEN, success: false } }, false],
  [
    { probe: { at: SEEN, success: false }, scrape: { at: SEEN, up: true } },
    true,
  ],
])('%j has answered: %s', (changes, answered) => {
  expect(hasAnswered(peer('a', changes))).toBe(answered);
});
