import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { NodeSpan } from '@portlight/plugin-portlight-common';
import type { PricingProvider } from '@portlight/plugin-portlight-node';
import {
  createTestFleet,
  testDatabases,
  type TestFleet,
} from '../../__testUtils__';
import { createPrices, type Prices } from './createPrices';
import { readPriceSettings } from './readPriceSettings';

jest.setTimeout(120_000);

const HOUR = 3_600;
const T0 = Date.UTC(2026, 10, 21, 12) / 1000;
const GIB = 2 ** 30;

function node(changes: Partial<NodeSpan> = {}): NodeSpan {
  const capacity = { cpu: 2, memory: 8 * GIB, gpu: 0 };
  return {
    name: 'n',
    uid: `u-${JSON.stringify(changes)}`,
    start: T0,
    end: T0 + HOUR,
    instanceType: 'm5.large',
    region: 'us-east-1',
    capacityType: 'on-demand',
    labels: {},
    capacity,
    allocatable: capacity,
    ...changes,
  };
}

const databases = testDatabases();

describe.each(databases.eachSupportedId())('prices on %s', id => {
  let fleet: TestFleet;
  let folder: string;
  let clock = T0;
  const started: Prices[] = [];

  beforeEach(async () => {
    fleet = await createTestFleet(databases, id);
    folder = await mkdtemp(join(tmpdir(), 'prices-'));
    clock = T0;
  });

  afterEach(async () => {
    for (const prices of started.splice(0)) await prices.stop();
    await rm(folder, { recursive: true });
    await fleet.knex.destroy();
  });

  function start(cost: object = {}, providers: PricingProvider[] = []): Prices {
    const prices = createPrices({
      knex: fleet.knex,
      logger: mockServices.logger.mock(),
      settings: readPriceSettings(new ConfigReader({ cost })),
      providers,
      factors: async () => undefined,
      note: async () => {},
      now: () => clock * 1000,
    });
    started.push(prices);
    return prices;
  }

  async function hourly(prices: Prices, hour: number, of = node()) {
    const { hourly: price, origin } = (
      await prices.book.forHour('prod', hour, [of])
    ).node(of);
    return [price, origin.source];
  }

  it('are those of the seed tables at first, for all of the past too', async () => {
    const prices = start();
    expect(await hourly(prices, T0 - 1000 * HOUR)).toEqual([0.096, 'seed']);
    const price = (await prices.book.forHour('prod', T0, [node()])).node(
      node(),
    );
    expect(price.origin).toEqual({
      source: 'seed',
      version: 'AWS 2026-01-19',
      at: '2026-01-19',
    });
  });

  it('that are changed hold from then on, and hours of before keep theirs', async () => {
    const custom = (price: number) => ({
      prices: { custom: [{ instanceType: 'm5.large', hourly: price }] },
    });
    await hourly(start(custom(0.1)), T0);
    clock += 10 * HOUR + 1;
    const changed = start(custom(0.2));
    expect(await hourly(changed, T0 + 10 * HOUR)).toEqual([0.1, 'custom']);
    expect(await hourly(changed, T0 + 11 * HOUR)).toEqual([0.2, 'custom']);
    clock += 10 * HOUR;
    const gone = start();
    expect(await hourly(gone, T0)).toEqual([0.1, 'custom']);
    expect(await hourly(gone, T0 + 11 * HOUR)).toEqual([0.2, 'custom']);
    expect(await hourly(gone, T0 + 21 * HOUR)).toEqual([0.096, 'seed']);
  });

  it('are written once, however often and by however many they are read', async () => {
    const settings = {
      prices: { custom: [{ cluster: 'prod', hourly: 0.1 }] },
    };
    await Promise.all(
      [start(settings), start(settings)].map(p => hourly(p, T0)),
    );
    const count = async () =>
      Number((await fleet.knex('price_rows').count({ count: '*' }))[0].count);
    const before = await count();
    clock += HOUR;
    const again = start(settings);
    expect(await hourly(again, T0)).toEqual([0.1, 'custom']);
    expect(await count()).toBe(before);
    expect(await fleet.knex('price_staging').first()).toBeUndefined();
    expect(
      await fleet
        .knex('price_rows')
        .groupBy('source', 'key')
        .havingRaw('count(*) > 1')
        .select('source'),
    ).toEqual([]);
  });

  it('of a file leave out bad lines and nothing else, and follow it', async () => {
    const path = join(folder, 'prices.csv');
    await writeFile(
      path,
      '\ufeffInstance type;Region;Price\nm5.large;us-east-1;0,09\nm5.xlarge;us-east-1;-1\nc5.large;us-east-1;0,08\nc5.large;us-east-1;0,07\n',
    );
    const prices = start({ prices: { csv: { path } } });
    expect(await hourly(prices, T0)).toEqual([0.09, 'csv']);
    expect(
      await hourly(prices, T0, node({ instanceType: 'c5.large' })),
    ).toEqual([0.08, 'csv']);
    expect((await prices.rows.problems())[0].problem).toBe(
      `2 lines of ${path} were left out: line 3, column Price: is negative (-1); a price is 0 or more; line 5: is left out: line 4 has another price for the same`,
    );
    expect(
      await hourly(prices, T0, node({ instanceType: 'm5.xlarge' })),
    ).toEqual([0.192, 'seed']);
    expect((await prices.rows.problems())[0].problem).toMatch(
      /column Price: is negative \(-1\); a price is 0 or more/,
    );
    await writeFile(path, 'Instance type,Price\nm5.large,0.05\n');
    await utimes(path, clock, clock + 60);
    clock += 2 * HOUR;
    const later = start({ prices: { csv: { path } } });
    expect(await hourly(later, T0)).toEqual([0.09, 'csv']);
    expect(await hourly(later, T0 + 2 * HOUR)).toEqual([0.05, 'csv']);
    expect(await later.rows.problems()).toEqual([]);
  });

  it('of a file that is broken stay as they were, and say so', async () => {
    const path = join(folder, 'prices.csv');
    await writeFile(path, 'instance type,price\nm5.large,0.09\n');
    await hourly(start({ prices: { csv: { path } } }), T0);
    await writeFile(path, 'instance type,price\nm5.large,"0.01\n');
    clock += HOUR;
    const prices = start({ prices: { csv: { path } } });
    expect(await hourly(prices, T0 + HOUR)).toEqual([0.09, 'csv']);
    expect((await prices.rows.problems())[0].problem).toContain(
      'Line 2: A quotation mark is not closed',
    );
  });

  it('of a file are read for machines of new types as they come', async () => {
    const path = join(folder, 'prices.csv');
    await writeFile(
      path,
      'instance type,price\nm5.large,0.01\nc5.large,0.02\nr5.large,0.03\n',
    );
    const prices = start({ prices: { csv: { path } } });
    expect(await hourly(prices, T0)).toEqual([0.01, 'csv']);
    const stored = () =>
      fleet
        .knex('price_rows')
        .where({ source: 'csv' })
        .orderBy('instance_type')
        .pluck('instance_type');
    expect(await stored()).toEqual(['m5.large']);
    const [a, b] = await Promise.all(
      [prices, start({ prices: { csv: { path } } })].map(each =>
        hourly(each, T0, node({ instanceType: 'c5.large' })),
      ),
    );
    expect([a, b]).toEqual([
      [0.02, 'csv'],
      [0.02, 'csv'],
    ]);
    expect(await stored()).toEqual(['c5.large', 'm5.large']);
  });

  it('name single machines', async () => {
    const path = join(folder, 'prices.csv');
    await writeFile(path, 'instance id,price\ni-1,0.5\n');
    const prices = start({ prices: { csv: { path } } });
    expect(
      await hourly(prices, T0, node({ providerId: 'aws:///us-east-1a/i-1' })),
    ).toEqual([0.5, 'csv']);
    expect(
      await hourly(prices, T0, node({ providerId: 'aws:///a/i-11' })),
    ).toEqual([0.096, 'seed']);
  });

  it('come from other modules, whose failures leave what was', async () => {
    let price = 0.07;
    const provider: PricingProvider = {
      name: 'spot-feed',
      interval: 60_000,
      read: async ({ known }) => {
        if (price < 0) throw new Error('The feed is down');
        return {
          version: `at ${price}`,
          currency: 'EUR',
          prices:
            known === `at ${price}`
              ? []
              : [{ kind: 'node', capacityType: 'spot', hourly: price }],
        };
      },
    };
    const cost = { exchangeRates: { EUR: 2 } };
    const spot = node({ capacityType: 'spot' });
    const read = async (end: { version?: string; problem?: string }) => {
      const prices = start(cost, [provider]);
      prices.start();
      // What is being read when the portal ends is left.
      const isRead = () =>
        fleet
          .knex('price_sources')
          .where({ source: 'spot-feed', ...end })
          .first();
      while (!(await isRead())) {
        await new Promise(resolve => {
          setTimeout(resolve, 10);
        });
      }
      await prices.stop();
      return prices;
    };
    const first = await read({ version: 'at 0.07' });
    expect(await hourly(first, T0, spot)).toEqual([0.14, 'spot-feed']);
    price = -1;
    const failed = await read({ problem: 'The feed is down' });
    expect(await hourly(failed, T0, spot)).toEqual([0.14, 'spot-feed']);
    expect(await failed.rows.problems()).toEqual([
      { source: 'spot-feed', problem: 'The feed is down' },
    ]);
    clock += HOUR;
    price = 0.08;
    const again = await read({ version: 'at 0.08' });
    expect(await hourly(again, T0, spot)).toEqual([0.14, 'spot-feed']);
    expect(await hourly(again, T0 + HOUR, spot)).toEqual([0.16, 'spot-feed']);
  });

  it('refuse a provider that is called like a source of Portlight', () => {
    expect(() =>
      start({}, [{ name: 'custom', read: async () => undefined }]),
    ).toThrow('A provider of prices is called «custom»');
  });
});

