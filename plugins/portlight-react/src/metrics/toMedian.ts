/** From so many times the median on (or its reciprocal), a peer is far from the others. */
const FAR = 2;
/** Among fewer peers there are no "others" to be far from. */
const MINIMUM_PEERS = 3;

/** Items, largest first, each beside the median of all; those without a value last. */
export function toMedian<T>(
  items: readonly T[],
  valueOf: (item: T) => number,
): { item: T; times?: number; isFar: boolean }[] {
  const sorted = items
    .map(valueOf)
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median =
    sorted.length % 2 === 0
      ? (sorted[middle - 1] + sorted[middle]) / 2
      : sorted[middle];
  return items
    .map(item => {
      const value = valueOf(item);
      const times =
        median > 0 && Number.isFinite(value) ? value / median : undefined;
      const isFar =
        sorted.length >= MINIMUM_PEERS &&
        times !== undefined &&
        (times >= FAR || times <= 1 / FAR);
      return { item, value, times, isFar };
    })
    .sort((a, b) => {
      if (Number.isNaN(a.value)) return Number.isNaN(b.value) ? 0 : 1;
      return Number.isNaN(b.value) ? -1 : b.value - a.value || 0;
    })
    .map(({ item, times, isFar }) => ({ item, times, isFar }));
}
