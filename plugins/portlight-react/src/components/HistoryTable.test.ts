import { toRows } from './HistoryTable';

const format = String;

describe('the rows of a history', () => {
  it('are the times of all lines, newest first, with gaps where a line has none', () => {
    expect(
      toRows([
        {
          label: 'a',
          format,
          points: [
            { at: 1, value: 5 },
            { at: 3, value: 0 },
          ],
        },
        { label: 'b', format, points: [{ at: 2, value: 7 }] },
      ]),
    ).toEqual([
      { at: 3, values: [0, undefined] },
      { at: 2, values: [undefined, 7] },
      { at: 1, values: [5, undefined] },
    ]);
  });

  it.each([0, 1, 48, 49, 1440])('of %d points are at most 48', count => {
    const points = Array.from({ length: count }, (_, at) => ({
      at,
      value: at,
    }));
    const rows = toRows([{ label: 'a', format, points }]);
    expect(rows.length).toBeLessThanOrEqual(48);
    expect(rows[0]?.at).toBe(count > 0 ? count - 1 : undefined);
  });
});
