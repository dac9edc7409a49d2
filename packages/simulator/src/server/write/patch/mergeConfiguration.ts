import type { ApiObject, ApiObjectInput } from '../../../store';
import { isAtomic, isRecord, isSet, itemKey, mergeKeys } from './listKeys';

/** What is applied laid over what is there. Shares what stays. */
export function mergeConfiguration(
  current: ApiObject,
  configuration: ApiObjectInput,
): ApiObjectInput {
  return merge('', current, configuration) as ApiObjectInput;
}

function merge(field: string, target: unknown, wanted: unknown): unknown {
  if (isRecord(wanted)) {
    if (!isRecord(target) || isAtomic(field)) {
      return wanted;
    }
    const result: Record<string, unknown> = { ...target };
    for (const [key, value] of Object.entries(wanted)) {
      result[key] = merge(key, result[key], value);
    }
    return result;
  }
  if (Array.isArray(wanted) && Array.isArray(target)) {
    return mergeLists(field, target, wanted);
  }
  return wanted;
}

function mergeLists(
  field: string,
  target: readonly unknown[],
  wanted: readonly unknown[],
): unknown[] {
  if (isSet(field)) {
    return [...new Set([...target, ...wanted])];
  }
  const keys = mergeKeys(field, [...target, ...wanted]);
  if (!keys || ![...target, ...wanted].every(isRecord)) {
    return [...wanted];
  }
  const keyOf = (item: unknown) =>
    itemKey(item as Record<string, unknown>, keys);
  const byKey = new Map(wanted.map(item => [keyOf(item), item]));
  const result = target.map(item => {
    const other = byKey.get(keyOf(item));
    byKey.delete(keyOf(item));
    return other === undefined ? item : merge('', item, other);
  });
  return [...result, ...byKey.values()];
}

/** The object without the fields at these paths (see `FieldSet`). */
export function removeFields(
  object: ApiObjectInput,
  paths: ReadonlySet<string>,
): ApiObjectInput {
  let result: unknown = object;
  // Deepest first: an item goes after its fields, and only when it is to go itself.
  for (const path of [...paths].sort((a, b) => b.length - a.length)) {
    result = remove(result, path.split('\n'), '');
  }
  return result as ApiObjectInput;
}

function remove(
  value: unknown,
  steps: readonly string[],
  field: string,
): unknown {
  const [step, ...rest] = steps;
  if (step.startsWith('f:')) {
    const key = step.slice(2);
    if (!isRecord(value) || value[key] === undefined) {
      return value;
    }
    if (rest.length === 0) {
      const { [key]: _removed, ...left } = value;
      return left;
    }
    return { ...value, [key]: remove(value[key], rest, key) };
  }
  if (!Array.isArray(value)) {
    return value;
  }
  if (step.startsWith('v:')) {
    const gone = JSON.parse(step.slice(2));
    return value.filter(item => item !== gone);
  }
  const keys = mergeKeys(field, value) ?? [];
  const isIt = (item: unknown) =>
    isRecord(item) && `k:${itemKey(item, keys)}` === step;
  return rest.length === 0
    ? value.filter(item => !isIt(item))
    : value.map(item => (isIt(item) ? remove(item, rest, '') : item));
}
