import {
  ApiError,
  apiVersionOf,
  equalValues,
  formatTime,
  type ApiObject,
  type ApiObjectInput,
  type ManagedFieldsEntry,
  type ResourceDefinition,
} from '../../../store';
import {
  describePath,
  fieldValues,
  fromFieldsV1,
  toFieldsV1,
  type FieldSet,
} from '../fieldSets';
import { withEntries } from '../managedFields';
import { mergeConfiguration, removeFields } from './mergeConfiguration';

/** One server-side apply. */
export interface Application {
  resource: ResourceDefinition;
  current: ApiObject | undefined;
  configuration: ApiObjectInput;
  manager: string;
  force: boolean;
  /** Milliseconds since the epoch. */
  now: number;
  subresource?: 'status';
}

interface Conflict {
  entry: ManagedFieldsEntry;
  path: string;
}

/**
 * The object that a server-side apply leads to.
 *
 * @throws ApiError `Conflict` when others own fields that would get another value, unless forced
 */
export function applyConfiguration(application: Application): ApiObjectInput {
  const { resource, current, configuration, manager, subresource } =
    application;
  const part = subresource ?? (resource.status ? 'spec' : 'all');
  const wanted = fieldValues(configuration, part);
  const own = (entry: ManagedFieldsEntry) =>
    entry.manager === manager &&
    entry.operation === 'Apply' &&
    entry.subresource === subresource;
  const entries = current ? existingEntries(resource, current) : [];
  const others = entries
    .filter(entry => !own(entry))
    .map(entry => ({ entry, fields: fromFieldsV1(entry.fieldsV1) }));
  const actual = current ? fieldValues(current, part) : new Map();
  const conflicts: Conflict[] = [];
  for (const { entry, fields } of others) {
    for (const [path, value] of wanted) {
      if (
        value !== undefined &&
        fields.has(path) &&
        !equalValues(actual.get(path), value)
      ) {
        conflicts.push({ entry, path });
      }
    }
  }
  if (conflicts.length > 0 && !application.force) {
    throw conflictError(conflicts);
  }
  const taken = new Set(conflicts.map(({ path }) => path));
  const kept = others
    .map(({ entry, fields }) => withoutFields(entry, fields, taken))
    .filter(entry => entry !== undefined);
  const previous = entries.find(own);
  const dropped = previous
    ? droppedFields(previous, wanted, others)
    : new Set<string>();
  const merged = current
    ? removeFields(mergeConfiguration(current, configuration), dropped)
    : configuration;
  const fieldsV1 = toFieldsV1(wanted.keys());
  const mine: ManagedFieldsEntry = {
    manager,
    operation: 'Apply',
    apiVersion: apiVersionOf(resource),
    // The same fields once more are no news.
    time:
      previous && equalValues(previous.fieldsV1, fieldsV1)
        ? previous.time
        : formatTime(application.now),
    fieldsType: 'FieldsV1',
    fieldsV1,
    ...(subresource ? { subresource } : {}),
  };
  const all = [...kept, mine];
  return withEntries(merged, [
    ...all.filter(({ operation }) => operation === 'Apply'),
    ...all.filter(({ operation }) => operation === 'Update'),
  ]);
}

/** What nobody is known to have set counts as set before the first apply. */
function existingEntries(
  resource: ResourceDefinition,
  current: ApiObject,
): readonly ManagedFieldsEntry[] {
  return (
    current.metadata.managedFields ?? [
      {
        manager: 'before-first-apply',
        operation: 'Update',
        apiVersion: apiVersionOf(resource),
        time: current.metadata.creationTimestamp,
        fieldsType: 'FieldsV1',
        fieldsV1: toFieldsV1(fieldValues(current, 'all').keys()),
      },
    ]
  );
}

function withoutFields(
  entry: ManagedFieldsEntry,
  fields: FieldSet,
  taken: ReadonlySet<string>,
): ManagedFieldsEntry | undefined {
  const left = [...fields].filter(path => !taken.has(path));
  if (left.length === fields.size) {
    return entry;
  }
  return left.length > 0 ? { ...entry, fieldsV1: toFieldsV1(left) } : undefined;
}

/** What this manager set before and does not want any more, unless somebody else does. */
function droppedFields(
  previous: ManagedFieldsEntry,
  wanted: ReadonlyMap<string, unknown>,
  others: readonly { fields: FieldSet }[],
): Set<string> {
  return new Set(
    [...fromFieldsV1(previous.fieldsV1)].filter(
      path =>
        !wanted.has(path) && !others.some(({ fields }) => fields.has(path)),
    ),
  );
}

function conflictError(conflicts: readonly Conflict[]): ApiError {
  const who = ({ entry }: Conflict) =>
    `${JSON.stringify(entry.manager)}${
      entry.subresource
        ? ` with subresource ${JSON.stringify(entry.subresource)}`
        : ''
    }${entry.operation === 'Update' ? ` using ${entry.apiVersion}` : ''}`;
  const sorted = [...conflicts].sort((left, right) =>
    describePath(left.path) < describePath(right.path) ? -1 : 1,
  );
  const byManager = new Map<string, string[]>();
  for (const conflict of sorted) {
    const paths = byManager.get(who(conflict)) ?? [];
    paths.push(describePath(conflict.path));
    byManager.set(who(conflict), paths);
  }
  const message =
    sorted.length === 1
      ? `Apply failed with 1 conflict: conflict with ${who(
          sorted[0],
        )}: ${describePath(sorted[0].path)}`
      : `Apply failed with ${sorted.length} conflicts: ${[...byManager]
          .sort(([left], [right]) => (left < right ? -1 : 1))
          .map(
            ([name, paths]) =>
              `conflicts with ${name}:\n${paths
                .map(path => `- ${path}`)
                .join('\n')}`,
          )
          .join('\n')}`;
  return new ApiError(409, 'Conflict', message, {
    causes: sorted.map(conflict => ({
      reason: 'FieldManagerConflict',
      message: `conflict with ${who(conflict)}`,
      field: describePath(conflict.path),
    })),
  });
}
