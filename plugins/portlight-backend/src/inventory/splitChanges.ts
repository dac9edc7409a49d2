import type { InventoryChanges } from '@portlight/plugin-portlight-common';
import { chunks } from './store/bulk';

/**
 * Changes in parts of at most so many rows, deletes in the first ones; at least one part, even for nothing.
 */
export function splitChanges(
  { upserts, deletes }: InventoryChanges,
  rows: number,
): InventoryChanges[] {
  if (upserts.length + deletes.length <= rows) return [{ upserts, deletes }];
  return [
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
