import { testDatabases } from '../__testUtils__/databases';
import type { InventoryRow } from '@portlight/plugin-portlight-common';
import fc from 'fast-check';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../migrations';
import {
  clusterOf,
  inventoryRow,
  problem,
  workerOf,
} from '../__testUtils__/rows';
import { InventoryStore, type InventoryBatch } from './InventoryStore';

jest.setTimeout(60_000);

const databases = testDatabases();

const NUL = String.fromCharCode(0);

const COUNTS = {
  nodes: 2,
  nodesReady: 1,
  namespaces: 1,
  workloads: 3,
  workloadsFailing: 1,
  pods: 5,
};

function batchOf(
  upserts: InventoryRow[],
  rest: Partial<InventoryBatch> = {},
): InventoryBatch {
  return {
    changes: { upserts, deletes: [] },
    workers: [],
    visible: true,
    ...rest,
  };
}

describe.each(databases.eachSupportedId())('InventoryStore on %s', id => {
  let knex: Knex;
  let store: InventoryStore;

  beforeEach(async () => {
    knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory() });
    store = new InventoryStore(knex);
    await store.write('east', batchOf([], { cluster: clusterOf('east') }));
  });

  afterEach(async () => {
    await knex.destroy();
  });

  it('finds after a restart what was written', async () => {
    const row = inventoryRow();
    await store.write(
      'east',
      batchOf([row], {
        workers: [workerOf('east', 'Pod', '17')],
        cluster: clusterOf('east', { version: 'v1.36.3' }),
      }),
    );
    const stored = await new InventoryStore(knex).load('east', ['Pod']);
    expect(stored.objects).toEqual([
      { record: row.record, summary: JSON.stringify(row.summary) },
    ]);
    expect(stored.resourceVersions).toEqual(new Map([['Pod', '17']]));
    expect(stored.cluster?.version).toBe('v1.36.3');
  });

  it('forgets kinds that are not read any more', async () => {
    await store.write(
      'east',
      batchOf([inventoryRow({ kind: 'Old', problems: [problem('Crash')] })], {
        workers: [workerOf('east', 'Old', '1')],
      }),
    );
    const revision = async () =>
      Number((await knex('clusters').first('revision')).revision);
    const before = await revision();
    const stored = await store.load('east', ['Pod']);
    expect(stored.objects).toEqual([]);
    expect(stored.resourceVersions.size).toBe(0);
    for (const table of ['objects', 'records', 'problems', 'workers']) {
      expect(await knex(table).select()).toEqual([]);
    }
    // Other replicas see that what they answered before is old.
    expect(await revision()).toBe(before + 1);
    await store.load('east', ['Pod']);
    expect(await revision()).toBe(before + 1);
  });

  it('keeps the columns that lists filter by', async () => {
    await store.write(
      'east',
      batchOf([
        inventoryRow({
          health: { status: 'degraded', reason: 'Crash', message: 'x' },
          columns: {
            labels: { 'app.kubernetes.io/name': 'cart', 'a\nb': "'; --%" },
            images: ['shop/cart:1', 'proxy:2'],
            phase: 'Running',
            node: 'n1',
            workload: 'Deployment/cart',
            restarts: 2 ** 40,
            cpu: 0.25,
            memory: 2 ** 40,
          },
        }),
      ]),
    );
    expect(await knex('label_sets').select('cluster', 'labels')).toEqual([
      {
        cluster: 'east',
        labels: `\napp.kubernetes.io%2Fname=cart\na%0Ab='%3B%20--%25\n`,
      },
    ]);
    expect(await knex('objects').first()).toMatchObject({
      health_rank: 0,
      health_reason: 'Crash',
      phase: 'Running',
      node: 'n1',
      workload: 'Deployment/cart',
      restarts: 2 ** 31 - 1,
      cpu: 0.25,
      memory: 2 ** 40,
      images: '\nshop/cart:1\nproxy:2\n',
      owner: null,
    });
  });

  it('replaces the problems of an object, and only of that', async () => {
    const other = inventoryRow({ name: 'other', problems: [problem('Crash')] });
    await store.write(
      'east',
      batchOf([
        other,
        inventoryRow({ problems: [problem('Crash'), problem('Pull')] }),
      ]),
    );
    await store.write(
      'east',
      batchOf([inventoryRow({ problems: [problem('Pull'), problem('Pull')] })]),
    );
    const causes = () =>
      knex('problems').select('name', 'cause').orderBy(['name', 'cause']);
    expect(await causes()).toEqual([
      { name: 'cart-0', cause: 'Pull' },
      { name: 'other', cause: 'Crash' },
    ]);
    const restarted = new InventoryStore(knex);
    await restarted.load('east', ['Pod']);
    await restarted.write('east', batchOf([inventoryRow()]));
    expect(await causes()).toEqual([{ name: 'other', cause: 'Crash' }]);
  });

  it('knows which objects have problems, although a document was written in between', async () => {
    const causes = () => knex('problems').select('name', 'cause');
    let begun = () => {};
    const going = new Promise<void>(resolve => {
      begun = resolve;
    });
    let go = () => {};
    const gate = new Promise<void>(resolve => {
      go = resolve;
    });
    // Says how the cluster is while its batch is tried again; SQLite writes one after the other.
    const announced = store.write(
      'east',
      batchOf([], { cluster: clusterOf('east') }),
      async () => {
        begun();
        await gate;
      },
    );
    await going;
    const written = store.write(
      'east',
      batchOf([inventoryRow({ problems: [problem('Crash')] })]),
    );
    if (id !== 'SQLITE_3') await written;
    go();
    await Promise.all([announced, written]);
    expect(await causes()).toHaveLength(1);
    await store.write('east', batchOf([inventoryRow()]));
    expect(await causes()).toEqual([]);
  });

  it('has events where events are asked for', async () => {
    const event = inventoryRow({
      kind: 'Event',
      name: 'cart.1',
      summary: {
        cluster: 'east',
        namespace: 'shop',
        name: 'cart.1',
        type: 'Warning',
        reason: 'BackOff',
        message: `half ${NUL} of it`,
        object: { kind: 'Pod', namespace: 'shop', name: 'cart-0' },
        count: 3,
        lastSeenAt: '2026-11-21T00:00:00Z',
      },
    });
    await store.write('east', batchOf([event]));
    expect(await knex('objects').select()).toEqual([]);
    expect(await knex('events').first()).toMatchObject({
      reason: 'BackOff',
      message: 'half  of it',
      involved_name: 'cart-0',
      count: 3,
    });
    await store.write('east', {
      ...batchOf([]),
      changes: { upserts: [], deletes: [event] },
    });
    expect(await knex('events').select()).toEqual([]);
    expect(await knex('records').select()).toEqual([]);
  });

  it('takes a delete before an upsert of the same object', async () => {
    const row = inventoryRow();
    await store.write('east', batchOf([row]));
    await store.write('east', {
      ...batchOf([row]),
      changes: { upserts: [row], deletes: [row] },
    });
    expect(await knex('objects').select('name')).toEqual([{ name: 'cart-0' }]);
  });

  it('writes all of a batch or nothing', async () => {
    const broken = inventoryRow({ name: 'broken' });
    // Not even hostile objects get here without a name; it stands for any fault of a statement.
    Object.assign(broken, { name: null });
    await expect(
      store.write(
        'east',
        batchOf([inventoryRow({ problems: [problem('Crash')] }), broken], {
          workers: [workerOf('east', 'Pod', '18')],
        }),
      ),
    ).rejects.toThrow();
    for (const table of ['objects', 'records', 'problems', 'workers']) {
      expect(await knex(table).select()).toEqual([]);
    }
    await store.write('east', batchOf([inventoryRow()]));
    expect(await knex('problems').select()).toEqual([]);
  });

  it('grows the revision with what can be seen', async () => {
    const revision = async () =>
      Number((await knex('clusters').first('revision')).revision);
    const before = await revision();
    await store.write('east', batchOf([inventoryRow()]));
    expect(await revision()).toBe(before + 1);
    await store.write('east', batchOf([], { visible: false }));
    expect(await revision()).toBe(before + 1);
  });

  it('does not begin the revisions of a cluster that comes back anew', async () => {
    const revision = async () =>
      Number((await knex('clusters').first('revision')).revision);
    await store.write('east', batchOf([inventoryRow()]));
    const before = await revision();
    await store.remove('east');
    await new Promise(resolve => {
      setTimeout(resolve, 5);
    });
    await store.write('east', batchOf([], { cluster: clusterOf('east') }));
    expect(await revision()).toBeGreaterThan(before);
  });

  it('removes a cluster with all its rows and no other', async () => {
    for (const name of ['east', 'west']) {
      await store.write(
        name,
        batchOf([inventoryRow({ problems: [problem('Crash')] })], {
          workers: [workerOf(name, 'Pod', '1')],
          cluster: clusterOf(name, { counts: COUNTS }),
        }),
      );
    }
    await store.addHistory(0);
    await store.remove('east');
    expect(await store.clusters()).toEqual([{ name: 'west', source: 'test' }]);
    for (const table of [
      'objects',
      'records',
      'problems',
      'workers',
      'cluster_history',
    ]) {
      expect(await knex(table).select('cluster')).toEqual([
        { cluster: 'west' },
      ]);
    }
  });

  it('keeps figures, and none of clusters that are not read', async () => {
    const hour = 60 * 60 * 1000;
    const write = (name: string, changes: Parameters<typeof clusterOf>[1]) =>
      store.write(
        name,
        batchOf([], {
          cluster: clusterOf(name, { counts: COUNTS, ...changes }),
        }),
      );
    await write('east', {});
    await write('down', { status: 'unreachable' });
    await write('old', {
      sync: { state: 'watching', stale: true, unavailableKinds: [] },
    });
    for (const at of [0, hour, 25 * hour]) await store.addHistory(at);
    await store.addHistory(25 * hour);
    const rows = await knex('cluster_history').orderBy('at');
    expect(rows.map(({ cluster, at }) => [cluster, at])).toEqual([
      ['east', '1970-01-01T00:00:00.000Z'],
      ['east', '1970-01-01T01:00:00.000Z'],
      ['east', '1970-01-02T01:00:00.000Z'],
    ]);
    expect(rows[0]).toMatchObject({ nodes: 2, nodes_ready: 1, pods: 5 });
  });

  it('takes whatever text a cluster may hold', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 400 });
    await fc.assert(
      fc.asyncProperty(
        text,
        fc.dictionary(text, text, { maxKeys: 3 }),
        async (value, labels) => {
          const row = inventoryRow({
            health: { status: 'unknown', reason: value, message: value },
            columns: { labels, images: [value], phase: value, owner: value },
            problems: [{ ...problem('Crash'), message: value, owner: value }],
            record: { kind: 'Pod', metadata: { name: 'x', labels } },
          });
          await store.write('east', batchOf([row]));
          const { objects } = await store.load('east', ['Pod']);
          expect(objects.map(({ record }) => record)).toEqual([row.record]);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('equals a map after any batches', async () => {
    const key = fc.record({
      kind: fc.constantFrom('Pod', 'Service'),
      namespace: fc.constantFrom('', 'a', 'b'),
      name: fc.constantFrom('x', 'y', 'z'),
    });
    const batch = fc.record({
      upserts: fc.uniqueArray(
        fc.tuple(key, fc.nat(3)).map(([object, problems]) =>
          inventoryRow({
            ...object,
            problems: Array.from({ length: problems }, (_, index) =>
              problem(`Cause${index}`),
            ),
          }),
        ),
        { selector: keyOf },
      ),
      deletes: fc.uniqueArray(key, { selector: keyOf }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(batch, { maxLength: 8 }), async batches => {
        await store.remove('east');
        const model = new Map<string, number>();
        for (const changes of batches) {
          await store.write('east', { ...batchOf([]), changes });
          changes.deletes.forEach(object => model.delete(keyOf(object)));
          changes.upserts.forEach(row =>
            model.set(keyOf(row), row.problems.length),
          );
        }
        const rows = await knex('objects').select('kind', 'namespace', 'name');
        expect(rows.map(keyOf).sort()).toEqual([...model.keys()].sort());
        const problems = await knex('problems').select(
          'kind',
          'namespace',
          'name',
        );
        const counts = new Map<string, number>();
        for (const row of problems.map(keyOf)) {
          counts.set(row, (counts.get(row) ?? 0) + 1);
        }
        expect(counts).toEqual(
          new Map([...model].filter(([, count]) => count > 0)),
        );
      }),
      { numRuns: 50 },
    );
  });
});

function keyOf(object: { kind: string; namespace: string; name: string }) {
  return `${object.kind}/${object.namespace}/${object.name}`;
}
