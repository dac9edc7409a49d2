import { forecastMonth } from '../forecast';
import { dayName, dayNumber } from '../forecast/dates';
import { fromNanos } from '../money';
import type {
  BudgetCosts,
  BudgetDefinition,
  BudgetState,
  BudgetStatus,
} from './types';

/** From the best to the worst. */
const STATES: readonly BudgetState[] = [
  'ok',
  'warning',
  'forecast',
  'exceeded',
];

/**
 * How a budget stands.
 *
 * @public
 */
export function assessBudget(
  { amount, thresholds }: Pick<BudgetDefinition, 'amount' | 'thresholds'>,
  costs: BudgetCosts,
): BudgetStatus {
  const month = costs.today.slice(0, 7);
  const byDay = new Map<string, number>();
  for (const { day, cost } of costs.days) {
    byDay.set(day, (byDay.get(day) ?? 0) + cost);
  }
  const trend: number[] = [];
  const last = dayNumber(costs.today);
  for (let day = dayNumber(`${month}-01`); day <= last; day++) {
    trend.push(byDay.get(dayName(day)) ?? 0);
  }
  const spent = trend.reduce((sum, cost) => sum + cost, 0);
  const ratio = fromNanos(spent) / amount;
  const { forecast, reason } = forecastMonth(costs);
  const reached = thresholds.filter(threshold => ratio >= threshold);
  let state: BudgetState = reached.length > 0 ? 'warning' : 'ok';
  if (forecast && fromNanos(forecast.expected) > amount) state = 'forecast';
  if (ratio >= 1) state = 'exceeded';
  return {
    month,
    spent,
    ratio,
    forecast,
    noForecast: reason,
    state,
    reached,
    trend,
  };
}

/**
 * For sorting: the worst state first, and of the same state what has spent the larger share.
 *
 * @public
 */
export function compareBudgets(
  left: Pick<BudgetStatus, 'state' | 'ratio'>,
  right: Pick<BudgetStatus, 'state' | 'ratio'>,
): number {
  return (
    STATES.indexOf(right.state) - STATES.indexOf(left.state) ||
    right.ratio - left.ratio
  );
}
