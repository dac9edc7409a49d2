import type { ChartLine, ChartMark, ChartRange, LineValues } from './model';

/** The index of the time nearest to `at`; undefined where there are none. */
export function nearestIndex(
  times: readonly number[],
  at: number,
): number | undefined {
  if (times.length === 0) return undefined;
  let low = 0;
  let high = times.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] < at) low = middle + 1;
    else high = middle;
  }
  return low > 0 && at - times[low - 1] <= times[low] - at ? low - 1 : low;
}

/** The last value that is known, and when; nothing older than `reach` points: then it is not known now. */
export function latest(
  values: LineValues,
  reach = 3,
): { value: number; index: number } | undefined {
  const first = Math.max(0, values.length - reach);
  for (let index = values.length - 1; index >= first; index--) {
    const value = values[index];
    if (value !== null && Number.isFinite(value)) return { value, index };
  }
  return undefined;
}

/** Values of a line for a picture: what is no number is a gap. */
export const finite = (value: number | null | undefined): number | null =>
  value !== null && value !== undefined && Number.isFinite(value)
    ? value
    : null;

/**
 * The values of an earlier time, laid over the times shown.
 *
 * @param shift - milliseconds that they are earlier
 */
export function alignEarlier(
  times: readonly number[],
  earlier: { times: readonly number[]; values: LineValues },
  shift: number,
): LineValues {
  const step = times.length > 1 ? times[1] - times[0] : Infinity;
  return times.map(at => {
    const wanted = at - shift;
    const index = nearestIndex(earlier.times, wanted);
    // Nothing was measured near that time: a gap, not the next best value.
    return index === undefined ||
      Math.abs(earlier.times[index] - wanted) > step / 2
      ? null
      : finite(earlier.values[index]);
  });
}

/** Lines together, value by value; a gap only where all have one. */
export function sumLines(lines: readonly LineValues[]): (number | null)[] {
  const length = Math.max(0, ...lines.map(values => values.length));
  return Array.from({ length }, (_, index) =>
    lines.reduce<number | null>((sum, values) => {
      const value = finite(values[index]);
      return value === null ? sum : (sum ?? 0) + value;
    }, null),
  );
}

/** Largest first, by what they are now, else by what they were. */
export function byLatest<T>(
  items: readonly T[],
  valuesOf: (item: T) => LineValues,
): T[] {
  return items
    .map(item => {
      const values = valuesOf(item);
      return { item, value: latest(values, values.length)?.value ?? -Infinity };
    })
    .sort((a, b) => b.value - a.value || 0)
    .map(({ item }) => item);
}

/** So much of the width lies between two marks that are drawn as two. */
const MARK_DISTANCE = 0.012;

/** Marks that would lie on each other, together: where, and all that happened there. */
export function groupMarks(
  marks: readonly ChartMark[],
  range: ChartRange,
): { at: number; marks: ChartMark[] }[] {
  const distance = (range.end - range.start) * MARK_DISTANCE;
  const groups: { at: number; marks: ChartMark[] }[] = [];
  for (const mark of [...marks].sort((a, b) => a.at - b.at)) {
    if (mark.at < range.start || mark.at > range.end) continue;
    const last = groups[groups.length - 1];
    if (last && mark.at - last.at < distance) last.marks.push(mark);
    else groups.push({ at: mark.at, marks: [mark] });
  }
  return groups;
}

/** Labels at the ends of lines, moved apart as little as keeps them legible, inside the picture. */
export function placeLabels<T extends { y: number }>(
  labels: readonly T[],
  lineHeight: number,
  box: { top: number; bottom: number },
): T[] {
  const placed = labels.map(label => ({ ...label })).sort((a, b) => a.y - b.y);
  let above = box.top;
  for (const label of placed) {
    label.y = Math.max(label.y, above);
    above = label.y + lineHeight;
  }
  let below = box.bottom;
  for (const label of placed.reverse()) {
    label.y = Math.min(label.y, below);
    below = label.y - lineHeight;
  }
  return placed.reverse();
}

/** A sentence for those who do not see the picture. */
export function describeLine(
  line: ChartLine,
  format: (value: number) => string,
): string {
  const known = line.values.filter(
    (value): value is number => value !== null && Number.isFinite(value),
  );
  if (known.length === 0) return `${line.label}: no values.`;
  const low = known.reduce((a, b) => Math.min(a, b));
  const high = known.reduce((a, b) => Math.max(a, b));
  return `${line.label}: now ${format(
    known[known.length - 1],
  )}, lowest ${format(low)}, highest ${format(high)}.`;
}
