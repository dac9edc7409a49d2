import {
  isAtomic,
  isRecord,
  isSet,
  itemKey,
  mergeKeys,
} from './patch/listKeys';

/**
 * The fields somebody owns: paths whose steps (`f:spec`, `k:{"name":"app"}`, `v:"x"`) are joined by newlines.
 */
export type FieldSet = Set<string>;

/** Each owned path with the value it has. */
export type FieldValues = Map<string, unknown>;

const IDENTITY = new Set([
  'name',
  'namespace',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'managedFields',
  'selfLink',
]);

/** Maps whose keys the user makes up: owning such a map is a fact of its own. */
const USER_MAPS = new Set([
  'f:labels',
  'f:annotations',
  'f:data',
  'f:limits',
  'f:requests',
  'f:matchLabels',
]);

/**
 * Every field of an object that somebody can own, with its value.
 *
 * @param part - `spec`: without status; `status`: nothing else
 */
export function fieldValues(
  object: Readonly<Record<string, unknown>>,
  part: 'spec' | 'status' | 'all',
): FieldValues {
  const values: FieldValues = new Map();
  for (const [field, value] of Object.entries(object)) {
    if (field === 'apiVersion' || field === 'kind') {
      continue;
    }
    if (part !== 'all' && (field === 'status') !== (part === 'status')) {
      continue;
    }
    if (field === 'metadata' && isRecord(value)) {
      for (const [key, entry] of Object.entries(value)) {
        if (!IDENTITY.has(key)) {
          collect(entry, `f:metadata\nf:${key}`, key, values);
        }
      }
    } else {
      collect(value, `f:${field}`, field, values);
    }
  }
  return values;
}

function collect(
  value: unknown,
  path: string,
  field: string,
  values: FieldValues,
): void {
  if (value === undefined) {
    return;
  }
  if (isRecord(value) && !isAtomic(field) && Object.keys(value).length > 0) {
    if (USER_MAPS.has(`f:${field}`)) {
      values.set(path, undefined);
    }
    for (const [key, entry] of Object.entries(value)) {
      collect(entry, `${path}\nf:${key}`, key, values);
    }
    return;
  }
  if (Array.isArray(value) && isSet(field)) {
    for (const entry of value) {
      values.set(`${path}\nv:${JSON.stringify(entry)}`, entry);
    }
    return;
  }
  const keys = Array.isArray(value) ? mergeKeys(field, value) : undefined;
  if (Array.isArray(value) && keys && value.every(isRecord)) {
    for (const item of value) {
      const itemPath = `${path}\nk:${itemKey(item, keys)}`;
      // The item itself: whoever owns it may take it away.
      values.set(itemPath, undefined);
      for (const [key, entry] of Object.entries(item)) {
        collect(entry, `${itemPath}\nf:${key}`, key, values);
      }
    }
    return;
  }
  values.set(path, value);
}

/** A set as `fieldsV1` writes it. */
export function toFieldsV1(fields: Iterable<string>): Record<string, unknown> {
  const root: Record<string, any> = {};
  for (const path of [...fields].sort()) {
    let node = root;
    for (const step of path.split('\n')) {
      node[step] ??= {};
      node = node[step];
    }
    node['.'] = {};
  }
  trim(root);
  return root;
}

/** A leaf is `{}`; only what is owned besides its own fields carries the dot. */
function trim(node: Record<string, any>): void {
  if (Object.keys(node).length === 1 && node['.']) {
    delete node['.'];
    return;
  }
  for (const [step, child] of Object.entries(node)) {
    if (step !== '.') {
      trim(child);
    }
  }
}

/** Reads `fieldsV1`. */
export function fromFieldsV1(fields: Readonly<Record<string, any>>): FieldSet {
  const paths: FieldSet = new Set();
  const walk = (node: Record<string, any>, path: string) => {
    const steps = Object.keys(node);
    if (path !== '' && (steps.length === 0 || node['.'])) {
      paths.add(path);
    }
    for (const step of steps) {
      if (step !== '.' && isRecord(node[step])) {
        walk(node[step], path ? `${path}\n${step}` : step);
      }
    }
  };
  walk(fields, '');
  return paths;
}

/** A path as conflicts name it: `.spec.template.spec.containers[name="a"].image`. */
export function describePath(path: string): string {
  return path
    .split('\n')
    .map(step => {
      if (step.startsWith('f:')) {
        return `.${step.slice(2)}`;
      }
      if (step.startsWith('k:')) {
        const key = JSON.parse(step.slice(2)) as Record<string, unknown>;
        return `[${Object.entries(key)
          .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
          .join(',')}]`;
      }
      return `[=${step.slice(2)}]`;
    })
    .join('');
}
