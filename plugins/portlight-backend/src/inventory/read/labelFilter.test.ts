import {
  type LabelSelector,
  matchesLabels,
} from '@portlight/plugin-portlight-common';
import fc from 'fast-check';
import type { Knex } from 'knex';
import {
  clusterDocument,
  createTestFleet,
  podRow,
  testDatabases,
} from '../../__testUtils__';
import { whereLabels } from './labelFilter';

jest.setTimeout(60_000);

const databases = testDatabases();

const KEYS = ['app', 'app.kubernetes.io/name', 'a', 'ap'];
/** Such as could be taken for parts of each other, or of the column's form. */
const VALUES = [
  '',
  'a',
  'A',
  'cart',
  'cart-1',
  'app=a',
  'a\nb=c',
  '%',
  '_',
  "'",
];

const labels = fc.dictionary(
  fc.constantFrom(...KEYS),
  fc.constantFrom(...VALUES),
);
const selectors: fc.Arbitrary<LabelSelector> = fc.array(
  fc.oneof(
    fc.record({
      key: fc.constantFrom(...KEYS),
      operator: fc.constantFrom('In' as const, 'NotIn' as const),
      values: fc.uniqueArray(fc.constantFrom(...VALUES), {
        minLength: 1,
        maxLength: 3,
      }),
    }),
    fc.record({
      key: fc.constantFrom(...KEYS),
      operator: fc.constantFrom('Exists' as const, 'DoesNotExist' as const),
      values: fc.constant<string[]>([]),
    }),
  ),
  { maxLength: 3 },
);

describe.each(databases.eachSupportedId())('whereLabels on %s', id => {
  let knex: Knex;
  const pods = fc
    .sample(labels, { numRuns: 60, seed: 4 })
    .map((of, index) => ({ name: `pod-${index}`, labels: of }));

  beforeAll(async () => {
    const fleet = await createTestFleet(databases, id);
    knex = fleet.knex;
    for (const cluster of ['east', 'west']) {
      await fleet.write(
        clusterDocument(cluster),
        pods
          // The same labels in both clusters, and some in one of them only.
          .filter((_, index) => cluster === 'east' || index % 2 === 0)
          .map(pod => podRow(cluster, { namespace: 'shop', ...pod })),
      );
    }
  });

  afterAll(() => knex.destroy());

  const names = async (
    cluster: string,
    narrow: (query: Knex.QueryBuilder) => void,
  ): Promise<string[]> => {
    const query = knex('objects').where({ cluster }).select('name');
    narrow(query);
    return (await query).map(row => row.name).sort();
  };

  it('finds what the selector matches, and its negation the rest', async () => {
    await fc.assert(
      fc.asyncProperty(
        selectors,
        fc.constantFrom('east', 'west'),
        async (selector, cluster) => {
          const all = await names(cluster, () => {});
          const expected = pods
            .filter(pod => matchesLabels(selector, pod.labels))
            .map(({ name }) => name)
            .filter(name => all.includes(name))
            .sort();
          const matching = (query: Knex.QueryBuilder) =>
            whereLabels(knex, query, selector);
          expect(await names(cluster, matching)).toEqual(expected);
          if (selector.length === 0) return;
          expect(
            await names(cluster, query => query.whereNot(matching)),
          ).toEqual(all.filter(name => !expected.includes(name)));
        },
      ),
      { numRuns: 80 },
    );
  });
});
