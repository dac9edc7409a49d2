import { mockCredentials } from '@backstage/backend-test-utils';
import {
  Aggregator,
  ExpositionParser,
  type Peer,
} from '@portlight/plugin-portlight-common';
import { SEES_EVERYTHING, type Visibility } from '../../permissions';
import type { ResolvedTarget, ResolvedTargets } from '../../peers';
import type { StoredSnapshot } from '../snapshots';
import { MetricsReader } from './MetricsReader';

const INTERVAL = 15_000;
const ABOUT = { cluster: 'east', namespace: 'shop', service: 'cart' };
const RESTRICTED: Visibility = {
  clusters: 'everything',
  namespaces: 'everything',
  workloads: 'nothing',
};

function asker(visibility = SEES_EVERYTHING) {
  return { visibility, credentials: mockCredentials.user() };
}

function resolved(
  topic: string,
  changes: Partial<ResolvedTarget> = {},
): ResolvedTarget {
  return {
    cluster: 'east',
    id: topic,
    topic,
    spec: { method: 'kubernetes', options: {}, name: topic },
    target: { topic, name: topic, method: 'kubernetes' },
    peers: [],
    partial: false,
    ...changes,
  };
}

function stored(revision: string, ...peers: string[]): StoredSnapshot {
  const aggregator = new Aggregator();
  for (const name of peers) {
    const parser = new ExpositionParser();
    parser.push(Buffer.from(`# TYPE a gauge\na 1\n`));
    aggregator.add({
      peer: { id: name, name },
      at: Date.now() / 1000,
      scrape: parser.end(),
    });
  }
  return {
    revision,
    takenAt: Date.now(),
    snapshot: { ...aggregator.snapshot(), notices: [`Of ${peers}`] },
  };
}

describe('MetricsReader', () => {
  let targets: ResolvedTargets;
  let snapshots: Map<string, StoredSnapshot>;
  let looks: number;
  let reader: MetricsReader;

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick'] });
    snapshots = new Map();
    looks = 0;
    targets = { targets: [resolved('cart')], revision: 'peers-1' };
    reader = new MetricsReader({
      peers: { targetsOf: async () => targets },
      snapshots: {
        read: async () => new Map(snapshots),
        revisions: async () => {
          looks += 1;
          return new Map(snapshots);
        },
      },
      interval: INTERVAL,
    });
  });

  afterEach(() => jest.useRealTimers());

  const settle = async () => {
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
  };

  const pass = async (milliseconds: number) => {
    for (let left = milliseconds; left > 0; left -= 50) {
      await settle();
      jest.advanceTimersByTime(50);
    }
    await settle();
  };

  const names = async (visibility?: Visibility) =>
    (await reader.current(ABOUT, asker(visibility))).snapshot.peers.map(
      ({ name }) => name,
    );

  it('answers at once where there is a fresh snapshot', async () => {
    snapshots.set('cart', stored('1', 'a', 'b'));
    await expect(names()).resolves.toEqual(['a', 'b']);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('waits for the first snapshot', async () => {
    const asking = names();
    await pass(500);
    snapshots.set('cart', stored('1', 'a'));
    await pass(150);
    await expect(asking).resolves.toEqual(['a']);
  });

  it('waits two seconds and no longer', async () => {
    const asking = names();
    await pass(2100);
    await expect(asking).resolves.toEqual([]);
  });

  it('looks for all that wait together', async () => {
    const asking = Promise.all(Array.from({ length: 100 }, () => names()));
    await settle();
    const before = looks;
    await pass(1000);
    expect(looks - before).toBeLessThanOrEqual(11);
    snapshots.set('cart', stored('1', 'a'));
    await pass(150);
    await expect(asking).resolves.toHaveLength(100);
  });

  it.each<[string, Partial<ResolvedTarget>]>([
    [
      'cannot be discovered',
      {
        target: {
          topic: 'cart',
          name: 'cart',
          method: 'dns',
          message: 'No such name',
        },
      },
    ],
    [
      'has no peers',
      {
        target: {
          topic: 'cart',
          name: 'cart',
          method: 'dns',
          checkedAt: '2026-11-21T12:00:00Z',
        },
      },
    ],
  ])('does not wait for what %s', async (_, changes) => {
    targets = { ...targets, targets: [resolved('cart', changes)] };
    await expect(names()).resolves.toEqual([]);
  });

  it('does not pass off the past as the present', async () => {
    snapshots.set('cart', stored('1', 'a'));
    const fresh = await reader.revision(ABOUT, asker());
    jest.advanceTimersByTime(3 * 60_000);
    const asking = names();
    await pass(2100);
    // Still the last that is known; whoever reads it sees when it was.
    await expect(asking).resolves.toEqual(['a']);
    await expect(reader.revision(ABOUT, asker())).resolves.toBe(fresh);
    jest.advanceTimersByTime(3 * 60_000);
    const later = names();
    await pass(2100);
    await expect(later).resolves.toEqual([]);
    await expect(reader.revision(ABOUT, asker())).resolves.not.toBe(fresh);
  });

  it('puts the peers of several targets together', async () => {
    targets = { ...targets, targets: [resolved('cart'), resolved('web')] };
    snapshots.set('cart', stored('1', 'a'));
    snapshots.set('web', stored('1', 'b'));
    await expect(names()).resolves.toEqual(['a', 'b']);
  });

  it('shows no peer that may not be seen, not even one that came since', async () => {
    const peers = [{ id: 'a' } as Peer];
    targets = { ...targets, targets: [resolved('cart', { peers })] };
    snapshots.set('cart', stored('1', 'a', 'b'));
    await expect(names(RESTRICTED)).resolves.toEqual(['a']);
    const { snapshot } = await reader.current(ABOUT, asker(RESTRICTED));
    expect(snapshot.notices).toEqual([]);
    await expect(names()).resolves.toEqual(['a', 'b']);
  });

  it('tells no number of peers where some that expose nothing may not be seen', async () => {
    snapshots.set('cart', stored('1', 'a'));
    const peers = [{ id: 'a' } as Peer];
    targets = {
      ...targets,
      targets: [resolved('cart', { peers, partial: true })],
    };
    const { snapshot } = await reader.current(ABOUT, asker(RESTRICTED));
    expect(snapshot.peers).toHaveLength(1);
    expect(snapshot.notices).toEqual([]);
  });

  it('looks again who may be seen after it has waited', async () => {
    const asking = names(RESTRICTED);
    await pass(200);
    snapshots.set('cart', stored('1', 'a', 'b'));
    const peers = [{ id: 'b' } as Peer];
    targets = { ...targets, targets: [resolved('cart', { peers })] };
    await pass(200);
    await expect(asking).resolves.toEqual(['b']);
  });

  it('has another revision for other snapshots, peers and targets', async () => {
    const revisions = new Set<string>();
    const note = async () =>
      revisions.add(await reader.revision(ABOUT, asker()));
    await note();
    snapshots.set('cart', stored('1', 'a'));
    await note();
    snapshots.set('cart', stored('2', 'a'));
    await note();
    targets = { ...targets, revision: 'peers-2' };
    await note();
    targets = { ...targets, targets: [] };
    await note();
    expect(revisions.size).toBe(5);
    await note();
    expect(revisions.size).toBe(5);
  });
});
