import type {
  AlertPlan,
  BudgetAlert,
  BudgetDefinition,
  BudgetStatus,
  RecordedAlert,
} from './types';

/**
 * Which alerts of a month are due, each of them once: of several that are reached together one says it all, the forecast
 * or else the highest share. Nothing is sent again when costs fall and rise; only another amount makes what it does not
 * reach any more new.
 *
 * @param recorded - of this budget and month
 * @public
 */
export function planAlerts(
  budget: Pick<BudgetDefinition, 'amount' | 'notifyForecast'>,
  status: Pick<BudgetStatus, 'reached' | 'state'>,
  recorded: readonly RecordedAlert[],
): AlertPlan {
  const isReached = ({ kind, threshold }: BudgetAlert) =>
    kind === 'spent'
      ? status.reached.includes(threshold)
      : status.state === 'forecast' || status.state === 'exceeded';
  const rearmed = recorded.filter(
    alert => alert.amount !== budget.amount && !isReached(alert),
  );
  const known = recorded.filter(alert => !rearmed.includes(alert));
  const highest = Math.max(
    0,
    ...known
      .filter(({ kind }) => kind === 'spent')
      .map(({ threshold }) => threshold),
  );
  const fresh = status.reached.filter(
    threshold =>
      !known.some(
        alert => alert.kind === 'spent' && alert.threshold === threshold,
      ),
  );
  const top = Math.max(0, ...fresh);
  const spent = (threshold: number): BudgetAlert => ({
    kind: 'spent',
    threshold,
  });
  let due: BudgetAlert[] = top > highest ? [spent(top)] : [];
  if (
    budget.notifyForecast &&
    status.state === 'forecast' &&
    !known.some(({ kind }) => kind === 'forecast')
  ) {
    // It says what is spent too.
    due = [{ kind: 'forecast', threshold: 1 }];
  }
  const isDue = (threshold: number) =>
    due.some(alert => alert.kind === 'spent' && alert.threshold === threshold);
  return {
    due,
    covered: fresh.filter(threshold => !isDue(threshold)).map(spent),
    rearmed: rearmed.map(({ kind, threshold }) => ({ kind, threshold })),
  };
}
