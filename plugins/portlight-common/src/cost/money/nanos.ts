import type { CostAmounts, Nanos } from '../types';

const NANOS = 1e9;
/** Currency units: no node costs more an hour, and sums of many such stay exact. */
const MAXIMUM_AMOUNT = 1_000_000;

/** The value if it is a number of zero or more, else 0: what strangers send is counted only where it can be. */
export function amount(value: number | null | undefined): number {
  return typeof value === 'number' && value > 0 && value < Infinity ? value : 0;
}

/**
 * An amount of currency in whole nanos. Amounts that cannot be (negative, not a number) are 0; those above a million are
 * taken for a million.
 *
 * @param units - units of the currency
 * @public
 */
export function toNanos(units: number): Nanos {
  return Math.round(Math.min(amount(units), MAXIMUM_AMOUNT) * NANOS);
}

/**
 * Nanos as units of the currency.
 *
 * @public
 */
export function fromNanos(nanos: Nanos): number {
  return nanos / NANOS;
}

/**
 * The sum of all of a row's costs.
 *
 * @public
 */
export function totalCost(amounts: Readonly<CostAmounts>): Nanos {
  return (
    amounts.cpuCost +
    amounts.memoryCost +
    amounts.gpuCost +
    amounts.storageCost +
    amounts.loadBalancerCost +
    amounts.networkCost +
    amounts.otherCost
  );
}
