import type { HistoryValues } from '../history';

/** Seconds without a sample that are no gap: most is measured once a minute, and not on the second. */
const LONGEST_PAUSE = 90;

/** Fills what is no gap but the time between two samples, with the value before it. */
export function bridge(
  values: Readonly<HistoryValues>,
  step: number,
): HistoryValues {
  const most = Math.floor(LONGEST_PAUSE / step);
  const filled = [...values];
  let before = -1;
  for (let index = 0; index < values.length; index++) {
    if (values[index] === null) continue;
    if (before >= 0 && index - before - 1 <= most) {
      filled.fill(values[before], before + 1, index);
    }
    before = index;
  }
  return filled;
}

/** The sum at each time; null where none has a value. */
export function addUp(
  lists: readonly Readonly<HistoryValues>[],
): HistoryValues {
  const length = Math.max(0, ...lists.map(list => list.length));
  return Array.from({ length }, (_, index) => {
    let sum: number | null = null;
    for (const list of lists) {
      const value = list[index];
      if (value !== null && value !== undefined) sum = (sum ?? 0) + value;
    }
    return sum;
  });
}

/** The newest value that there is. */
export function lastOf(values: Readonly<HistoryValues>): number | undefined {
  return values.findLast(value => value !== null) ?? undefined;
}
