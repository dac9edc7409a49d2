import type { Budget } from '@portlight/plugin-portlight-common';
import {
  formOf,
  parseAmount,
  readBudgetForm,
  type BudgetForm,
} from './budgetForm';

it.each([
  ['1200', 1200],
  ['1200.5', 1200.5],
  ['1,200', 1200],
  ['1.200', 1200],
  ['1,200.50', 1200.5],
  ['1.200,50', 1200.5],
  ['1 200,5', 1200.5],
  ["1'234'567", 1_234_567],
  ['1,234,567', 1_234_567],
  ['0', 0],
  ['12,5', 12.5],
  ['1.2.3', undefined],
  ['1,23,456', undefined],
  ['', undefined],
  ['-5', undefined],
  ['1e9', undefined],
  ['€5', undefined],
  ['9'.repeat(400), undefined],
])('reads %p as the amount %p', (text, amount) => {
  expect(parseAmount(text)).toBe(amount);
});

const FORM: BudgetForm = {
  ...formOf(),
  name: ' Payments ',
  value: 'group:default/payments',
  amount: '1200',
};

it('asks for what stands in the form', () => {
  expect(
    readBudgetForm({
      ...FORM,
      thresholds: '100, 50%, 50',
      recipients: 'group:default/payments, user:default/jo',
    }),
  ).toEqual({
    problems: {},
    input: {
      name: 'Payments',
      scope: { owner: 'group:default/payments' },
      amount: 1200,
      thresholds: [0.5, 1],
      notifyForecast: true,
      recipients: ['group:default/payments', 'user:default/jo'],
    },
  });
});

it.each<[string, Partial<BudgetForm>, object]>([
  ['a cluster', { kind: 'cluster', value: 'prod-eu' }, { cluster: 'prod-eu' }],
  [
    'a namespace in one cluster',
    { kind: 'namespace', value: 'shop', cluster: 'prod-eu' },
    { namespace: 'shop', cluster: 'prod-eu' },
  ],
  [
    'a namespace in all clusters',
    { kind: 'namespace', value: 'shop' },
    { namespace: 'shop' },
  ],
  ['the fleet', { kind: 'fleet', value: 'left over' }, { fleet: true }],
])('budgets %s', (_name, change, scope) => {
  expect(readBudgetForm({ ...FORM, ...change }).input?.scope).toEqual(scope);
});

it.each<[string, Partial<BudgetForm>]>([
  ['name', { name: '  ' }],
  ['value', { value: '' }],
  ['value', { value: 'payments' }],
  ['amount', { amount: 'much' }],
  ['amount', { amount: '0' }],
  ['thresholds', { thresholds: '50, all' }],
  ['thresholds', { thresholds: '-1' }],
  ['thresholds', { thresholds: '1,2,3,4,5,6,7,8,9,10,11' }],
  ['recipients', { recipients: 'the team' }],
])('says that the %s is wrong in %p', (field, change) => {
  const { input, problems } = readBudgetForm({ ...FORM, ...change });
  expect(input).toBeUndefined();
  expect(Object.keys(problems)).toEqual([field]);
});

it('shows a budget as it was entered', () => {
  const budget = {
    name: 'Shop',
    scope: { namespace: 'shop', cluster: 'prod-eu' },
    amount: 1200.5,
    thresholds: [0.55, 1],
    notifyForecast: false,
    recipients: ['user:default/jo'],
  } as Budget;
  expect(readBudgetForm(formOf(budget)).input).toEqual({
    name: 'Shop',
    scope: { namespace: 'shop', cluster: 'prod-eu' },
    amount: 1200.5,
    thresholds: [0.55, 1],
    notifyForecast: false,
    recipients: ['user:default/jo'],
  });
});
