import {
  isAndCriteria,
  isNotCriteria,
  isOrCriteria,
} from '@backstage/plugin-permission-node';
import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import { PortlightError } from '@portlight/plugin-portlight-common';
import type {
  AmongFilter,
  LabelFilter,
} from '@portlight/plugin-portlight-node';
import type { Narrowing } from './visibility';

/**
 * Criteria with negations only at the filters, so that every part of them is true or false in SQL too, where
 * the negation of a comparison with NULL is not true.
 */
export type Condition<Filter> =
  | { filter: Filter; negated: boolean }
  | { places: Place[] }
  | { all: Condition<Filter>[] }
  | { any: Condition<Filter>[] };

/** A cluster and a namespace in it. */
export type Place = readonly [cluster: string, namespace: string];

type AnyFilter = AmongFilter<string> | LabelFilter;

/** Beyond these the databases refuse a statement, and no policy that was thought about gets there. */
const MAXIMUM_VALUES = 5000;
const MAXIMUM_FILTERS = 500;
const MAXIMUM_DEPTH = 50;

function tooLarge(what: string): PortlightError {
  return new PortlightError({
    code: 'policy-too-large',
    status: 500,
    message: `The portal's policy narrows what you may see by ${what}, more than a query can hold; ask the portal's administrators to decide by owner, label or environment instead`,
  });
}

/** Filters on the same property with the same negation, which are one filter on all of their values. */
function mergeable<Filter extends AnyFilter>(
  condition: Condition<Filter>,
  negated: boolean,
): string | undefined {
  return 'filter' in condition &&
    condition.negated === negated &&
    'values' in condition.filter
    ? condition.filter.property
    : undefined;
}

function merge<Filter extends AnyFilter>(
  conditions: readonly Condition<Filter>[],
  negated: boolean,
): Condition<Filter>[] {
  const values = new Map<string, Set<string>>();
  const rest: Condition<Filter>[] = [];
  for (const condition of conditions) {
    const property = mergeable(condition, negated);
    if (property === undefined) {
      rest.push(condition);
    } else {
      const { filter } = condition as { filter: AmongFilter<string> };
      const known = values.get(property) ?? new Set();
      filter.values.forEach(value => known.add(value));
      values.set(property, known);
    }
  }
  return [
    ...[...values].map(([property, all]) => ({
      filter: { property, values: [...all] } as AnyFilter as Filter,
      negated,
    })),
    ...rest,
  ];
}

function valuesOf<Filter extends AnyFilter>(
  condition: Condition<Filter>,
  ...properties: string[]
): string[] | undefined {
  const property = mergeable(condition, false);
  return property !== undefined && properties.includes(property)
    ? (condition as { filter: AmongFilter<string> }).filter.values
    : undefined;
}

/** The namespaces that a condition names together with their clusters and nothing else. */
function placesOf<Filter extends AnyFilter>(
  condition: Condition<Filter>,
): Place[] | undefined {
  if (!('all' in condition) || condition.all.length !== 2) return undefined;
  const [left, right] = condition.all;
  for (const [one, other] of [
    [left, right],
    [right, left],
  ]) {
    const clusters = valuesOf(one, 'cluster');
    const namespaces = valuesOf(other, 'namespace', 'name');
    if (clusters && namespaces) {
      return clusters.length * namespaces.length <= MAXIMUM_VALUES
        ? clusters.flatMap(cluster =>
            namespaces.map((namespace): Place => [cluster, namespace]),
          )
        : undefined;
    }
  }
  return undefined;
}

/** One list of places instead of many alternatives, which databases would try one by one for every row. */
function gatherPlaces<Filter extends AnyFilter>(
  conditions: readonly Condition<Filter>[],
): Condition<Filter>[] {
  const places: Place[] = [];
  const rest = conditions.filter(condition => {
    const found =
      'places' in condition ? condition.places : placesOf(condition);
    places.push(...(found ?? []));
    return !found;
  });
  return places.length > 0 ? [...rest, { places }] : rest;
}

function combine<Filter extends AnyFilter>(
  parts: readonly Narrowing<Filter>[],
  every: boolean,
): Narrowing<Filter> {
  // `nothing` decides a conjunction and says nothing in a disjunction; `everything` the other way round.
  const [decides, neutral] = every
    ? (['nothing', 'everything'] as const)
    : (['everything', 'nothing'] as const);
  if (parts.includes(decides)) return decides;
  const kind = every ? 'all' : 'any';
  const merged = merge(
    parts.flatMap(part => {
      if (typeof part === 'string') return [];
      return kind in part
        ? (part as Record<string, Condition<Filter>[]>)[kind]
        : [part];
    }),
    every,
  );
  const conditions = every ? merged : gatherPlaces(merged);
  if (conditions.length === 0) return neutral;
  if (conditions.length === 1) return conditions[0];
  return every ? { all: conditions } : { any: conditions };
}

/**
 * What criteria of a policy let through.
 *
 * @throws PortlightError `policy-too-large`
 */
export function readCriteria<Filter extends AnyFilter>(
  criteria: PermissionCriteria<Filter>,
): Narrowing<Filter> {
  const read = (
    part: PermissionCriteria<Filter>,
    negated: boolean,
    depth: number,
  ): Narrowing<Filter> => {
    if (depth > MAXIMUM_DEPTH) {
      throw tooLarge(`conditions ${MAXIMUM_DEPTH} levels deep`);
    }
    const all = (parts: readonly PermissionCriteria<Filter>[]) =>
      parts.map(child => read(child, negated, depth + 1));
    if (isNotCriteria(part)) return read(part.not, !negated, depth + 1);
    if (isAndCriteria(part)) return combine(all(part.allOf), !negated);
    if (isOrCriteria(part)) return combine(all(part.anyOf), negated);
    const filter = part as Filter;
    if ('values' in filter && filter.values.length === 0) {
      return negated ? 'everything' : 'nothing';
    }
    return { filter, negated };
  };
  const narrowing = read(criteria, false, 0);
  if (typeof narrowing !== 'string') checkSize(narrowing);
  return narrowing;
}

function checkSize<Filter extends AnyFilter>(
  condition: Condition<Filter>,
): void {
  let filters = 0;
  let values = 0;
  const add = (part: Condition<Filter>) => {
    if ('places' in part) {
      filters += 1;
      values += 2 * part.places.length;
    } else if ('filter' in part) {
      filters += 1;
      values += 'values' in part.filter ? part.filter.values.length : 1;
    } else {
      ('all' in part ? part.all : part.any).forEach(add);
    }
  };
  add(condition);
  if (values > MAXIMUM_VALUES) throw tooLarge(`${values} values`);
  if (filters > MAXIMUM_FILTERS) throw tooLarge(`${filters} conditions`);
}
