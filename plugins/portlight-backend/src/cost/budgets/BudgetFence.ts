import type { BudgetScope } from '@portlight/plugin-portlight-common';
import type { CostFence } from '../read/CostFence';
import { columnsOf, readTotals } from '../read/readTotals';
import type { CostReader, CostTotalsQuery } from '../store';
import { type BudgetKey, keyOf } from './BudgetCostReader';

/** The rows of a scope, as the database finds them. */
function rowsOf(
  scope: BudgetScope,
): Pick<CostTotalsQuery, 'clusters' | 'where'> {
  const key: BudgetKey | undefined = keyOf(scope);
  return {
    ...(scope.cluster === undefined ? {} : { clusters: [scope.cluster] }),
    ...(key === undefined || key === 'cluster'
      ? {}
      : { where: { [key]: [scope[key] ?? ''] } }),
  };
}

/**
 * Whether whoever asks may see a budget: all that it is for has to be visible, since what is spent of it says what all
 * of that costs. An owner's budget is that owner's, wherever they have something.
 */
export async function seesBudget(
  fence: CostFence,
  scope: BudgetScope,
  reader: Pick<CostReader, 'totals' | 'scopes'>,
  range: { since: number; until: number },
): Promise<boolean> {
  if (fence.isOpen) return true;
  const key = keyOf(scope);
  if (key === undefined) return false;
  const isVisible = (cluster: string) =>
    fence.visible([cluster])?.includes(cluster) ?? false;
  if (key === 'cluster') {
    const { cluster = '' } = scope;
    return isVisible(cluster) && fence.sees({ cluster, class: 'idle' });
  }
  if (key === 'owner' && !fence.seesAll) {
    const { owner } = scope;
    return fence.sees({ cluster: '', class: 'workload', namespace: '', owner });
  }
  const records = await readTotals(reader as CostReader, {
    level: 'day',
    ...range,
    ...rowsOf(scope),
    by: columnsOf([...fence.fields, 'cluster']),
  });
  // Nothing is nobody's to see: a budget's name may say more than its costs.
  return (
    records.length > 0 &&
    records.every(({ keys }) => isVisible(keys.cluster) && fence.sees(keys))
  );
}
