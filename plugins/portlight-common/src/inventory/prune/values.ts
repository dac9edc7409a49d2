import { intern } from './intern';

/** Longest text that a record keeps of a message. */
export const MAX_MESSAGE = 1024;
/** Longest text of any other field. */
export const MAX_TEXT = 512;
/** Most items of a list and most keys of a map that a record keeps. */
export const MAX_ITEMS = 100;

/** Anything that JSON can say. */
export type Json = unknown;
/** An object of unknown fields. */
export type Fields = { [field: string]: any };

/** The value as an object; an empty one for anything else. */
export function fields(value: Json): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : {};
}

/** The text without what is over the limit. Cut texts are copied: a slice would keep the whole in memory. */
export function cut(value: string, limit: number): string {
  if (value.length <= limit) {
    return value;
  }
  return JSON.parse(JSON.stringify(`${value.slice(0, limit - 1)}…`));
}

/** A text, cut and shared; undefined for anything else. */
export function text(value: Json, limit = MAX_TEXT): string | undefined {
  return typeof value === 'string' ? intern(cut(value, limit)) : undefined;
}

/** A text of its own, cut: for what no two objects share. */
export function uniqueText(value: Json, limit = MAX_TEXT): string | undefined {
  return typeof value === 'string' ? cut(value, limit) : undefined;
}

/** A finite number; undefined for anything else. */
export function number(value: Json): number | undefined {
  return typeof value === 'number' && Number.isFinite(value)
    ? value
    : undefined;
}

/** A boolean; undefined for anything else. */
export function flag(value: Json): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

/** A number or a text, as ports, quantities and percentages are. */
export function numberOrText(value: Json): number | string | undefined {
  return number(value) ?? text(value, 253);
}

/** A map of texts, bounded; undefined when it would be empty. */
export function textMap(
  value: Json,
  options: {
    limit?: number;
    maxItems?: number;
    skip?: (key: string) => boolean;
  } = {},
): Record<string, string> | undefined {
  const { limit = MAX_TEXT, maxItems = MAX_ITEMS, skip } = options;
  const source = fields(value);
  const result: Record<string, string> = {};
  let count = 0;
  for (const key of Object.keys(source)) {
    const item = source[key];
    if (
      typeof item !== 'string' ||
      key === '__proto__' ||
      key.length > 512 ||
      skip?.(key)
    ) {
      continue;
    }
    result[key] = intern(cut(item, limit));
    count += 1;
    if (count >= maxItems) {
      break;
    }
  }
  return count > 0 ? result : undefined;
}

/** A map of quantities (`cpu: 500m`), numbers as texts; undefined when it would be empty. */
export function quantities(value: Json): Record<string, string> | undefined {
  const source = fields(value);
  const result: Record<string, string> = {};
  let count = 0;
  for (const key of Object.keys(source)) {
    const item = source[key];
    if (key === '__proto__' || key.length > 512 || count >= MAX_ITEMS) {
      continue;
    }
    if (typeof item === 'string' || typeof item === 'number') {
      result[key] = intern(cut(String(item), 64));
      count += 1;
    }
  }
  return count > 0 ? result : undefined;
}

/** A copy without the room that pushing leaves for more: a list of one item has it for 17. */
function exact<T>(result: T[]): T[] | undefined {
  return result.length > 0 ? result.slice() : undefined;
}

/** The items that are objects, each pruned, bounded; undefined when it would be empty. */
export function items<T>(
  value: Json,
  prune: (item: Fields) => T | undefined,
  limit = MAX_ITEMS,
): T[] | undefined {
  if (!Array.isArray(value) || value.length === 0) {
    return undefined;
  }
  const result: T[] = [];
  for (const item of value) {
    if (result.length >= limit) {
      break;
    }
    if (typeof item === 'object' && item !== null && !Array.isArray(item)) {
      const kept = prune(item as Fields);
      if (kept !== undefined) {
        result.push(kept);
      }
    }
  }
  return exact(result);
}

/** The items that are texts, cut, bounded; undefined when it would be empty. */
export function texts(value: Json, limit = MAX_ITEMS): string[] | undefined {
  if (!Array.isArray(value)) {
    return undefined;
  }
  const result: string[] = [];
  for (const item of value) {
    if (typeof item === 'string' && result.length < limit) {
      result.push(intern(cut(item, MAX_TEXT)));
    }
  }
  return exact(result);
}

/** What objects with certain fields are copied from, and where those with one field more are found. */
interface Shape {
  readonly fields: readonly string[];
  readonly template: Fields;
  readonly longer: Map<string, Shape>;
}

function shapeOf(names: readonly string[]): Shape {
  return {
    fields: names,
    // Parsed objects have room for exactly their fields, also when they are copied. An object that is filled
    // field by field has room for more: of a mirrored pod an eighth would be such room.
    template: JSON.parse(
      `{${names.map(name => `${JSON.stringify(name)}:null`).join()}}`,
    ),
    longer: new Map(),
  };
}

/** Of all objects that were made; fields are the code's own, so that they are few. */
const NO_FIELDS = shapeOf([]);

/**
 * The object without undefined fields; undefined when none is left. Its fields are those of the code and never
 * those of what was read.
 */
export function compact<T extends Fields>(value: T): T | undefined {
  const names = Object.keys(value);
  let shape = NO_FIELDS;
  for (const name of names) {
    if (value[name] !== undefined) {
      let longer = shape.longer.get(name);
      if (!longer) {
        longer = shapeOf([...shape.fields, name]);
        shape.longer.set(name, longer);
      }
      shape = longer;
    }
  }
  if (shape === NO_FIELDS) {
    return undefined;
  }
  if (shape.fields.length === names.length) {
    return value;
  }
  const result = { ...shape.template };
  for (const name of shape.fields) {
    result[name] = value[name];
  }
  return result as T;
}

/**
 * A small free-form tree (selectors, rules, policies) as it is, bounded in depth, items and text. Undefined
 * where nothing is left.
 */
export function tree(value: Json, depth = 8): any {
  if (typeof value === 'string') {
    return intern(cut(value, MAX_TEXT));
  }
  if (typeof value === 'number') {
    return number(value);
  }
  if (typeof value === 'boolean' || value === null) {
    return value;
  }
  if (depth <= 0 || typeof value !== 'object') {
    return undefined;
  }
  if (Array.isArray(value)) {
    return value
      .slice(0, MAX_ITEMS)
      .map(item => tree(item, depth - 1))
      .filter(item => item !== undefined);
  }
  const result: Fields = {};
  let count = 0;
  for (const key of Object.keys(value)) {
    if (key === '__proto__' || key.length > 512 || count >= MAX_ITEMS) {
      continue;
    }
    const kept = tree((value as Fields)[key], depth - 1);
    if (kept !== undefined) {
      result[key] = kept;
      count += 1;
    }
  }
  return result;
}
