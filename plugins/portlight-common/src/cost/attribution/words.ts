import type { AttributionRule } from './types';

/** Where teams are read from unless configured. */
export const DEFAULT_TEAM_RULE: AttributionRule = {
  keys: ['portlight.io/team', 'team', 'app.kubernetes.io/team'],
};

/** Where cost centres are read from unless configured. */
export const DEFAULT_COST_CENTER_RULE: AttributionRule = {
  keys: [
    'portlight.io/cost-center',
    'cost-center',
    'cost-centre',
    'costcenter',
    'cost_center',
  ],
};

/** What is kept of a word at most; annotations may be 256 KiB long. */
const MAXIMUM_LENGTH = 253;

type Words = Readonly<Record<string, string>> | undefined;

/** A word on one line and of bounded length, since it becomes a column, a cell of a table and a key of sums. */
function bounded(value: unknown): string {
  if (typeof value !== 'string') return '';
  // As almost all are; looking for characters by their category takes time.
  if (value.length <= MAXIMUM_LENGTH && /^[!-~]*$/.test(value)) return value;
  return (
    value
      // Before it is looked at: what is cut off is not worth the time.
      .slice(0, 4 * MAXIMUM_LENGTH)
      .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
      .trim()
      .slice(0, MAXIMUM_LENGTH)
      .trim()
  );
}

/**
 * The first word that the objects say by a rule: the first object that says any wins (a workload before its namespace),
 * in it the first key, and an annotation before a label.
 */
export function readWord(
  objects: readonly { annotations: Words; labels: Words }[],
  { keys, values = {} }: AttributionRule,
): string | undefined {
  for (const { annotations, labels } of objects) {
    for (const key of keys) {
      for (const source of [annotations, labels]) {
        const word =
          source && Object.hasOwn(source, key) ? bounded(source[key]) : '';
        if (word) return Object.hasOwn(values, word) ? values[word] : word;
      }
    }
  }
  return undefined;
}