describe('readPriceSettings', () => {
  const read = (cost: object) => readPriceSettings(new ConfigReader({ cost }));

  it('reads prices of a month, node selectors and discounts', () => {
    expect(
      read({
        prices: {
          custom: [
            {
              nodeSelector: { 'cloud.google.com/gke-nodepool': 'gpu' },
              gpu: 1000,
              per: 'month',
            },
            { cluster: 'prod', discount: 0.2 },
          ],
          storage: [{ name: 'gp3', price: 0.073, per: 'month' }],
          loadBalancer: 0.02,
          network: { internet: 0.09 },
          managementFee: [{ cluster: 'prod', price: 0.1 }],
        },
      }).custom.map(({ rule }) => rule),
    ).toEqual([
      {
        kind: 'node',
        nodeSelector: { 'cloud.google.com/gke-nodepool': 'gpu' },
        gpu: 1000 / 730,
      },
      { kind: 'node', cluster: 'prod', discount: 0.2 },
      { kind: 'storage', name: 'gp3', price: 0.073 / 730 },
      { kind: 'load-balancer', price: 0.02 },
      { kind: 'network', name: 'internet', price: 0.09 },
      { kind: 'management-fee', cluster: 'prod', price: 0.1 },
    ]);
  });

  it.each([
    [
      { prices: { custom: [{ hourly: -1 }] } },
      'custom[0].hourly` in the configuration is negative (-1)',
    ],
    [
      { prices: { custom: [{}] } },
      'custom[0].hourly` in the configuration is missing',
    ],
    [
      { prices: { custom: [{ hurly: 1 }] } },
      'custom[0].hurly` in the configuration is not a setting',
    ],
    [
      { prices: { custom: [{ hourly: 1, per: 'year' }] } },
      'custom[0].per` in the configuration is "year"',
    ],
    [
      { prices: { custom: [{ hourly: 1, currency: 'EUR' }] } },
      'set `portlight.cost.exchangeRates.EUR`',
    ],
    [
      { prices: { custom: [{ hourly: 1, capacityType: 'cheap' }] } },
      'has to be spot or on-demand',
    ],
    [
      { prices: { csv: { path: 'a', columns: { price: 'x' } } } },
      'csv.columns.price` in the configuration is not a setting',
    ],
    [
      { prices: { csv: { path: 'a', interval: '1s' } } },
      'csv.interval` in the configuration has to be a duration',
    ],
    [
      { prices: { storage: 'free' } },
      'storage` in the configuration has to be a number',
    ],
    [
      { exchangeRates: { EUR: 0 } },
      'exchangeRates.EUR` in the configuration has to be what one of it is',
    ],
    [
      { currency: 'EUR', prices: { defaults: { cpu: 1 } } },
      'has to have cpu, memory and gpu',
    ],
    [
      { prices: { seeds: true } },
      'prices.seeds` in the configuration is not a setting',
    ],
  ])('says which setting is at fault: %j', (cost, message) => {
    expect(() => read(cost)).toThrow(message);
  });
});
