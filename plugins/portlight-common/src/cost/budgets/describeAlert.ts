import { fromNanos } from '../money';
import type { BudgetAlert, BudgetDefinition, BudgetStatus } from './types';

/**
 * What somebody reads about a budget.
 *
 * @public
 */
export interface AlertText {
  /** One line, with the name of the budget. */
  title: string;
  /** What is spent and what is expected, in figures. */
  description: string;
  /** As notifications of Backstage have it. */
  severity: 'critical' | 'high' | 'normal';
}

/** Such as `EUR 1,204.50`. */
function formatMoney(amount: number, currency: string): string {
  return `${currency} ${amount.toLocaleString('en-US', {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  })}`;
}

function percent(share: number): string {
  return `${Math.floor(share * 100 + 1e-9)} %`;
}

/**
 * What somebody is told by an alert.
 *
 * @public
 */
export function describeAlert(
  budget: Pick<BudgetDefinition, 'name' | 'amount'>,
  alert: BudgetAlert,
  { spent, ratio, month, forecast }: BudgetStatus,
  currency: string,
): AlertText {
  const money = (amount: number) => formatMoney(amount, currency);
  const so = `${money(fromNanos(spent))} of ${money(budget.amount)} (${percent(
    ratio,
  )}) are spent in ${month}`;
  const then = forecast
    ? `; by its end ${money(
        fromNanos(forecast.expected),
      )} are expected (${money(fromNanos(forecast.low))} to ${money(
        fromNanos(forecast.high),
      )})`
    : '';
  const description = `${so}${then}.`;
  if (alert.kind === 'forecast') {
    return {
      title: `Budget "${budget.name}": more than it allows is expected this month`,
      description,
      severity: 'high',
    };
  }
  return alert.threshold >= 1
    ? {
        title: `Budget "${budget.name}": ${
          alert.threshold === 1 ? 'all of it' : percent(alert.threshold)
        } is spent`,
        description,
        severity: 'critical',
      }
    : {
        title: `Budget "${budget.name}": ${percent(alert.threshold)} is spent`,
        description,
        severity: 'normal',
      };
}
