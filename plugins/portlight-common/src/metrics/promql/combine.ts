/** By time; null is a gap. */
export type Values = readonly (number | null)[];

/** The sum. */
export function add(values: readonly number[]): number {
  return values.reduce((one, other) => one + other, 0);
}

/** The highest. */
export function highest(values: readonly number[]): number {
  return values.reduce((one, other) => Math.max(one, other));
}

/** The lowest. */
export function lowest(values: readonly number[]): number {
  return values.reduce((one, other) => Math.min(one, other));
}

/** At each time one number for those of the lists that have one; null where none has. */
export function combine(
  lists: readonly Values[],
  of: (values: number[]) => number,
): Values {
  const length = lists.reduce((most, list) => Math.max(most, list.length), 0);
  return Array.from({ length }, (_, index) => {
    const known = lists
      .map(list => list[index])
      .filter(value => value !== null && value !== undefined);
    return known.length === 0 ? null : of(known);
  });
}
