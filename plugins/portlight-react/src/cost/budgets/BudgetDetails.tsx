import type { Budget } from '@portlight/plugin-portlight-common';
import Button from '@mui/material/Button';
import { useMemo } from 'react';
import {
  Fact,
  Facts,
  formatPercent,
  MutedText,
  Owner,
  Section,
  Sentence,
  Sparkline,
  Status,
  Timestamp,
} from '../../components';
import { DialogFrame } from '../../components/DialogFrame';
import { formatMoney } from '../../components/formats/money';
import { Money } from '../parts';
import { BudgetBar } from './BudgetBar';
import { budgetLook, describeBudget, scopeLabel } from './describeBudgets';

const DAY = 24 * 3_600_000;

/** One budget: what is spent by day, what will be and how that is known, what was reached and who was told. */
export function BudgetDetails(props: {
  budget: Budget;
  mayChange: boolean;
  onEdit(): void;
  onDelete(): void;
  onClose(): void;
}) {
  const { budget, mayChange, onClose } = props;
  const { currency, forecast, month, trend, thresholds, recipients } = budget;
  const { status, word } = budgetLook(budget.state);
  const begin = Date.parse(`${month}-01T00:00:00Z`);
  const points = useMemo(
    () => trend.map((value, index) => ({ at: begin + index * DAY, value })),
    [trend, begin],
  );
  return (
    <DialogFrame
      title={budget.name}
      step={`${scopeLabel(budget.scope)}, ${month}`}
      onClose={onClose}
      actions={
        <>
          {mayChange && (
            <span className="start">
              <Button color="error" onClick={props.onDelete}>
                Delete
              </Button>
            </span>
          )}
          {mayChange && <Button onClick={props.onEdit}>Change</Button>}
          <Button variant="contained" disableElevation onClick={onClose}>
            Close
          </Button>
        </>
      }
    >
      <Sentence small>
        <Status status={status as 'warning'} word={word} />{' '}
        <MutedText>{describeBudget(budget)}</MutedText>
      </Sentence>
      <div style={{ margin: '0 0 20px' }}>
        <BudgetBar budget={budget} />
      </div>
      <Facts>
        <Fact name="Spent">
          <Money amount={budget.spent} currency={currency} /> (
          {formatPercent(budget.ratio)})
        </Fact>
        <Fact name="Amount per month">
          <Money amount={budget.amount} currency={currency} />
        </Fact>
        <Fact name="Expected by the end of the month">
          {forecast ? (
            <>
              <Money amount={forecast.expected} currency={currency} />{' '}
              <MutedText>
                {formatMoney(forecast.low, currency)} to{' '}
                {formatMoney(forecast.high, currency)}
              </MutedText>
            </>
          ) : (
            <MutedText>{budget.noForecast ?? 'not known yet'}</MutedText>
          )}
        </Fact>
        <Fact name="Thresholds">
          {thresholds.length === 0
            ? 'none'
            : thresholds
                .map(
                  value =>
                    `${formatPercent(value)}${
                      budget.reached.includes(value) ? ' reached' : ''
                    }`,
                )
                .join(', ')}
        </Fact>
        <Fact name="Told">
          {recipients.length > 0 ? (
            recipients.map((recipient, index) => (
              <span key={recipient}>
                {index > 0 && ', '}
                <Owner owner={recipient} />
              </span>
            ))
          ) : (
            <MutedText>who owns it</MutedText>
          )}
        </Fact>
        <Fact name="Set">
          {budget.source === 'configuration' ? (
            <MutedText>
              in the configuration of the portal, and changed there only
            </MutedText>
          ) : (
            <>
              {budget.createdAt && <Timestamp time={budget.createdAt} />}
              {budget.createdBy && (
                <>
                  {' '}
                  by <Owner owner={budget.createdBy} />
                </>
              )}
            </>
          )}
        </Fact>
      </Facts>
      {points.length > 1 && (
        <Section title="By day" note="the last one is not over">
          <Sparkline
            label="Cost by day"
            points={points}
            now={points[points.length - 1].at}
            span={{
              milliseconds: (points.length - 1) * DAY,
              words: `${points.length} days`,
            }}
            atLeast={0}
            format={value => formatMoney(value, currency)}
          />
        </Section>
      )}
      {forecast && (
        <p style={{ margin: '12px 0', color: 'var(--portlight-muted)' }}>
          How the forecast is made: {forecast.method}. It stands on{' '}
          {forecast.days} days.
        </p>
      )}
    </DialogFrame>
  );
}
