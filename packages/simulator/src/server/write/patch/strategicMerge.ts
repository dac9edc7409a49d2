import { badRequest } from '../../../store';
import { isRecord, isSet, mergeKeys } from './listKeys';

const DIRECTIVE = '$patch';
const RETAIN = '$retainKeys';
const DELETE_FROM = '$deleteFromPrimitiveList/';
const ORDER = '$setElementOrder/';

/**
 * Kubernetes' strategic merge patch: maps are merged, `null` deletes, lists of things with a name are
 * merged by it. Shares with the target what stays.
 */
export function strategicMerge(
  target: unknown,
  patch: Record<string, unknown>,
): unknown {
  const base = isRecord(target) ? target : {};
  if (patch[DIRECTIVE] === 'replace') {
    return without(patch, DIRECTIVE);
  }
  if (patch[DIRECTIVE] === 'delete') {
    return {};
  }
  const result: Record<string, unknown> = { ...base };
  const retained = patch[RETAIN];
  if (Array.isArray(retained)) {
    for (const key of Object.keys(result)) {
      if (!retained.includes(key)) {
        delete result[key];
      }
    }
  }
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith(DELETE_FROM)) {
      const field = key.slice(DELETE_FROM.length);
      result[field] = asList(result[field]).filter(
        item => !asList(value).includes(item),
      );
    } else if (key.startsWith('$')) {
      if (key !== RETAIN && key !== DIRECTIVE && !key.startsWith(ORDER)) {
        throw badRequest(`unknown patch directive ${key}`);
      }
    } else if (value === null) {
      delete result[key];
    } else if (Array.isArray(value)) {
      result[key] = mergeList(key, asList(result[key]), value);
    } else if (isRecord(value)) {
      result[key] = strategicMerge(result[key], value);
    } else {
      result[key] = value;
    }
  }
  return result;
}

function mergeList(
  field: string,
  target: readonly unknown[],
  patch: readonly unknown[],
): unknown[] {
  if (isSet(field)) {
    return [...new Set([...target, ...patch])];
  }
  const keys = mergeKeys(field, [...target, ...patch]);
  if (!keys) {
    return patch.filter(item => !isRecord(item) || !item[DIRECTIVE]);
  }
  // The patch strategy names one key, even where apply uses two.
  const [key] = keys;
  if (patch.some(item => isRecord(item) && item[DIRECTIVE] === 'replace')) {
    return patch.filter(item => !isRecord(item) || !item[DIRECTIVE]);
  }
  const result = [...target];
  const added: unknown[] = [];
  for (const item of patch) {
    if (!isRecord(item) || item[key] === undefined) {
      throw badRequest(
        `map: ${JSON.stringify(
          item,
        )} does not contain declared merge key: ${key}`,
      );
    }
    const index = result.findIndex(
      existing => isRecord(existing) && existing[key] === item[key],
    );
    if (item[DIRECTIVE] === 'delete') {
      if (index >= 0) {
        result.splice(index, 1);
      }
    } else if (index >= 0) {
      result[index] = strategicMerge(result[index], item);
    } else {
      added.push(strategicMerge({}, item));
    }
  }
  return [...result, ...added];
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function without(
  value: Record<string, unknown>,
  key: string,
): Record<string, unknown> {
  const { [key]: _removed, ...rest } = value;
  return rest;
}
