import type { Nanos } from '../types';
import { amount } from './nanos';

/**
 * Divides a whole number by weights into whole numbers that sum to it exactly: each its exact share rounded down, and
 * what is left goes to the largest fractions (ties to the first). Every part is within one of its exact share.
 *
 * @param total - a whole number of zero or more, up to 2^53
 * @param weights - of zero or more; others count as 0
 * @returns all 0 where there is no weight: then nothing can be divided
 * @public
 */
export function apportion(total: Nanos, weights: ArrayLike<number>): Nanos[] {
  const count = weights.length;
  const parts = new Array<Nanos>(count).fill(0);
  let largest = 0;
  for (let index = 0; index < count; index++) {
    largest = Math.max(largest, amount(weights[index]));
  }
  if (largest === 0 || total === 0) return parts;
  // By the largest one first: the sum of huge weights would be infinite.
  let sum = 0;
  for (let index = 0; index < count; index++) {
    sum += amount(weights[index]) / largest;
  }
  const shareOf = (index: number) =>
    total * (amount(weights[index]) / largest / sum);
  let left = total;
  for (let index = 0; index < count; index++) {
    parts[index] = Math.floor(shareOf(index));
    left -= parts[index];
  }
  if (left === 0) return parts;
  const fractions = parts.map((part, index) => shareOf(index) - part);
  const candidates = [...parts.keys()].filter(
    index => amount(weights[index]) > 0,
  );
  candidates.sort((a, b) => fractions[b] - fractions[a] || a - b);
  // More than one round, or back, only where shares are so large that a double has no fractions left.
  while (left > 0) {
    for (let at = 0; at < candidates.length && left > 0; at++, left--) {
      parts[candidates[at]] += 1;
    }
  }
  const last = candidates.length - 1;
  for (let at = last; left < 0; at = at > 0 ? at - 1 : last) {
    if (parts[candidates[at]] > 0) {
      parts[candidates[at]] -= 1;
      left += 1;
    }
  }
  return parts;
}
