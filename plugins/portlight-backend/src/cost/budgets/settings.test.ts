import { ConfigReader } from '@backstage/config';
import { readAnomalySettings } from '../anomalies';
import { readBudgetSettings } from './readBudgetSettings';

const section = (cost: object) => new ConfigReader({ cost: cost as never });

it('have defaults', () => {
  const none = { escalateTo: [], monthly: [] };
  expect(readBudgetSettings(undefined)).toEqual(none);
  expect(readBudgetSettings(section({ budgets: {} }))).toEqual(none);
  expect(readAnomalySettings(section({}))).toEqual({
    minimumCost: 1,
    minimumChange: 0.25,
  });
});

it('are read', () => {
  expect(
    readBudgetSettings(
      section({ budgets: { escalateTo: ['Finance', 'user:default/jo'] } }),
    ),
  ).toEqual({
    escalateTo: ['group:default/finance', 'user:default/jo'],
    monthly: [],
  });
  expect(
    readAnomalySettings(section({ anomalies: { minimumCost: 0 } })),
  ).toEqual({ minimumCost: 0, minimumChange: 0.25 });
});

const MONTHLY = {
  name: ' Checkout ',
  scope: { owner: 'Checkout' },
  amount: 1200,
};

it('have budgets, as the API takes them', () => {
  const { monthly } = readBudgetSettings(
    section({
      budgets: {
        monthly: [
          MONTHLY,
          {
            name: 'Everything',
            scope: { fleet: true },
            // As a variable of the environment is put in.
            amount: '50000.5',
            thresholds: [1, 0.9],
            notifyForecast: false,
            recipients: ['finance'],
          },
          {
            name: 'Shop',
            scope: { cluster: 'east', namespace: 'shop' },
            amount: 10,
            thresholds: [],
          },
        ],
      },
    }),
  );
  expect(monthly).toEqual([
    {
      name: 'Checkout',
      scope: { owner: 'group:default/checkout' },
      amount: 1200,
      thresholds: [0.5, 0.8, 1],
      notifyForecast: true,
      recipients: [],
    },
    {
      name: 'Everything',
      scope: { fleet: true },
      amount: 50_000.5,
      thresholds: [0.9, 1],
      notifyForecast: false,
      recipients: ['group:default/finance'],
    },
    expect.objectContaining({
      scope: { cluster: 'east', namespace: 'shop' },
      thresholds: [],
    }),
  ]);
});

it.each<[object, string]>([
  [{ name: undefined }, 'portlight.cost.budgets.monthly[1].name'],
  [{ scope: undefined }, 'portlight.cost.budgets.monthly[1].scope'],
  [{ scope: 'fleet' }, 'portlight.cost.budgets.monthly[1].scope'],
  [{ scope: {} }, '`scope` has to be one of'],
  [{ scope: { owner: 'a', team: 'b' } }, '`scope` has to be one of'],
  [{ scope: { label: 'a' } }, 'monthly[1].scope.label'],
  [{ scope: { costCenter: 4711 } }, 'monthly[1].scope.costCenter'],
  [{ amount: 'much' }, 'monthly[1].amount'],
  [{ amount: 0 }, '`amount` has to be more than 0'],
  [{ thresholds: 0.8 }, 'monthly[1].thresholds'],
  [{ thresholds: ['80 %'] }, 'monthly[1].thresholds'],
  [{ thresholds: [-1] }, '`thresholds` has to be'],
  [{ notifyForecast: 'maybe' }, 'monthly[1].notifyForecast'],
  [{ recipients: ['system:default/a'] }, '`recipients` has to be'],
  [{ currency: 'EUR' }, 'portlight.cost.budgets.monthly[1].currency'],
  [{ name: 'Checkout' }, 'two budgets "Checkout"'],
])('refuse a budget with %j, and say which', (more, message) => {
  const other = { ...MONTHLY, name: 'Other', ...more };
  expect(() =>
    readBudgetSettings(
      new ConfigReader({
        portlight: { cost: { budgets: { monthly: [MONTHLY, other] } } },
      }).getConfig('portlight'),
    ),
  ).toThrow(message);
});

it('refuse more budgets than anybody looks through', () => {
  const monthly = Array.from({ length: 1_001 }, (_, index) => ({
    ...MONTHLY,
    name: String(index),
  }));
  expect(() => readBudgetSettings(section({ budgets: { monthly } }))).toThrow(
    'has 1001 budgets, but may have 1000',
  );
});

it.each<[object, string]>([
  [{ budgets: { monthly: {} } }, 'budgets.monthly'],
  [{ budgets: { monthly: ['a'] } }, 'budgets.monthly[0]'],
  [{ budgets: 'finance' }, 'portlight.cost.budgets'],
  [{ budgets: { escalate: [] } }, 'portlight.cost.budgets.escalate'],
  [{ budgets: { escalateTo: ['system:default/a'] } }, 'budgets.escalateTo'],
  [{ budgets: { escalateTo: ['a b'] } }, 'budgets.escalateTo'],
])('of budgets are refused: %j', (cost, message) => {
  expect(() => readBudgetSettings(section(cost))).toThrow(message);
});

it.each<[object, string]>([
  [{ anomalies: [] }, 'portlight.cost.anomalies'],
  [{ anomalies: { minimum: 1 } }, 'portlight.cost.anomalies.minimum'],
  [{ anomalies: { minimumCost: -1 } }, 'anomalies.minimumCost'],
  [{ anomalies: { minimumChange: 'much' } }, 'minimumChange'],
])('of anomalies are refused: %j', (cost, message) => {
  expect(() => readAnomalySettings(section(cost))).toThrow(message);
});
