import fc from 'fast-check';
import type { Peer } from '../api';
import { hasAnswered } from './describePeer';
import {
  clockSkew,
  describePeers,
  formatClockSkew,
  peerFindings,
  slowPeers,
  versionsOf,
} from './describePeers';

const SEEN = '2026-11-21T10:00:00.000Z';
const BROKEN = {
  status: 'degraded' as const,
  reason: 'CrashLoopBackOff',
  message: 'It crashes',
};

function peer(name: string, changes: Partial<Peer> = {}): Peer {
  return {
    id: name,
    name,
    address: `${name}:8080`,
    labels: {},
    healthy: true,
    health: { status: 'healthy', reason: 'Ready', message: 'It is ready' },
    lastSeenAt: SEEN,
    ...changes,
  };
}

const probe = (latencySeconds: number) => ({
  probe: { at: SEEN, success: true, latencySeconds },
});
const failed = (failures: number) => ({
  probe: { at: SEEN, success: false, failures },
});

function describeAll(peers: Peer[]): string {
  return describePeers({
    targets: [],
    peers,
    total: peers.length,
    answered: peers.filter(hasAnswered).length,
  });
}

it.each<[string, Peer[]]>([
  ['No peers are found.', []],
  ['2 peers found, not asked yet.', [peer('a'), peer('b')]],
  ['The only peer answers.', [peer('a', probe(0.1))]],
  ['The only peer does not answer.', [peer('a', failed(1))]],
  ['All 2 peers answer.', [peer('a', probe(0.1)), peer('b', probe(0.1))]],
  [
    '1 of 2 peers answers; 1 was not asked yet.',
    [peer('a', probe(0.1)), peer('b')],
  ],
  [
    '2 of 3 peers answer; b does not, and c is unhealthy (CrashLoopBackOff).',
    [
      peer('a', probe(0.1)),
      peer('b', failed(1)),
      peer('c', { ...probe(0.1), health: BROKEN }),
    ],
  ],
  [
    '1 of 2 peers answers; b in eu-1b failed its last 4 probes.',
    [peer('a', probe(0.1)), peer('b', { ...failed(4), zone: 'eu-1b' })],
  ],
  [
    '1 of 3 peers answers; the 2 that do not are all in eu-1b.',
    [
      peer('a', probe(0.1)),
      ...['b', 'c'].map(name => peer(name, { ...failed(4), zone: 'eu-1b' })),
    ],
  ],
  [
    '1 of 3 peers answers; the 2 that do not are all in prod-eu.',
    [
      peer('a', { ...probe(0.1), cluster: 'prod-us' }),
      ...['b', 'c'].map(zone =>
        peer(zone, { ...failed(4), zone, cluster: 'prod-eu' }),
      ),
    ],
  ],
  [
    'All 5 peers answer; 2 are slow.',
    [
      ...['a', 'b', 'c'].map(name => peer(name, probe(0.1))),
      ...['d', 'e'].map(name => peer(name, probe(0.4))),
    ],
  ],
  [
    'All 2 peers answer; b is unhealthy (CrashLoopBackOff).',
    [peer('a', probe(0.1)), peer('b', { ...probe(0.1), health: BROKEN })],
  ],
  [
    'All 4 peers answer; d in eu-1b takes 4 times the median.',
    [
      ...['a', 'b', 'c'].map(name => peer(name, probe(0.1))),
      peer('d', { ...probe(0.4), zone: 'eu-1b' }),
    ],
  ],
])('says: %s', (sentence, peers) => {
  expect(describeAll(peers)).toBe(sentence);
});

it.each<[string, Peer[]]>([
  ['two have no median', [peer('a', probe(0.1)), peer('b', probe(9))]],
  [
    'fast ones',
    [peer('a', probe(0.001)), peer('b', probe(0.001)), peer('c', probe(0.04))],
  ],
  [
    'one that failed',
    [
      ...['a', 'b', 'c'].map(name => peer(name, probe(0.1))),
      peer('d', { probe: { at: SEEN, success: false, latencySeconds: 9 } }),
    ],
  ],
])('calls nobody slow: %s', (_, peers) => {
  expect(slowPeers(peers).size).toBe(0);
});

it('never calls most of them slow', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 1 }),
      latencies => {
        const peers = latencies.map((latency, index) =>
          peer(String(index), probe(latency)),
        );
        expect(slowPeers(peers).size * 2).toBeLessThanOrEqual(peers.length);
      },
    ),
  );
});

it('finds versions side by side, and clocks that are off', () => {
  const at = (clockSkewSeconds: number) => ({
    scrape: { at: SEEN, up: true, clockSkewSeconds },
  });
  const peers = [
    peer('a', { version: '2.0', ...at(-61.2) }),
    peer('b', { version: '2.0', ...at(1.4) }),
    peer('c', { version: '10.0' }),
    peer('d'),
  ];
  expect(
    versionsOf(peers).map(({ version, peers: of }) => [version, of.length]),
  ).toEqual([
    ['2.0', 2],
    ['10.0', 1],
  ]);
  expect(peers.map(clockSkew)).toEqual([
    -61.2,
    undefined,
    undefined,
    undefined,
  ]);
  expect(peerFindings(peers)).toMatchObject([
    { kind: 'version', peers: [{ name: 'c' }] },
    { kind: 'clock', peers: [{ name: 'a' }] },
  ]);
});

it.each([
  [61.2, '61 s ahead'],
  [-180, '3 min behind'],
])('writes a skew of %d s as %s', (seconds, text) => {
  expect(formatClockSkew(seconds)).toBe(text);
});
