import {
  apiVersionOf,
  equalValues,
  formatTime,
  type ApiObject,
  type ApiObjectInput,
  type ManagedFieldsEntry,
  type ResourceDefinition,
} from '../../store';
import { fieldValues, fromFieldsV1, toFieldsV1 } from './fieldSets';

/**
 * Notes who set what by a create or update over HTTP. (The simulator's own controllers write past this:
 * their fields belong to nobody.)
 *
 * @param now - milliseconds since the epoch
 */
export function withUpdateManager(
  resource: ResourceDefinition,
  current: ApiObject | undefined,
  input: ApiObjectInput,
  manager: string,
  now: number,
  subresource?: 'status',
): ApiObjectInput {
  const part = subresource ?? (resource.status ? 'spec' : 'all');
  const before = current ? fieldValues(current, part) : new Map();
  const after = fieldValues(input, part);
  const changed = new Set<string>();
  const gone = new Set<string>();
  for (const [path, value] of after) {
    if (!before.has(path) || !equalValues(before.get(path), value)) {
      changed.add(path);
    }
  }
  for (const path of before.keys()) {
    if (!after.has(path)) {
      gone.add(path);
    }
  }
  const existing = current?.metadata.managedFields;
  if (changed.size === 0 && gone.size === 0) {
    return withEntries(input, existing);
  }
  const apiVersion = apiVersionOf(resource);
  const isOwn = (entry: ManagedFieldsEntry) =>
    entry.manager === manager &&
    entry.operation === 'Update' &&
    entry.subresource === subresource;
  const entries: ManagedFieldsEntry[] = [];
  for (const entry of existing ?? []) {
    const fields = fromFieldsV1(entry.fieldsV1);
    const left = [...fields].filter(
      path => !gone.has(path) && (!changed.has(path) || isOwn(entry)),
    );
    if (isOwn(entry)) {
      left.forEach(path => changed.add(path));
    } else if (left.length === fields.size) {
      entries.push(entry);
    } else if (left.length > 0) {
      entries.push({ ...entry, fieldsV1: toFieldsV1(left) });
    }
  }
  if (changed.size > 0) {
    entries.push({
      manager,
      operation: 'Update',
      apiVersion,
      time: formatTime(now),
      fieldsType: 'FieldsV1',
      fieldsV1: toFieldsV1(changed),
      ...(subresource ? { subresource } : {}),
    });
  }
  return withEntries(input, entries);
}

/** The object with these entries, and no field at all where there are none. */
export function withEntries(
  input: ApiObjectInput,
  entries: ManagedFieldsEntry[] | undefined,
): ApiObjectInput {
  const { managedFields: _managedFields, ...metadata } = input.metadata;
  return {
    ...input,
    metadata: entries?.length
      ? { ...metadata, managedFields: entries }
      : metadata,
  };
}
