import fc from 'fast-check';
import { splitChanges } from './splitChanges';
import { inventoryRow } from './__testUtils__/rows';

describe('splitChanges', () => {
  it('loses nothing, keeps the order, and puts deletes first', () => {
    const names = fc.array(fc.string({ maxLength: 3 }), { maxLength: 20 });
    fc.assert(
      fc.property(
        names,
        names,
        fc.integer({ min: 1, max: 7 }),
        (a, b, rows) => {
          const upserts = a.map(name => inventoryRow({ name }));
          const deletes = b.map(name => ({ kind: 'Pod', namespace: '', name }));
          const parts = splitChanges({ upserts, deletes }, rows);
          expect(parts.length).toBeGreaterThan(0);
          expect(parts.flatMap(part => part.upserts)).toEqual(upserts);
          expect(parts.flatMap(part => part.deletes)).toEqual(deletes);
          for (const part of parts) {
            const size = part.upserts.length + part.deletes.length;
            expect(size).toBeLessThanOrEqual(rows);
          }
          const firstUpsert = parts.findIndex(part => part.upserts.length > 0);
          const later = firstUpsert < 0 ? [] : parts.slice(firstUpsert + 1);
          expect(later.every(part => part.deletes.length === 0)).toBe(true);
        },
      ),
    );
  });
});
