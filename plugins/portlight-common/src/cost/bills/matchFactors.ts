import { apportion } from '../money';
import type { CapacityType, Nanos } from '../types';
import type { BilledKind } from './types';

/** The modelled cost of a kind of node on a day of a cluster. @public */
export interface ModelledAmount {
  /** Empty where the nodes do not tell. */
  instanceType: string;
  /** As the nodes' labels have it. */
  capacityType: CapacityType;
  /** By prices, before any bill. */
  modelled: Nanos;
}

/** What the modelled cost of a kind of node is multiplied by. @public */
export interface DayFactor extends ModelledAmount {
  /** Its part of what was billed; all parts add up to that exactly. */
  billed: Nanos;
  /** Billed by modelled: 1 where the prices were right. */
  factor: number;
}

function keyOf(instanceType: string, capacityType: CapacityType): string {
  return JSON.stringify([instanceType, capacityType]);
}

/** What bills may say about a kind of node, the most exact first. */
function candidates({
  instanceType,
  capacityType,
}: ModelledAmount): [string, CapacityType][] {
  // What does not tell how it was bought was bought on demand.
  const types: CapacityType[] =
    capacityType === 'spot'
      ? ['spot', 'unknown']
      : [...new Set<CapacityType>([capacityType, 'on-demand', 'unknown'])];
  return [instanceType, ''].flatMap(type =>
    types.map((bought): [string, CapacityType] => [type, bought]),
  );
}

/**
 * Holds what was billed for a day of a cluster against what was modelled. Where the bill tells less than the model (no
 * capacity type, or not even the type of machine), kinds of nodes share one amount and one factor.
 *
 * @returns the factors, and the amounts for which nothing was modelled
 *
 * @public
 */
export function matchFactors(
  billed: readonly BilledKind[],
  modelled: readonly ModelledAmount[],
): { factors: DayFactor[]; unmatched: BilledKind[] } {
  const amounts = new Map<
    string,
    { amount: BilledKind; users: ModelledAmount[] }
  >();
  for (const amount of billed) {
    const key = keyOf(amount.instanceType, amount.capacityType);
    const known = amounts.get(key);
    if (known) {
      known.amount = {
        ...known.amount,
        billed: known.amount.billed + amount.billed,
      };
    } else amounts.set(key, { amount, users: [] });
  }
  for (const kind of modelled) {
    const found = candidates(kind)
      .map(([type, bought]) => amounts.get(keyOf(type, bought)))
      .find(amount => amount !== undefined);
    if (kind.modelled > 0) found?.users.push(kind);
  }
  const factors: DayFactor[] = [];
  const unmatched: BilledKind[] = [];
  for (const { amount, users } of amounts.values()) {
    const sum = users.reduce((total, user) => total + user.modelled, 0);
    // A day with more credits than costs would make all its workloads earn money.
    if (sum <= 0 || amount.billed < 0) {
      unmatched.push(amount);
      continue;
    }
    const factor = amount.billed / sum;
    const parts = apportion(
      amount.billed,
      users.map(user => user.modelled),
    );
    users.forEach((user, index) => {
      factors.push({ ...user, billed: parts[index], factor });
    });
  }
  return { factors, unmatched };
}
