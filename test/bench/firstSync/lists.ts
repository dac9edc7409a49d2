import { KINDS } from '@portlight/plugin-portlight-common';

/** The kinds of an input; those of CRDs are not on bench clusters. */
export function kindsOf(names: readonly string[] | undefined) {
  return KINDS.filter(
    ({ kind, optional }) => !optional && (!names || names.includes(kind)),
  );
}

/** Does so many at a time. */
export async function inParallel<Item>(
  items: Iterable<Item>,
  limit: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const iterator = items[Symbol.iterator]();
  const worker = async () => {
    for (let next = iterator.next(); !next.done; next = iterator.next()) {
      await work(next.value);
    }
  };
  await Promise.all(Array.from({ length: limit }, worker));
}

/** Lists at the same time, as many as the mirror allows itself. */
export const PARALLEL_LISTS = 8;
