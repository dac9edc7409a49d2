import { aggregateCosts, groupCost } from '../aggregate';
import { parseAggregate } from '../dimensions';
import { Sharing, type SharingContext } from '../Sharing';
import type { CostRecord, SharedCostRecord, SharingOptions } from '../types';

/** Nothing is shared. */
export const NONE: SharingOptions = {
  idle: 'separate',
  namespaces: [],
  labels: [],
  monthlyCost: 0,
  split: 'weighted',
};

/** Rows with their shares and what is left over, without periods unless told otherwise. */
export function shared(
  records: readonly CostRecord[],
  options: Partial<SharingOptions>,
  context: Partial<SharingContext> = {},
): SharedCostRecord[] {
  const sharing = new Sharing(records, {
    options: { ...NONE, ...options },
    periodOf: () => 0,
    across: 'fleet',
    dimensions: parseAggregate(['namespace']),
    ...context,
  });
  return [...sharing.apply(records), ...sharing.leftovers()];
}

/** What each thing costs. */
export function byName(
  records: readonly SharedCostRecord[],
  aggregate: string[],
) {
  const groups = aggregateCosts(records, parseAggregate(aggregate));
  return Object.fromEntries(
    [...groups.values()].map(group => [
      group.values.join('/'),
      groupCost(group),
    ]),
  );
}
