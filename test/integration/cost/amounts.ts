import type { CostItem } from '@portlight/plugin-portlight-common';

/** Money is whole billionths: compared as such, it is equal or not. */
export const nanos = (amount: number) => Math.round(amount * 1e9);

export const sum = (values: readonly number[]) =>
  values.reduce((a, b) => a + b, 0);

/** What a row is called that has the same value for all that it is aggregated by. */
export const shortName = (name: string) =>
  name.replace(/^(__\w+__)\/\1$/, '$1');

/** Totals of rows by their names, in billionths; those that cost nothing are left out. */
export const totals = (items: readonly CostItem[]) =>
  Object.fromEntries(
    items
      .map(item => [shortName(item.name), nanos(item.amounts.total)] as const)
      .filter(([, total]) => total !== 0),
  );

/** The same of amounts. */
export const inNanos = (amounts: Record<string, number>) =>
  Object.fromEntries(
    Object.entries(amounts)
      .map(([name, amount]) => [name, nanos(amount)] as const)
      .filter(([, total]) => total !== 0),
  );

/** An answer as it is whatever the order in which a database adds doubles up or has lines that cost the same. */
export function comparable(answer: { lines?: object[] }): unknown {
  const rounded = JSON.parse(
    JSON.stringify(answer, (_, value) =>
      typeof value === 'number' ? Number(value.toPrecision(9)) : value,
    ),
  );
  const asText = (line: object) => JSON.stringify(line);
  rounded.lines?.sort((a: object, b: object) =>
    asText(a) < asText(b) ? -1 : 1,
  );
  return rounded;
}
