import type {
  DiscoveredPeer,
  ProbeOutcome,
} from '@portlight/plugin-portlight-common';
import { type PeerClient, PeerRequestError } from '../reach/PeerClient';
import { DEFAULT_PEERS_SETTINGS } from '../settings';
import { probeEndpoint, Prober } from './Prober';

const PERIOD = 15_000;
const settings = {
  ...DEFAULT_PEERS_SETTINGS,
  probe: { ...DEFAULT_PEERS_SETTINGS.probe, period: PERIOD },
};

function peer(
  id: string,
  changes: Partial<DiscoveredPeer> = {},
): DiscoveredPeer {
  return {
    id,
    name: id,
    host: id,
    port: 8080,
    labels: {},
    health: { status: 'healthy', reason: 'Ready', message: '' },
    ...changes,
  };
}

/** A client whose answers a test decides; without one it never answers. */
function fakeClient(answer?: () => { status: number } | Error) {
  const asked: string[] = [];
  const client: PeerClient = {
    fetch: async ({ host }, { path, onTurn, signal }) => {
      asked.push(`${host}${path}`);
      onTurn?.();
      const given = answer?.();
      if (given instanceof Error) throw given;
      if (!given) {
        await new Promise((_, reject) => {
          signal!.addEventListener('abort', () => reject(signal!.reason));
        });
      }
      return {
        status: given!.status,
        headers: {},
        body: (async function* nothing() {})(),
        cancel: () => {},
      };
    },
  };
  return { client, asked };
}

let prober: Prober | undefined;

function probe(
  answer?: () => { status: number } | Error,
  random = () => 0.5,
  changed = settings,
) {
  const { client, asked } = fakeClient(answer);
  const outcomes: [string, ProbeOutcome][] = [];
  prober = new Prober({
    client,
    settings: changed,
    onOutcome: (id, outcome) => outcomes.push([id, outcome]),
    random,
  });
  return { prober, asked, outcomes };
}

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  prober?.stop();
  jest.useRealTimers();
});

const pass = (milliseconds: number) =>
  jest.advanceTimersByTimeAsync(milliseconds);

it('asks every peer once in a period, not all at the same moment', async () => {
  let next = 0;
  const { prober: own, asked } = probe(
    () => ({ status: 200 }),
    () => {
      next = (next + 0.3) % 1;
      return next;
    },
  );
  own.set([peer('a'), peer('b'), peer('c')]);
  await pass(350);
  expect(asked).toEqual(['a/livez']);
  await pass(650);
  expect(asked.sort()).toEqual(['a/livez', 'b/livez', 'c/livez']);
  await pass(0.85 * PERIOD - 1_000);
  expect(asked).toHaveLength(3);
  await pass(0.3 * PERIOD);
  expect(asked).toHaveLength(6);
});

it('asks nobody twice at a time, and gives up in time', async () => {
  const { prober: own, asked, outcomes } = probe();
  own.set([peer('a')]);
  await pass(500 + 1_999);
  own.set([peer('a'), peer('b')]);
  expect(outcomes).toEqual([]);
  await pass(1);
  expect(outcomes).toEqual([
    ['a', { result: 'failure', message: '/livez was not answered within 2 s' }],
  ]);
  expect(asked.filter(path => path === 'a/livez')).toHaveLength(1);
});

it('forgets who is gone, also the answer that comes then', async () => {
  const { prober: own, asked, outcomes } = probe();
  own.set([peer('a')]);
  await pass(600);
  own.set([]);
  await pass(3 * PERIOD);
  expect(asked).toHaveLength(1);
  expect(outcomes).toEqual([]);
});

it('probes a peer as it is now', async () => {
  const { prober: own, asked } = probe(() => ({ status: 200 }));
  own.set([peer('a')]);
  await pass(600);
  own.set([peer('a', { liveness: { path: '/healthz' } })]);
  await pass(PERIOD);
  expect(asked).toEqual(['a/livez', 'a/healthz']);
});

it('tells why a peer could not be asked', async () => {
  const { prober: own, outcomes } = probe(
    () => new PeerRequestError('nothing listens at this port'),
  );
  own.set([peer('a')]);
  await pass(600);
  expect(outcomes).toMatchObject([
    ['a', { result: 'failure', message: 'nothing listens at this port' }],
  ]);
});

it('leaves nothing behind at its end', async () => {
  const { prober: own } = probe();
  own.set([peer('a'), peer('b')]);
  await pass(600);
  own.stop();
  await pass(0);
  expect(jest.getTimerCount()).toBe(0);
});

it('asks nobody where probes are turned off, or who has no port', async () => {
  const off = { ...settings, probe: { ...settings.probe, enabled: false } };
  const { prober: own, asked } = probe(undefined, () => 0, off);
  own.set([peer('a')]);
  await pass(PERIOD);
  const { prober: other, asked: others } = probe();
  other.set([peer('a', { port: undefined })]);
  await pass(PERIOD);
  expect([...asked, ...others]).toEqual([]);
});

it.each<[Partial<DiscoveredPeer>, object | undefined]>([
  [{}, { port: 8080, scheme: 'http', path: '/livez', configured: false }],
  [
    { liveness: { port: 8443, path: '/x' } },
    { port: 8443, scheme: 'https', path: '/x', configured: true },
  ],
  [
    {
      port: undefined,
      metrics: { scheme: 'https', port: 9090, path: '/metrics' },
    },
    { port: 9090, scheme: 'https', path: '/livez', configured: false },
  ],
  [{ port: undefined }, undefined],
])('finds where to probe %j', (changes, expected) => {
  expect(probeEndpoint(peer('a', changes), settings.probe)).toEqual(expected);
});
