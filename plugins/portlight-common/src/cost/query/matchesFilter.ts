import { labelValue, readKey, UNALLOCATED } from './dimensions';
import type {
  CostFilter,
  CostKeys,
  FilterComparison,
  FilterField,
  FilterOperator,
} from './types';

const COMPARE: Record<
  FilterOperator,
  (text: string, value: string) => boolean
> = {
  equals: (text, value) => text === value,
  contains: (text, value) => text.includes(value),
  startsWith: (text, value) => text.startsWith(value),
  endsWith: (text, value) => text.endsWith(value),
};

/** What of a row a comparison looks at; several for services and for names of labels. */
function subjects(
  keys: CostKeys,
  { field, key }: FilterComparison,
): readonly string[] {
  if (field === 'service') return keys.services ?? [];
  if (field === 'label' || field === 'annotation') {
    const map = (field === 'label' ? keys.labels : keys.annotations) ?? {};
    if (key === undefined) return Object.keys(map);
    const value = labelValue(map, key);
    return value === undefined ? [] : [value];
  }
  const value = field === 'class' ? keys.class : readKey(keys, field);
  return value === undefined ? [] : [value];
}

/** Kinds have the same name in small letters, as OpenCost and its clients write them. */
function folded(field: FilterField, text: string): string {
  return field === 'kind' ? text.toLowerCase() : text;
}

function compares(keys: CostKeys, comparison: FilterComparison): boolean {
  const { operator, field } = comparison;
  const found = subjects(keys, comparison).map(text => folded(field, text));
  const values = comparison.values.map(value => folded(field, value));
  const compare = COMPARE[operator];
  return values.some(value =>
    found.length === 0
      ? operator === 'equals' && (value === UNALLOCATED || value === '')
      : found.some(text => compare(text, value)),
  );
}

/** Whether a row passes a filter. What has no such property equals `__unallocated__` and nothing else. @public */
export function matchesFilter(
  filter: CostFilter | undefined,
  keys: CostKeys,
): boolean {
  if (filter === undefined) return true;
  if ('all' in filter)
    return filter.all.every(part => matchesFilter(part, keys));
  if ('any' in filter)
    return filter.any.some(part => matchesFilter(part, keys));
  return compares(keys, filter) !== filter.negated;
}

/** The fields that a filter looks at. @public */
export function filterFields(filter: CostFilter | undefined): Set<FilterField> {
  if (filter === undefined) return new Set();
  if ('field' in filter) return new Set([filter.field]);
  const parts = 'all' in filter ? filter.all : filter.any;
  return new Set(parts.flatMap(part => [...filterFields(part)]));
}
