import fc from 'fast-check';
import type { Knex } from 'knex';
import {
  clusterDocument,
  createTestFleet,
  podRow,
  type TestFleet,
  testDatabases,
} from '../../__testUtils__';
import { Totals } from '../../database';

jest.setTimeout(60_000);

const databases = testDatabases();

const CLUSTERS = ['east', 'west', 'north'];
const NAMESPACES = ['shop', 'bank'];
const NAMES = ['a', 'b', 'c'];

const pods = fc.record({
  type: fc.constantFrom('upsert' as const, 'delete' as const),
  cluster: fc.constantFrom(...CLUSTERS),
  namespace: fc.constantFrom(...NAMESPACES),
  name: fc.constantFrom(...NAMES),
});
const clusters = fc.record({
  type: fc.constantFrom('remove' as const, 'describe' as const),
  cluster: fc.constantFrom(...CLUSTERS),
  environment: fc.constantFrom('production', 'staging'),
});

/** Different questions, also one whose answer changes with the cluster's description. */
const QUESTIONS: ((knex: Knex) => Knex.QueryBuilder)[] = [
  knex => knex('objects').where({ kind: 'Pod' }),
  knex => knex('objects').where({ kind: 'Pod', namespace: 'shop' }),
  knex => knex('objects').where({ kind: 'Pod', namespace: 'bank' }),
  knex => knex('objects').whereIn('cluster', ['east']),
  knex =>
    knex('objects').whereIn('cluster', names =>
      names.from('clusters').select('name').where('environment', 'production'),
    ),
];

describe.each(databases.eachSupportedId())('totals of lists on %s', id => {
  let fleet: TestFleet;
  let knex: Knex;
  let totals: Totals;

  beforeAll(async () => {
    fleet = await createTestFleet(databases, id);
    knex = fleet.knex;
    totals = new Totals(knex);
  });

  afterAll(() => knex.destroy());

  it('are what counting gives, whatever has changed in between', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof({ weight: 4, arbitrary: pods }, clusters), {
          maxLength: 8,
        }),
        async changes => {
          // What was remembered in earlier runs is part of the game.
          for (const change of changes) {
            const { cluster } = change;
            if (change.type === 'remove') await fleet.store.remove(cluster);
            else {
              const row =
                'namespace' in change ? podRow(cluster, change) : undefined;
              await fleet.store.write(cluster, {
                cluster: clusterDocument(
                  cluster,
                  'environment' in change
                    ? { environment: change.environment }
                    : {},
                ),
                changes: {
                  upserts: row && change.type === 'upsert' ? [row] : [],
                  deletes: row && change.type === 'delete' ? [row] : [],
                },
                visible: true,
                workers: [],
              });
            }
            for (const question of QUESTIONS) {
              const [{ counted }] = await question(knex).count({
                counted: '*',
              });
              expect(await totals.count(question(knex))).toBe(Number(counted));
            }
          }
        },
      ),
      { numRuns: 8 },
    );
  });

  it('are counted again only in clusters that have changed', async () => {
    const own = new Totals(knex);
    for (const cluster of CLUSTERS) {
      await fleet.write(clusterDocument(cluster), [
        podRow(cluster, { namespace: 'shop', name: 'a' }),
      ]);
    }
    const question = () => knex('objects').where({ kind: 'Pod' });
    await own.count(question());
    const counting: string[] = [];
    const listen = ({ sql, bindings }: Knex.Sql) => {
      if (sql.includes('count(')) counting.push(JSON.stringify(bindings));
    };
    knex.on('query', listen);
    try {
      await own.count(question());
      expect(counting).toEqual([]);
      await fleet.write(clusterDocument('west'), [
        podRow('west', { namespace: 'shop', name: 'new' }),
      ]);
      await own.count(question());
      expect(counting).toEqual([JSON.stringify(['Pod', 'west'])]);
    } finally {
      knex.removeListener('query', listen);
    }
  });

  it('forget the questions that were asked longest ago', async () => {
    const own = new Totals(knex);
    let counts = 0;
    const listen = ({ sql }: Knex.Sql) => {
      if (sql.includes('count(')) counts++;
    };
    knex.on('query', listen);
    try {
      const ask = (name: string) => own.count(knex('objects').where({ name }));
      for (let turn = 0; turn < 250; turn++) await ask(`pod-${turn}`);
      counts = 0;
      await ask('pod-249');
      expect(counts).toBe(0);
      await ask('pod-0');
      expect(counts).toBe(1);
    } finally {
      knex.removeListener('query', listen);
    }
  });
});
