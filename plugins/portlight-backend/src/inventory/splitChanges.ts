import type { InventoryChanges } from '@portlight/plugin-portlight-common';
import { chunks } from './store/bulk';

/**
 * Changes in parts of at most so many rows; at least one part, even for nothing. What ended comes first and deletes
 * before what is new: an end that is written twice is one, and one that is not written is not known.
 */
export function splitChanges(
  { upserts, deletes, ended = [] }: InventoryChanges,
  rows: number,
): InventoryChanges[] {
  if (upserts.length + deletes.length + ended.length <= rows) {
    return [{ upserts, deletes, ended }];
  }
  return [
    ...[...chunks(ended, rows)].map(part => ({
      upserts: [],
      deletes: [],
      ended: [...part],
    })),
    ...[...chunks(deletes, rows)].map(part => ({
      upserts: [],
      deletes: [...part],
    })),
    ...[...chunks(upserts, rows)].map(part => ({
      upserts: [...part],
      deletes: [],
    })),
  ];
}
