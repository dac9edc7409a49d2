import { daysUntil, type TestDay } from './costDays';

/** The day of the tests of budgets, not over. */
export const TODAY = '2026-11-21';
export const OWNER = 'group:default/checkout';

export const CHECKOUT: Omit<TestDay, 'day' | 'cost'> = {
  cluster: 'east',
  namespace: 'shop',
  kind: 'Deployment',
  name: 'cart',
  owner: OWNER,
  system: 'system:default/shop',
  team: 'Checkout',
  costCenter: 'cc-1',
};
const OTHERS: Omit<TestDay, 'day' | 'cost'> = {
  cluster: 'west',
  namespace: 'shop',
  kind: 'Deployment',
  name: 'pay',
  owner: 'group:default/payments',
  costCenter: 'cc-1',
};
const IDLE: Omit<TestDay, 'day' | 'cost'> = { cluster: 'east', class: 'idle' };

/** 10 a day for checkout, 5 for payments, and 1 idle in the cluster east; of today a half is known. */
export function costs(checkout = 10): TestDay[] {
  return daysUntil(TODAY, 30).flatMap(day => {
    const share = day === TODAY ? 0.5 : 1;
    return [
      { ...CHECKOUT, day, cost: checkout * share },
      { ...OTHERS, day, cost: 5 * share },
      { ...IDLE, day, cost: 1 * share },
    ];
  });
}
