import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { Knex } from 'knex';
import { createTestFleet, testDatabases } from '../../__testUtils__';
import {
  BEGIN,
  HOUR,
  testAttribution,
  testHour,
} from '../__testUtils__/testHours';
import { subjectsOf } from '../inputs';
import { HourComputer } from '../job';
import { DEFAULT_COST_SETTINGS } from '../settings';
import { SqlCostReader, SqlCostStore } from '../store';
import { createPrices } from './createPrices';
import { readPriceSettings } from './readPriceSettings';

jest.setTimeout(60_000);

const databases = testDatabases();

describe.each(databases.eachSupportedId())('costs of hours on %s', id => {
  let knex: Knex;
  let folder: string;
  let path: string;

  beforeEach(async () => {
    ({ knex } = await createTestFleet(databases, id));
    folder = await mkdtemp(join(tmpdir(), 'history-'));
    path = join(folder, 'prices.csv');
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
    await knex.destroy();
  });

  /** Computes hours as a portal with this configuration does at a time. */
  async function compute(now: number, cost: object, hours: readonly number[]) {
    const prices = createPrices({
      knex,
      logger: mockServices.logger.mock(),
      settings: readPriceSettings(new ConfigReader({ cost })),
      providers: [],
      factors: async () => undefined,
      note: async () => {},
      now: () => now * 1000,
    });
    const store = new SqlCostStore({ knex, settings: DEFAULT_COST_SETTINGS });
    const computer = new HourComputer({
      prices: prices.book,
      attribution: testAttribution(),
      settings: DEFAULT_COST_SETTINGS,
    });
    for (const hour of hours) {
      const computed = await computer.compute(
        testHour({ hour }),
        subjectsOf([]),
        { source: 'mirror', details: false },
      );
      await knex.transaction(trx =>
        store.replaceHours(trx, 'east', [computed]),
      );
    }
    await prices.stop();
  }

  const rowsAt = (at: number) =>
    knex('cost_hours').where({ at }).orderBy(['scope', 'price']);

  /** What the prices of an hour say of where they come from. */
  async function origins(at: number) {
    const ids: number[] = await knex('cost_hours')
      .where({ at })
      .distinct('price')
      .pluck('price');
    const found = await new SqlCostReader(knex).prices(ids);
    return [...found.values()]
      .filter(({ kind }) => kind === 'node')
      .map(({ instanceType, source, version, hourly }) => [
        instanceType,
        source,
        version.replace(/[0-9a-f]{12}/g, 'HASH'),
        hourly,
      ])
      .sort();
  }

  it.each<[string, (price: string) => Promise<object>, string, string]>([
    [
      'the configuration',
      async price => ({
        prices: {
          custom: [{ instanceType: 'm5.large', hourly: Number(price) }],
        },
      }),
      'custom',
      'configuration HASH',
    ],
    [
      'a price list',
      async price => {
        await writeFile(path, `instance type,price\nm5.large,${price}\n`);
        // Written in the same moment it would look like the one before.
        await utimes(path, BEGIN, BEGIN + Number(price) * 100);
        return { prices: { csv: { path } } };
      },
      'csv',
      'sha256:HASH HASH',
    ],
  ])(
    'do not change with %s, which holds for the hours to come',
    async (_title, configure, source, version) => {
      const [old, next] = [BEGIN, BEGIN + 10 * HOUR];
      const before = await configure('0.07');
      await compute(old + HOUR, before, [old]);
      const first = await rowsAt(old);
      const after = await configure('0.09');
      await compute(next, after, [next]);
      // Late data, a backfill: the old hour is computed again by a portal that has the new prices.
      await compute(next + HOUR, after, [old, next]);
      expect(await rowsAt(old)).toEqual(first);
      const other = ['m5.xlarge', 'seed', 'AWS 2026-01-19', 0.192];
      expect(await origins(old)).toEqual([
        ['m5.large', source, version, 0.07],
        other,
      ]);
      expect(await origins(next)).toEqual([
        ['m5.large', source, version, 0.09],
        other,
      ]);
    },
  );
});
