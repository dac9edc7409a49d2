import type { Budget } from '@portlight/plugin-portlight-common';
import { formatPercent, formatQuantity, ownerName } from '../../components';
import { formatMoney } from '../../components/formats/money';
import { SCOPE_KINDS, scopeParts } from './budgetForm';

/** The states of budgets, worst first. */
export const BUDGET_STATES: readonly Budget['state'][] = [
  'exceeded',
  'forecast',
  'warning',
  'ok',
];

const LOOKS: Record<Budget['state'], { status: string; word: string }> = {
  exceeded: { status: 'critical', word: 'Exceeded' },
  forecast: { status: 'warning', word: 'Will not hold' },
  warning: { status: 'warning', word: 'Nearly spent' },
  ok: { status: 'healthy', word: 'Within' },
};

/** How a state looks and reads. */
export const budgetLook = (state: Budget['state']) => LOOKS[state] ?? LOOKS.ok;

/** Whose cost is budgeted: `owner payments`, `namespace shop in prod-eu`. */
export function scopeLabel(scope: Budget['scope']): string {
  const { kind, value, cluster } = scopeParts(scope);
  if (kind === 'fleet') return 'the whole fleet';
  const { label } = SCOPE_KINDS.find(item => item.kind === kind)!;
  const name =
    kind === 'owner' || kind === 'system'
      ? ownerName(value).replace(/^system:(default\/)?/, '')
      : value;
  return `${label.toLowerCase()} ${name}${cluster && ` in ${cluster}`}`;
}

/** What there is to say about one: how far it is over, or will be. */
export function describeBudget(budget: Budget): string {
  const { state, ratio, forecast, amount, currency } = budget;
  if (state === 'exceeded') {
    return `${formatMoney(budget.spent - amount, currency)} over`;
  }
  if (state === 'forecast' && forecast) {
    return `${formatMoney(
      forecast.expected,
      currency,
    )} by the end of the month`;
  }
  return `${formatPercent(ratio)} spent`;
}

const SHOWN = 3;

const list = (names: readonly string[]) => {
  const shown =
    names.length > SHOWN
      ? [...names.slice(0, SHOWN - 1), `${names.length - SHOWN + 1} more`]
      : names;
  return shown.length < 2
    ? shown.join('')
    : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
};

/** The answer of the page: how many budgets hold, and which do not. */
export function describeBudgets(budgets: readonly Budget[]): string {
  if (budgets.length === 0) return 'No budget is set.';
  const named = (state: Budget['state']) =>
    budgets.filter(budget => budget.state === state).map(({ name }) => name);
  const exceeded = named('exceeded');
  const forecast = named('forecast');
  const all = formatQuantity(budgets.length, 'budget');
  if (exceeded.length + forecast.length === 0) {
    return budgets.length === 1 ? 'The only budget holds.' : `All ${all} hold.`;
  }
  const parts = [
    exceeded.length > 0 &&
      `${list(exceeded)} ${exceeded.length === 1 ? 'is' : 'are'} exceeded`,
    forecast.length > 0 && `${list(forecast)} will be before the month ends`,
  ].filter(Boolean);
  return `Of ${all}, ${parts.join('; ')}.`;
}
