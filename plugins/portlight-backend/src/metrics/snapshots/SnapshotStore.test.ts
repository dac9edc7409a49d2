import type { MetricsSnapshot } from '@portlight/plugin-portlight-common';
import {
  createTestFleet,
  testDatabases,
  testLease,
  type TestFleet,
} from '../../__testUtils__';
import { LeaseLostError } from '../../inventory';
import type { ActiveTarget } from '../../peers';
import { snapshotRetention, SnapshotStore } from './SnapshotStore';

jest.setTimeout(60_000);

const MEBIBYTE = 1024 * 1024;
const NOW = Date.parse('2026-11-21T12:00:00Z');
const MINUTE = 60_000;

function target(name: string, changes: Partial<ActiveTarget> = {}) {
  return {
    cluster: 'east',
    id: `service/shop/${name}`,
    topic: `topic-${name}`,
    lease: testLease('east'),
    spec: { method: 'kubernetes', options: {}, name },
    ...changes,
  };
}

/** A snapshot with families of these numbers of series. */
function snapshot(...families: number[]): MetricsSnapshot {
  return {
    version: 1,
    peers: [{ id: 'a', name: 'cart-a', up: true }],
    families: families.map((series, index) => ({
      name: `family_${index}`,
      type: 'gauge',
      peers: 1,
      series: Array.from({ length: series }, (_, at) => ({
        labels: [['__proto__', `${at}`]] as [string, string][],
        // What does not compress.
        samples: [{ part: 'value' as const, values: [Math.random()] }],
      })),
    })),
    notices: ['One'],
  };
}

const databases = testDatabases();

describe.each(databases.eachSupportedId())('SnapshotStore on %s', id => {
  let fleet: TestFleet;
  let store: SnapshotStore;

  beforeEach(async () => {
    fleet = await createTestFleet(databases, id);
    store = new SnapshotStore(fleet.knex);
  });

  afterEach(() => fleet.knex.destroy());

  it('reads what was written last, and a revision that is never the same', async () => {
    const cart = target('cart');
    const revisions = new Set<string>();
    for (const families of [[1], [1, 2], [1]]) {
      const whole = snapshot(...families);
      const bytes = await store.write(cart, whole, NOW, MEBIBYTE);
      expect(bytes).toBeGreaterThan(10);
      const read = (await store.read([cart, target('other')])).get(cart.topic);
      expect(read?.snapshot).toEqual(whole);
      expect(read?.takenAt).toBe(NOW);
      const found = (await store.revisions([cart])).get(cart.topic);
      expect(found?.revision).toBe(read?.revision);
      revisions.add(found!.revision);
    }
    expect(revisions.size).toBe(3);
    await expect(fleet.knex('metric_snapshots')).resolves.toHaveLength(1);
  });

  it('takes no snapshot for that of a target that was made anew', async () => {
    await store.write(target('cart'), snapshot(1), NOW, MEBIBYTE);
    const anew = target('cart', { topic: 'another' });
    expect((await store.read([anew])).size).toBe(0);
    expect((await store.revisions([anew])).size).toBe(0);
  });

  it('reads many targets at once', async () => {
    const targets = Array.from({ length: 450 }, (_, at) => target(`t-${at}`));
    await store.write(targets[0], snapshot(1), NOW, MEBIBYTE);
    await store.write(targets[449], snapshot(1), NOW, MEBIBYTE);
    expect([...(await store.read(targets)).keys()].sort()).toEqual([
      'topic-t-0',
      'topic-t-449',
    ]);
    expect((await store.read([])).size).toBe(0);
  });

  it('writes nothing for whoever has lost the cluster', async () => {
    const lost = target('cart', {
      lease: {
        ...testLease('east'),
        check: async () => {
          throw new LeaseLostError('east');
        },
      },
    });
    await expect(store.write(lost, snapshot(1), NOW, MEBIBYTE)).rejects.toThrow(
      LeaseLostError,
    );
    await expect(fleet.knex('metric_snapshots')).resolves.toEqual([]);
  });

  it('leaves the largest families out where all are too much, and says so', async () => {
    const cart = target('cart');
    const bytes = await store.write(
      cart,
      snapshot(3, 4000, 5, 900),
      NOW,
      20_000,
    );
    expect(bytes).toBeLessThanOrEqual(20_000);
    const { snapshot: read } = (await store.read([cart])).get(cart.topic)!;
    expect(read.families.map(({ name }) => name)).not.toContain('family_1');
    expect(read.families.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['family_0', 'family_2']),
    );
    expect(read.notices).toEqual([
      'One',
      expect.stringMatching(/family_1.* left out.*snapshotBytes`/),
    ]);
  });

  it('leaves out what compresses well and is huge for whoever reads it', async () => {
    const cart = target('cart');
    const whole = snapshot(3, 1);
    const [small, large] = whole.families;
    const labels = [['a', 'x'.repeat(400_000)]] as const;
    const huge = { ...large, series: [{ ...large.series[0], labels }] };
    await store.write(cart, { ...whole, families: [small, huge] }, NOW, 20_000);
    const { snapshot: read } = (await store.read([cart])).get(cart.topic)!;
    expect(read.families).toEqual([small]);
    expect(read.notices).toEqual([
      'One',
      expect.stringMatching(/family_1 left out/),
    ]);
  });

  it('removes the snapshots of targets that nobody asks for any more', async () => {
    await store.write(target('old'), snapshot(1), NOW - 61 * MINUTE, MEBIBYTE);
    await store.write(
      target('older'),
      snapshot(1),
      NOW - 90 * MINUTE,
      MEBIBYTE,
    );
    await store.write(target('new'), snapshot(1), NOW - 50 * MINUTE, MEBIBYTE);
    const task = snapshotRetention(() => NOW);
    const remove = (rows: number) =>
      fleet.knex.transaction(trx => task.remove(trx, rows));
    await expect(remove(1)).resolves.toBe(1);
    await expect(remove(10)).resolves.toBe(1);
    await expect(
      fleet.knex('metric_snapshots').pluck('target'),
    ).resolves.toEqual(['service/shop/new']);
  });
});
