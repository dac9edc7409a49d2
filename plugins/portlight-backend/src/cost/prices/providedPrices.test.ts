import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { NodeSpan } from '@portlight/plugin-portlight-common';
import type { PricingProvider } from '@portlight/plugin-portlight-node';
import {
  clusterDocument,
  createTestFleet,
  testDatabases,
  type TestFleet,
} from '../../__testUtils__';
import { SEES_EVERYTHING } from '../../permissions';
import { createPrices } from './createPrices';
import { readPriceSettings } from './readPriceSettings';

jest.setTimeout(60_000);

const T0 = Date.UTC(2026, 10, 21, 12) / 1000;
const capacity = { cpu: 2, memory: 8 * 2 ** 30, gpu: 0 };
const NODE: NodeSpan = {
  name: 'n',
  uid: 'n',
  start: T0,
  end: T0 + 3_600,
  instanceType: 'm5.large',
  region: 'us-east-1',
  capacityType: 'on-demand',
  labels: {},
  capacity,
  allocatable: capacity,
};

/** What of it lists prices; the rest is as it should be. */
function list(prices: unknown): PricingProvider['read'] {
  return async () =>
    ({ version: '1', currency: 'USD', prices } as Awaited<
      ReturnType<PricingProvider['read']>
    >);
}

const never = new Promise<never>(() => {});
const GOOD = { kind: 'node', instanceType: 'm5.large', hourly: 0.05 };

function* endless() {
  for (let index = 0; ; index++) yield { ...GOOD, instanceType: `t${index}` };
}

const databases = testDatabases();

describe.each(databases.eachSupportedId())('prices of a module on %s', id => {
  let fleet: TestFleet;

  beforeEach(async () => {
    fleet = await createTestFleet(databases, id);
    await fleet.write(clusterDocument('east'));
  });

  afterEach(() => fleet.knex.destroy());

  async function read(provider: PricingProvider['read'], patience = 60_000) {
    const logger = mockServices.logger.mock();
    const prices = createPrices({
      knex: fleet.knex,
      logger,
      settings: readPriceSettings(new ConfigReader({})),
      providers: [{ name: 'feed', interval: 60_000, read: provider }],
      factors: async () => undefined,
      note: async () => {},
      patience,
      now: () => T0 * 1000,
    });
    prices.start();
    // Ends what a provider does not: only a problem or a price tells that it was read.
    const isRead = async () =>
      (await fleet.knex('price_sources').where({ source: 'feed' }).first()) !==
      undefined;
    while (!(await isRead())) {
      await new Promise(resolve => {
        setTimeout(resolve, 10);
      });
    }
    await prices.stop();
    const { hourly, origin } = (
      await prices.book.forHour('east', T0, [NODE])
    ).node(NODE);
    const { notices } = (await prices.handlers.listPrices.answer({
      query: {},
      visibility: SEES_EVERYTHING,
    } as any)) as { notices: { code: string; message: string }[] };
    return {
      price: [hourly, origin.source],
      said: notices.map(({ message }) => message),
      logged: logger.warn.mock.calls.map(([message]) => message),
    };
  }

  it.each<[string, PricingProvider['read'], RegExp, ...number[]]>([
    [
      'that throws',
      () => {
        throw new Error('The feed is down');
      },
      /The feed is down/,
    ],
    [
      'that rejects with no error',
      async () => {
        const gone: unknown = 'gone';
        throw gone;
      },
      /gone/,
    ],
    [
      'that never answers, and hears no signal',
      () => never,
      /did not give its prices within 0.3 seconds/,
      300,
    ],
    [
      'that stops in the midst of its prices',
      list({
        async *[Symbol.asyncIterator]() {
          yield GOOD;
          await never;
        },
      }),
      /did not give its prices within 2 seconds/,
      2_000,
    ],
    [
      'whose prices never end',
      list({ [Symbol.iterator]: endless }),
      /did not give its prices within 2 seconds/,
      2_000,
    ],
    [
      'whose prices fail in the midst',
      list({
        async *[Symbol.asyncIterator]() {
          yield GOOD;
          throw new Error('Page 2 is missing');
        },
      }),
      /Page 2 is missing/,
    ],
    ['without prices', list(undefined), /no list of prices: `prices` cannot/],
    ['with a text for prices', list('free'), /`prices` cannot be iterated/],
    [
      'without a version',
      async () => ({ currency: 'USD', prices: [GOOD] } as any),
      /`version` has to be a text/,
    ],
    [
      'in no currency',
      async () => ({ version: '1', prices: [GOOD] } as any),
      /`currency` has to be three letters/,
    ],
    [
      'in a currency that nothing converts',
      async () => ({ version: '1', currency: 'XTS', prices: [GOOD] } as any),
      /portlight\.cost\.exchangeRates\.XTS/,
    ],
    [
      'of a time that is none',
      async () =>
        ({ version: '1', at: 'soon', currency: 'USD', prices: [] } as any),
      /`at` has to be a time/,
    ],
  ])(
    '%s leaves the next source, and it is said',
    async (_title, provider, problem, ...[patience]) => {
      const { price, said, logged } = await read(provider, patience);
      expect(price).toEqual([0.096, 'seed']);
      expect(said).toEqual([expect.stringMatching(problem)]);
      expect(said[0]).toMatch(/^Prices of feed: /);
      expect(logged).toEqual(said);
      expect(await fleet.knex('price_staging').first()).toBeUndefined();
    },
  );

  it('leave out what is none, and say so', async () => {
    const { price, said } = await read(
      list([
        null,
        'price',
        { kind: 'nodes', hourly: 1 },
        { ...GOOD, hourly: '0.05' },
        { ...GOOD, hourly: -1 },
        { ...GOOD, hourly: Infinity },
        GOOD,
        { ...GOOD, hourly: 1e9, instanceType: 'x' },
      ]),
    );
    expect(price).toEqual([0.05, 'feed']);
    expect(said).toEqual([
      expect.stringMatching(
        /^Prices of feed: Some prices were left out: line 1, column kind: .*line 2, column kind.*line 3, column kind.*line 4, column hourly: is no number.*line 5.*negative.*line 6.*line 8.*more than/,
      ),
    ]);
  });
});
