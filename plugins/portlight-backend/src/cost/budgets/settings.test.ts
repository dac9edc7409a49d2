import { ConfigReader } from '@backstage/config';
import { readAnomalySettings } from '../anomalies';
import { readBudgetSettings } from './readBudgetSettings';

const section = (cost: object) => new ConfigReader({ cost: cost as never });

it('have defaults', () => {
  expect(readBudgetSettings(undefined)).toEqual({ escalateTo: [] });
  expect(readBudgetSettings(section({ budgets: {} }))).toEqual({
    escalateTo: [],
  });
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
  ).toEqual({ escalateTo: ['group:default/finance', 'user:default/jo'] });
  expect(
    readAnomalySettings(section({ anomalies: { minimumCost: 0 } })),
  ).toEqual({ minimumCost: 0, minimumChange: 0.25 });
});

it.each<[object, string]>([
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
