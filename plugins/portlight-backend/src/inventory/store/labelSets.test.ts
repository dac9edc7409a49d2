import type { InventoryRow } from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import { testDatabases } from '../__testUtils__/databases';
import { clusterOf, inventoryRow } from '../__testUtils__/rows';
import { migrationsDirectory } from '../migrations';
import { InventoryStore } from './InventoryStore';
import { labelSetId } from './labelSets';

jest.setTimeout(60_000);

const databases = testDatabases();

function pod(name: string, labels: Record<string, string>): InventoryRow {
  return inventoryRow({ name, columns: { labels, images: [] } });
}

describe('labelSetId', () => {
  it.each([
    ['', '47DEQpj8HBSa-_TImW-5JC'],
    ['\na=b\n', expect.any(String)],
  ])('names %j in 22 characters, always the same', (encoded, id) => {
    expect(labelSetId(encoded)).toEqual(id);
    expect(labelSetId(encoded)).toMatch(/^[\w-]{22}$/);
    expect(labelSetId(encoded)).toBe(labelSetId(encoded));
  });
});

describe.each(databases.eachSupportedId())('label sets on %s', id => {
  let knex: Knex;
  let store: InventoryStore;

  beforeEach(async () => {
    knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory() });
    store = new InventoryStore(knex);
    for (const cluster of ['east', 'west']) {
      await store.write(cluster, {
        changes: { upserts: [], deletes: [] },
        workers: [],
        visible: true,
        cluster: clusterOf(cluster),
      });
    }
  });

  afterEach(async () => {
    await knex.destroy();
  });

  const write = (
    cluster: string,
    upserts: InventoryRow[],
    deletes: InventoryRow[] = [],
    by = store,
  ) =>
    by.write(cluster, {
      changes: { upserts, deletes },
      workers: [],
      visible: true,
    });

  const sets = () =>
    knex('label_sets')
      .select('cluster', 'labels')
      .orderBy(['cluster', 'labels']);

  /** What would make a selector miss an object. */
  const objectsWithoutSet = () =>
    knex('objects')
      .whereNotExists(
        knex('label_sets')
          .whereRaw('label_sets.cluster = objects.cluster')
          .whereRaw('label_sets.id = objects.label_set'),
      )
      .select('objects.name');

  it('stand once for all objects of a cluster that have the same labels', async () => {
    await write('east', [
      pod('a', { app: 'cart' }),
      pod('b', { app: 'cart' }),
      pod('c', {}),
    ]);
    await write('east', [pod('d', { app: 'cart' })]);
    await write('west', [pod('a', { app: 'cart' })]);
    expect(await sets()).toEqual([
      { cluster: 'east', labels: '' },
      { cluster: 'east', labels: '\napp=cart\n' },
      { cluster: 'west', labels: '\napp=cart\n' },
    ]);
    expect(await objectsWithoutSet()).toEqual([]);
  });

  it('follow an object whose labels change', async () => {
    await write('east', [pod('a', { app: 'cart' })]);
    await write('east', [pod('a', { app: 'card' })]);
    expect(
      await knex('objects')
        .join('label_sets', join =>
          join
            .on('label_sets.cluster', 'objects.cluster')
            .on('label_sets.id', 'objects.label_set'),
        )
        .select('objects.name', 'label_sets.labels'),
    ).toEqual([{ name: 'a', labels: '\napp=card\n' }]);
  });

  it('are removed after a restart where no object has them any more, and only those', async () => {
    const gone = pod('gone', { app: 'gone' });
    await write('east', [pod('a', { app: 'cart' }), gone]);
    await write('west', [pod('a', { app: 'west' })]);
    await write('east', [], [gone]);
    expect(await sets()).toHaveLength(3);
    const restarted = new InventoryStore(knex);
    await restarted.load('east', ['Pod']);
    await write('east', [pod('b', { app: 'new' })], [], restarted);
    expect((await sets()).map(({ labels }) => labels)).toEqual([
      '\napp=cart\n',
      '\napp=new\n',
      '\napp=west\n',
    ]);
    expect(await objectsWithoutSet()).toEqual([]);
  });

  it('stay bounded while every object always has new ones', async () => {
    for (let turn = 0; turn < 8; turn++) {
      await write(
        'east',
        Array.from({ length: 300 }, (_, index) =>
          pod(`pod-${index}`, { turn: `${turn}-${index}` }),
        ),
      );
      expect(await objectsWithoutSet()).toEqual([]);
    }
    expect((await sets()).length).toBeLessThanOrEqual(1_300);
  });

  it('are written again when the batch that brought them was not', async () => {
    const broken = pod('broken', { app: 'cart' });
    // Not even hostile objects get here without a name; it stands for any fault of a statement.
    Object.assign(broken, { name: null });
    await expect(
      write('east', [pod('a', { app: 'cart' }), broken]),
    ).rejects.toThrow();
    expect(await sets()).toEqual([]);
    await write('east', [pod('a', { app: 'cart' })]);
    expect(await sets()).toHaveLength(1);
    expect(await objectsWithoutSet()).toEqual([]);
  });

  it('are known to be there when another replica wrote in between', async () => {
    const first = pod('a', { app: 'cart' });
    await write('east', [first]);
    const other = new InventoryStore(knex);
    await other.load('east', ['Pod']);
    await write('east', [pod('b', { app: 'new' })], [first], other);
    await store.load('east', ['Pod']);
    await write('east', [first]);
    expect(await objectsWithoutSet()).toEqual([]);
  });

  it('go with their cluster', async () => {
    await write('east', [pod('a', { app: 'cart' })]);
    await store.remove('east');
    expect(await sets()).toEqual([]);
    await write('east', [pod('a', { app: 'cart' })]);
    expect(await objectsWithoutSet()).toEqual([]);
  });
});

