import type { Budget } from '@portlight/plugin-portlight-common';
import { fakeWindow, sumHours, type CostFacts } from './costBasics';
import { DAY } from './costsPlan';

const iso = (at: number) => new Date(at).toISOString();

/** Budgets of every state, worst first. */
export function fakeBudgets({ fixture, rows, state }: CostFacts): Budget[] {
  if (state === 'empty') return [];
  const { start, end } = fakeWindow('month', fixture.now);
  const range = [Date.parse(start), Date.parse(end)] as const;
  const monthEnd = Date.UTC(2026, 11, 1);
  const elapsed = (range[1] - range[0]) / (monthEnd - range[0]);
  const plans: [
    name: string,
    scope: Budget['scope'],
    ratio: number,
    recipients: string[],
  ][] = [
    ['Checkout', { owner: 'group:default/checkout' }, 1.04, []],
    ['Clickstream', { system: 'system:default/clickstream' }, 0.93, []],
    ['Payments', { owner: 'group:default/payments' }, 0.76, []],
    [
      'Staging cluster',
      { cluster: 'staging' },
      0.41,
      ['group:default/platform'],
    ],
  ];
  return plans
    .filter(
      ([, { owner }]) =>
        state !== 'restricted' || owner === 'group:default/checkout',
    )
    .map(([name, scope, ratio, recipients], index): Budget => {
      const own = rows.filter(({ keys }) =>
        Object.entries(scope).every(([key, value]) => keys[key] === value),
      );
      const sum = (from: number, to: number) =>
        own.reduce(
          (all, row) => all + sumHours(row, from, to).amounts.total,
          0,
        );
      const spent = sum(...range);
      const amount = spent / ratio;
      const expected = spent / elapsed;
      const days = Math.ceil((range[1] - range[0]) / DAY);
      let budgetState: Budget['state'] = 'ok';
      if (ratio > 1) budgetState = 'exceeded';
      else if (ratio >= 0.8) budgetState = 'warning';
      else if (expected > amount) budgetState = 'forecast';
      return {
        id: `budget-${index + 1}`,
        name,
        scope,
        amount,
        currency: 'EUR',
        thresholds: [0.5, 0.8, 1],
        notifyForecast: true,
        recipients,
        // One of them is of the configuration.
        ...(name === 'Payments'
          ? { source: 'configuration' }
          : {
              source: 'portal',
              createdAt: iso(fixture.now - 60 * DAY),
              createdBy: 'user:default/hannah.baker',
            }),
        month: start.slice(0, 7),
        spent,
        ratio,
        forecast: {
          month: start.slice(0, 7),
          expected,
          low: spent + (expected - spent) * 0.9,
          high: spent + (expected - spent) * 1.12,
          method:
            'What is spent, and for the days that are left the mean of the same weekdays of the last 4 weeks; 80% of months end within the interval',
          days: 67,
        },
        state: budgetState,
        reached: [0.5, 0.8, 1].filter(threshold => ratio >= threshold),
        editable: name !== 'Payments',
        trend: Array.from({ length: days }, (_, day) =>
          sum(
            range[0] + day * DAY,
            Math.min(range[1], range[0] + (day + 1) * DAY),
          ),
        ),
      };
    });
}
