import fc from 'fast-check';
import type { Knex } from 'knex';
import {
  clusterDocument,
  createTestFleet,
  eventRow,
  podRow,
  type TestFleet,
  testDatabases,
} from '../__testUtils__';
import { ClusterRows } from './ClusterRows';

jest.setTimeout(60_000);

const databases = testDatabases();

const CLUSTERS = ['east', 'west', 'north', 'south', 'middle'];
const NAMESPACES = ['shop', 'bank'];
const NAMES = ['a', 'b', 'c'];
const PHASES = ['Running', 'Pending'];

const pods = fc.record({
  type: fc.constantFrom('upsert' as const, 'delete' as const, 'event' as const),
  cluster: fc.constantFrom(...CLUSTERS),
  namespace: fc.constantFrom(...NAMESPACES),
  name: fc.constantFrom(...NAMES),
  phase: fc.constantFrom(...PHASES),
});
const clusters = fc.record({
  type: fc.constantFrom('remove' as const, 'describe' as const),
  cluster: fc.constantFrom(...CLUSTERS),
  environment: fc.constantFrom('production', 'staging'),
});

type Generated<T> = T extends fc.Arbitrary<infer Value> ? Value : never;
type Question = (knex: Knex) => Knex.QueryBuilder;

/** Different questions, also one whose answer changes with the cluster's description. */
const COUNTS: [column: string, question: Question][] = [
  ['objects.cluster', knex => knex('objects').where({ kind: 'Pod' })],
  [
    'objects.cluster',
    knex => knex('objects').where({ kind: 'Pod', namespace: 'shop' }),
  ],
  [
    'objects.cluster',
    knex => knex('objects').where({ kind: 'Pod', namespace: 'bank' }),
  ],
  ['objects.cluster', knex => knex('objects').whereIn('cluster', ['east'])],
  [
    'objects.cluster',
    knex =>
      knex('objects').whereIn('cluster', names =>
        names
          .from('clusters')
          .select('name')
          .where('environment', 'production'),
      ),
  ],
  ['events.cluster', knex => knex('events').where({ namespace: 'shop' })],
];

const FIGURES: Question[] = PHASES.map(
  phase => knex =>
    knex('objects')
      .where({ phase })
      .select('cluster', 'namespace')
      .select(knex.raw('cast(count(*) as integer) as count'))
      .groupBy('cluster', 'namespace'),
);

/** The clusters that are asked about; all when absent. */
const ASKED = [undefined, ['east'], ['west', 'north', 'nowhere']];

describe.each(databases.eachSupportedId())('figures of clusters on %s', id => {
  let fleet: TestFleet;
  let knex: Knex;

  beforeAll(async () => {
    fleet = await createTestFleet(databases, id);
    knex = fleet.knex;
  });

  afterAll(() => knex.destroy());

  const apply = async (
    change: Generated<typeof pods> | Generated<typeof clusters>,
  ): Promise<void> => {
    const { cluster } = change;
    if (change.type === 'remove') {
      await fleet.store.remove(cluster);
      return;
    }
    const described = 'environment' in change;
    const row = described ? undefined : podRow(cluster, change);
    const upserts = {
      upsert: row ? [row] : [],
      event: described
        ? []
        : [
            eventRow(cluster, {
              namespace: change.namespace,
              name: change.name,
              object: { kind: 'Pod', name: change.name },
            }),
          ],
      delete: [],
      describe: [],
    };
    await fleet.store.write(cluster, {
      cluster: clusterDocument(
        cluster,
        described ? { environment: change.environment } : {},
      ),
      changes: {
        upserts: upserts[change.type],
        deletes: row && change.type === 'delete' ? [row] : [],
      },
      visible: true,
      workers: [],
    });
  };

  const inOrder = (row: object) => JSON.stringify(Object.entries(row).sort());

  /** What a query gives that nobody remembers. */
  const figures = async (question: Question, asked?: readonly string[]) => {
    const known: string[] = await knex('clusters').pluck('name');
    const rows: { cluster: string }[] = await question(knex);
    return known
      .filter(name => !asked || asked.includes(name))
      .sort()
      .map(name => [
        name,
        rows
          .filter(({ cluster }) => cluster === name)
          .map(inOrder)
          .sort(),
      ]);
  };
  it('are what the queries give, whatever has changed in between', async () => {
    const rows = new ClusterRows(knex);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof({ weight: 4, arbitrary: pods }, clusters), {
          maxLength: 6,
        }),
        fc.constantFrom(...ASKED),
        async (changes, asked) => {
          // What was remembered in earlier runs is part of the game.
          for (const change of changes) {
            await apply(change);
            for (const [column, question] of COUNTS) {
              const [{ counted }] = await question(knex).count({
                counted: '*',
              });
              expect(await rows.count(question(knex), column)).toBe(
                Number(counted),
              );
            }
            for (const question of FIGURES) {
              const found = await rows.read(question(knex), {
                column: 'objects.cluster',
                clusters: asked,
              });
              expect(
                [...found]
                  .sort(([left], [right]) => (left < right ? -1 : 1))
                  .map(([name, of]) => [name, of.map(inOrder).sort()]),
              ).toEqual(await figures(question, asked));
            }
          }
        },
      ),
      { numRuns: 15 },
    );
  });

  /** Calls back with every query but that for the revisions. */
  const listening = async (
    onQuery: (query: Knex.Sql) => void,
    work: () => Promise<void>,
  ) => {
    const listen = (query: Knex.Sql) => {
      if (query.sql.includes('objects')) onQuery(query);
    };
    knex.on('query', listen);
    try {
      await work();
    } finally {
      knex.removeListener('query', listen);
    }
  };

  it('are read again only of clusters that have changed', async () => {
    const rows = new ClusterRows(knex);
    for (const cluster of CLUSTERS) {
      await fleet.write(clusterDocument(cluster), [
        podRow(cluster, { namespace: 'shop', name: 'a' }),
      ]);
    }
    const question = () => knex('objects').where({ kind: 'Pod' });
    await rows.count(question(), 'objects.cluster');
    const values: unknown[] = [];
    await listening(
      ({ bindings }) => values.push(bindings),
      async () => {
        await rows.count(question(), 'objects.cluster');
        expect(values).toEqual([]);
      },
    );
    await fleet.write(clusterDocument('west'), [
      podRow('west', { namespace: 'shop', name: 'new' }),
    ]);
    await listening(
      ({ bindings }) => values.push(bindings),
      async () => {
        await rows.count(question(), 'objects.cluster');
        expect(values).toEqual([['Pod', 'west']]);
      },
    );
  });

  it('are forgotten when they become too many, those that were asked for longest ago first', async () => {
    const rows = new ClusterRows(knex, 50);
    let queries = 0;
    await listening(
      () => queries++,
      async () => {
        const ask = (name: string) =>
          rows.count(knex('objects').where({ name }), 'objects.cluster');
        for (let turn = 0; turn < 60; turn++) await ask(`pod-${turn}`);
        queries = 0;
        await ask('pod-59');
        expect(queries).toBe(0);
        await ask('pod-0');
        expect(queries).toBe(1);
        await ask('pod-59');
        expect(queries).toBe(1);
      },
    );
  });
});
