import {
  applyDiscoveryEvent,
  type DiscoveredPeer,
  type DiscoveryEvent,
  MAXIMUM_PEERS,
} from '@portlight/plugin-portlight-common';
import fc from 'fast-check';
import type { DiscoveryStatus } from './DiscoveryMethodFactory';
import { watchPeers } from './watchPeers';

const RESYNC = 30_000;
const REST = 250;

function peer(id: string, version = '1'): DiscoveredPeer {
  return {
    id,
    name: id,
    host: `${id}.example.com`,
    version,
    labels: { app: 'cart' },
    health: { status: 'healthy', reason: 'Ready', message: 'It is ready' },
  };
}

/** A server whose peers a test changes, with whoever watches it. */
class Server {
  peers: DiscoveredPeer[] = [];
  fails = false;
  readonly events: DiscoveryEvent[] = [];
  readonly statuses: DiscoveryStatus[] = [];
  readonly #ended = new AbortController();
  #listener?: () => void;
  readonly #done: Promise<void>;
  unsubscribed = false;

  constructor() {
    this.#done = this.#follow();
  }

  async #follow(): Promise<void> {
    const events = watchPeers(
      {
        discover: async () => {
          if (this.fails) throw new Error('The server does not answer');
          return this.peers;
        },
        resync: RESYNC,
        rest: REST,
        status: status => this.statuses.push(status),
        onChange: listener => {
          this.#listener = listener;
          return () => {
            this.unsubscribed = true;
          };
        },
      },
      this.#ended.signal,
    );
    for await (const event of events) this.events.push(event);
  }

  notify(): void {
    this.#listener?.();
  }

  /** What somebody who follows the events has. */
  get followed(): DiscoveredPeer[] {
    const peers = new Map<string, DiscoveredPeer>();
    for (const event of this.events) applyDiscoveryEvent(peers, event);
    return [...peers.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  async end(): Promise<void> {
    this.#ended.abort();
    await this.#done;
  }
}

/** Throws unless it is added first, updated only while it is there, and added again only after its end. */
function checkLives(events: readonly DiscoveryEvent[]): void {
  const alive = new Set<string>();
  for (const { type, peer: of } of events) {
    expect({ type, id: of.id, alive: alive.has(of.id) }).toEqual({
      type,
      id: of.id,
      alive: type !== 'added',
    });
    if (type === 'removed') alive.delete(of.id);
    else alive.add(of.id);
  }
}

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['setImmediate'] });
});

afterEach(() => {
  jest.useRealTimers();
});

/** Lets time pass, and lets whoever follows take what came in it. */
async function pass(milliseconds: number): Promise<void> {
  await jest.advanceTimersByTimeAsync(milliseconds);
  for (let turn = 0; turn < 20; turn++) {
    await new Promise<void>(resolve => {
      setImmediate(resolve);
    });
  }
}

const statesOfServer = fc.uniqueArray(
  fc
    .tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.constantFrom('1', '2'))
    .map(([id, version]) => peer(id, version)),
  { selector: ({ id }) => id, maxLength: 5 },
);

const steps = fc.array(
  fc.oneof(
    // With its event, or with an event that is lost.
    fc.record({
      step: fc.constant('state' as const),
      peers: statesOfServer,
      notified: fc.boolean(),
    }),
    fc.record({ step: fc.constant('fails' as const), fails: fc.boolean() }),
    fc.record({ step: fc.constant('notify' as const) }),
    fc.record({
      step: fc.constant('time' as const),
      milliseconds: fc.constantFrom(0, 1, 100, REST, 5_000, RESYNC),
    }),
  ),
  { maxLength: 30 },
);

it("ends with exactly the server's peers, whatever is lost, and every life is a proper one", async () => {
  await fc.assert(
    fc.asyncProperty(steps, async script => {
      const server = new Server();
      for (const step of script) {
        switch (step.step) {
          case 'state':
            server.peers = step.peers;
            if (step.notified) server.notify();
            break;
          case 'fails':
            server.fails = step.fails;
            break;
          case 'notify':
            server.notify();
            break;
          default:
            await pass(step.milliseconds);
        }
      }
      server.fails = false;
      await pass(RESYNC + REST);
      checkLives(server.events);
      expect(server.followed).toEqual(
        [...server.peers].sort((a, b) => (a.id < b.id ? -1 : 1)),
      );
      await server.end();
      expect(server.unsubscribed).toBe(true);
    }),
    { numRuns: 300 },
  );
});

it('keeps the peers of before while they cannot be read, and says why', async () => {
  const server = new Server();
  server.peers = [peer('a')];
  await pass(RESYNC);
  server.fails = true;
  await pass(2 * RESYNC);
  expect(server.followed).toEqual([peer('a')]);
  expect(server.statuses.at(-1)?.error?.message).toBe(
    'The server does not answer',
  );
  await server.end();
});

it('tells of a reading after its events', async () => {
  const seen: string[] = [];
  const ended = new AbortController();
  const watching = (async () => {
    for await (const { type } of watchPeers(
      {
        discover: async () => [peer('a')],
        resync: RESYNC,
        status: () => seen.push('status'),
        notice: () => 'nothing to note',
      },
      ended.signal,
    )) {
      seen.push(type);
    }
  })();
  await pass(0);
  expect(seen).toEqual(['added', 'status']);
  ended.abort();
  await watching;
});

it('reads once for many changes at once, and soon', async () => {
  const server = new Server();
  await pass(1);
  server.peers = [peer('a')];
  for (let change = 0; change < 100; change++) server.notify();
  await pass(REST);
  expect(server.followed).toEqual([peer('a')]);
  expect(server.statuses).toHaveLength(2);
  await server.end();
});

it('follows as many as it may, the same ones each time', async () => {
  const server = new Server();
  const many = Array.from({ length: MAXIMUM_PEERS + 10 }, (_, index) =>
    peer(String(index).padStart(5, '0')),
  );
  server.peers = many;
  server.notify();
  await pass(REST);
  expect(server.followed).toEqual(many.slice(0, MAXIMUM_PEERS));
  expect(server.statuses.at(-1)?.notice).toContain(`${many.length} peers`);
  server.peers = [...many].reverse();
  server.notify();
  await pass(REST);
  expect(server.events).toHaveLength(MAXIMUM_PEERS);
  await server.end();
});

it('ends at once, also in the middle of a wait', async () => {
  const server = new Server();
  await pass(10);
  await server.end();
  expect(jest.getTimerCount()).toBe(0);
});
