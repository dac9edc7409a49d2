import { NAME, type Column } from './Column';
import { COLUMNS } from './columns';
import type { ApiObject, ResourceDefinition } from '../../store';

/** How a client wants tables. */
export interface TableOptions {
  /** `None`, `Metadata` or `Object`: what comes with each row. */
  includeObject: string;
  /** Milliseconds since the epoch: ages count from here. */
  now: number;
}

/** What kubectl shows of kinds that have no columns of their own. */
const GENERIC: readonly Column[] = [
  NAME,
  {
    name: 'Created At',
    type: 'date',
    cell: object => object.metadata.creationTimestamp,
  },
];

function columnsOf(resource: ResourceDefinition): readonly Column[] {
  return COLUMNS[`${resource.group}/${resource.kind}`] ?? GENERIC;
}

/** `columnDefinitions` of a kind's table. */
export function tableDefinition(resource: ResourceDefinition): unknown[] {
  return columnsOf(resource).map(column => ({
    name: column.name,
    type: column.type ?? 'string',
    format: column.format ?? '',
    description: column.description ?? column.name,
    priority: column.priority ?? 0,
  }));
}

/** One object's row. */
export function tableRow(
  resource: ResourceDefinition,
  object: ApiObject,
  { includeObject, now }: TableOptions,
): unknown {
  const cells = columnsOf(resource).map(
    column => column.cell(object, now) ?? '',
  );
  if (includeObject === 'None') {
    return { cells, object: null };
  }
  return {
    cells,
    object:
      includeObject === 'Object'
        ? object
        : {
            kind: 'PartialObjectMetadata',
            apiVersion: 'meta.k8s.io/v1',
            metadata: object.metadata,
          },
  };
}

/** The row of a bookmark, which is about no object. */
export function emptyRow(
  resource: ResourceDefinition,
  options: TableOptions,
): { cells: unknown[] } {
  const nothing = { metadata: {} } as ApiObject;
  return {
    cells: columnsOf(resource).map(
      column => column.cell(nothing, options.now) ?? '',
    ),
  };
}
