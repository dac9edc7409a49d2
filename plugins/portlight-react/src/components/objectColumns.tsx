import type { Health } from '@portlight/plugin-portlight-common';
import { Status } from './Status';
import type { Column } from './table';

/**
 * The verdict on an object, with what there is to say about it.
 *
 * @param needsWords - whether a healthy one has something to say all the same
 */
export function healthColumn<T extends { health: Health }>(
  needsWords: (row: T) => boolean = () => false,
): Column<T> {
  return {
    id: 'health',
    header: 'Status',
    isServerSortable: true,
    cell: row => (
      <Status
        status={row.health.status}
        detail={
          row.health.status === 'healthy' && !needsWords(row)
            ? undefined
            : row.health.message
        }
      />
    ),
  };
}

/** The namespace that an object is in. */
export function namespaceColumn<T extends { namespace?: string }>(): Column<T> {
  return {
    id: 'namespace',
    header: 'Namespace',
    width: 140,
    isServerSortable: true,
    sortValue: row => row.namespace,
    cell: row => row.namespace ?? '',
  };
}