describe.each(databases.eachSupportedId())(
  'the migration to label sets on %s',
  id => {
    const directory = migrationsDirectory();
    const name = '20261121060200_label_sets.js';

    it('keeps the labels of rows that are there, and gives them back', async () => {
      const knex = await databases.init(id);
      try {
        await knex.migrate.up({
          directory,
          name: '20261121000000_inventory.js',
        });
        const rows = Array.from({ length: 450 }, (_, index) => ({
          cluster: `c${index % 3}`,
          kind: 'Pod',
          namespace: 'shop',
          name: `pod-${index}`,
          health_rank: 4,
          health_reason: 'Ready',
          labels: index % 5 === 0 ? '' : `\napp=app-${index % 7}\n`,
          images: '',
          summary: '{}',
        }));
        for (let at = 0; at < rows.length; at += 50) {
          await knex('objects').insert(rows.slice(at, at + 50));
        }
        await knex.migrate.up({ directory, name });
        const joined = await knex('objects')
          .join('label_sets', join =>
            join
              .on('label_sets.cluster', 'objects.cluster')
              .on('label_sets.id', 'objects.label_set'),
          )
          .select('objects.cluster', 'objects.name', 'label_sets.labels')
          .orderBy(['objects.cluster', 'objects.name']);
        const expected = [...rows]
          .map(({ cluster, name: object, labels }) => ({
            cluster,
            name: object,
            labels,
          }))
          .sort((a, b) =>
            `${a.cluster}/${a.name}` < `${b.cluster}/${b.name}` ? -1 : 1,
          );
        expect(joined).toEqual(expected);
        const [{ id: known }] = await knex('label_sets')
          .where({ labels: '\napp=app-1\n' })
          .select('id');
        expect(known).toBe(labelSetId('\napp=app-1\n'));
        await knex.migrate.down({ directory, name });
        expect(
          await knex('objects')
            .select('cluster', 'name', 'labels')
            .orderBy(['cluster', 'name']),
        ).toEqual(expected);
      } finally {
        await knex.destroy();
      }
    });
  },
);
