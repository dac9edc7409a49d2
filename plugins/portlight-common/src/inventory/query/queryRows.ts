import type { ObjectQuery, Page } from '../../api/types';
import type { InventoryRow } from '../InventoryRow';
import { isWorkloadRow, rowFilter } from './filters';
import { ROW_LISTS } from './lists';
import { pageOf } from './page';

/** The lists that {@link queryRows} answers. */
export type RowList = 'namespaces' | 'nodes' | 'workloads' | 'pods' | 'objects';

const BELONGS: Record<RowList, (row: InventoryRow) => boolean> = {
  namespaces: row => row.kind === 'Namespace',
  nodes: row => row.kind === 'Node',
  workloads: isWorkloadRow,
  pods: row => row.kind === 'Pod',
  objects: row => row.kind !== 'Event',
};

/**
 * One page of a list from rows in memory: what the backend answers from SQL, with the same filters, order and
 * kind of cursors.
 *
 * @throws PortlightError `invalid-parameter`, `unknown-column`, `invalid-cursor`
 */
export function queryRows(
  list: RowList,
  rows: Iterable<InventoryRow>,
  query: ObjectQuery = {},
): Page<InventoryRow> {
  // A namespace stands in none: its name is what the filter means.
  const { namespace, ...rest } = query;
  const matches = rowFilter(list === 'namespaces' ? rest : query);
  const found: InventoryRow[] = [];
  for (const row of rows) {
    if (
      BELONGS[list](row) &&
      matches(row) &&
      (list !== 'namespaces' || !namespace || namespace.includes(row.name))
    ) {
      found.push(row);
    }
  }
  return pageOf(ROW_LISTS[list], found, query);
}
