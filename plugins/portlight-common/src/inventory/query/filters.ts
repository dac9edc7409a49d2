import { PortlightError } from '../../api/PortlightApi';
import type { ObjectQuery } from '../../api/types';
import { ownerRef } from '../derive';
import type { InventoryRow } from '../InventoryRow';
import { KINDS } from '../kinds';
import { matchesLabels, parseLabelSelector } from '../selectors';
import { clusterOf } from './lists';
import { matchesSearch } from './wildcard';

/** Kinds that are never workloads; a ReplicaSet is one where no Deployment controls it. */
const OTHER_KINDS: ReadonlySet<string> = new Set(
  KINDS.filter(({ kind, workload }) => !workload && kind !== 'ReplicaSet').map(
    ({ kind }) => kind,
  ),
);

/** Whether a row stands in the list of workloads: nothing controls it, and it may control pods. */
export function isWorkloadRow(row: InventoryRow): boolean {
  return row.columns.workload === undefined && !OTHER_KINDS.has(row.kind);
}

function second(parameter: string, time: string): string {
  const milliseconds = Date.parse(time);
  if (Number.isNaN(milliseconds)) {
    throw new PortlightError({
      code: 'invalid-parameter',
      status: 400,
      parameter,
      message: `\`${time.slice(0, 80)}\` is no time`,
    });
  }
  return new Date(Math.ceil(milliseconds / 1000) * 1000)
    .toISOString()
    .slice(0, 19);
}

function among<T>(
  allowed: readonly T[] | undefined,
  value: T | undefined,
): boolean {
  return (
    allowed === undefined || (value !== undefined && allowed.includes(value))
  );
}

/**
 * The filters of a list of objects as a function.
 *
 * @throws PortlightError `invalid-parameter`
 */
export function rowFilter(query: ObjectQuery): (row: InventoryRow) => boolean {
  const selector =
    query.labelSelector === undefined
      ? undefined
      : parseLabelSelector(query.labelSelector);
  const since =
    query.createdSince && second('createdSince', query.createdSince);
  const before =
    query.createdBefore && second('createdBefore', query.createdBefore);
  const owners = query.owner?.map(ownerRef);
  return row => {
    const { columns } = row;
    const { createdAt } = columns;
    return (
      among(query.cluster, clusterOf(row)) &&
      among(query.kind, row.kind) &&
      among(query.namespace, row.namespace) &&
      among(query.name, row.name) &&
      among(owners, columns.owner) &&
      among(query.phase, columns.phase) &&
      among(query.node, columns.node) &&
      among(query.health, row.health.status) &&
      (!query.workload || columns.workload === query.workload) &&
      (query.namePrefix === undefined ||
        row.name.startsWith(query.namePrefix)) &&
      (query.search === undefined || matchesSearch(row.name, query.search)) &&
      (query.image === undefined ||
        columns.images.some(image => image.includes(query.image!))) &&
      (selector === undefined || matchesLabels(selector, columns.labels)) &&
      (!since || (createdAt !== undefined && createdAt >= since)) &&
      (!before || (createdAt !== undefined && createdAt < before))
    );
  };
}
