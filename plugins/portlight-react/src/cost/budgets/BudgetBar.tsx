import type { Budget } from '@portlight/plugin-portlight-common';
import { styled } from '@mui/material/styles';
import { formatPercent } from '../../components';
import { formatMoney } from '../../components/formats/money';

const Frame = styled('span')({
  position: 'relative',
  display: 'block',
  height: 14,
  minWidth: 80,
  '& .track, & .spent, & .forecast, & .amount': { position: 'absolute' },
  '& .track': {
    inset: '4px 0',
    borderRadius: 3,
    background: 'var(--portlight-track)',
  },
  '& .spent': {
    top: 4,
    bottom: 4,
    left: 0,
    borderRadius: 3,
    background: 'var(--portlight-primary)',
  },
  '& .spent[data-state="exceeded"]': { background: 'var(--portlight-bad)' },
  // Outlined: it is not money yet.
  '& .forecast': {
    top: 4,
    bottom: 4,
    border: '1px solid var(--portlight-muted)',
    borderLeft: 0,
    borderRadius: '0 3px 3px 0',
  },
  '& .amount': {
    top: 0,
    bottom: 0,
    width: 2,
    marginLeft: -1,
    background: 'var(--portlight-text)',
  },
});

/** What is spent (filled), what will be at the end of the month (outlined), and the amount (the line). */
export function BudgetBar({ budget }: { budget: Budget }) {
  const { spent, amount, forecast, currency, state } = budget;
  const expected = Math.max(spent, forecast?.expected ?? 0);
  // A little room at the right, so that the line of the amount is never the edge.
  const whole = Math.max(amount, expected) * 1.04;
  const at = (value: number) =>
    `${Math.min(100, Math.max(0, (value / whole) * 100))}%`;
  const text = [
    `${formatMoney(spent, currency)} spent of ${formatMoney(
      amount,
      currency,
    )} (${formatPercent(spent / amount)})`,
    forecast &&
      `${formatMoney(forecast.expected, currency)} expected by the end of ${
        forecast.month
      }`,
  ]
    .filter(Boolean)
    .join(', ');
  return (
    <Frame role="img" aria-label={text} title={text}>
      <span className="track" />
      {expected > spent && (
        <span
          className="forecast"
          style={{ left: at(spent), width: at(expected - spent) }}
        />
      )}
      <span className="spent" data-state={state} style={{ width: at(spent) }} />
      <span className="amount" style={{ left: at(amount) }} />
    </Frame>
  );
}
