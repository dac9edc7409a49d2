import { createHash } from 'crypto';
import { PortlightError } from '@portlight/plugin-portlight-common';

/** Where a page ended: the values of the sort column and of the key in its last row. */
export type CursorValues = readonly (string | number | null)[];

/**
 * A checksum over what a cursor is valid for. It is no secret: filters and permissions come with every
 * request, so that an invented position shows nothing that the query would not show anyway. It is there to
 * refuse cursors of other lists, filters or orders, whose pages would silently have gaps.
 */
function checksum(scope: unknown, values: CursorValues): string {
  return createHash('sha256')
    .update(JSON.stringify([1, scope, values]))
    .digest('base64url')
    .slice(0, 16);
}

/** Makes the `nextCursor` of a page. `scope` is everything that the next request must have in common. */
export function encodeCursor(scope: unknown, values: CursorValues): string {
  return Buffer.from(
    JSON.stringify([checksum(scope, values), ...values]),
  ).toString('base64url');
}

/** @throws PortlightError `invalid-cursor` for whatever `encodeCursor` did not make for this scope */
export function decodeCursor(scope: unknown, cursor: string): CursorValues {
  try {
    const [sum, ...values] = JSON.parse(
      Buffer.from(cursor, 'base64url').toString('utf8'),
    );
    if (sum === checksum(scope, values)) {
      return values;
    }
  } catch {
    // Falls through: not even JSON.
  }
  throw new PortlightError({
    code: 'invalid-cursor',
    status: 400,
    parameter: 'cursor',
    message:
      'This cursor does not belong to this list with these filters and this order; start again without one',
  });
}
