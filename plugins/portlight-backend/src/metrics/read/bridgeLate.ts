import type { HistoryValues } from '../history';
import type { PastSeries } from './PastSeries';

function bridged(values: HistoryValues): HistoryValues {
  const last = values.length - 1;
  return values.map((value, index) =>
    value === null && (index === last || values[index + 1] !== null)
      ? values[index - 1] ?? null
      : value,
  );
}

/**
 * Where steps are as short as the time between scrapes, a scrape that is a little late leaves a step empty and gives the
 * next one two: a sum over the peers would fall there. One empty step between two values, or at the end, holds the value
 * before it; two are a gap.
 *
 * @param interval - seconds between scrapes
 */
export function bridgeLate(past: PastSeries, interval: number): PastSeries {
  if (past.level !== 'samples' || past.step >= 2 * interval) return past;
  return {
    ...past,
    rows: past.rows.map(row => ({
      ...row,
      cells: new Map(
        [...row.cells].map(([column, { values, minimum, maximum }]) => [
          column,
          {
            values: bridged(values),
            ...(minimum && { minimum: bridged(minimum) }),
            ...(maximum && { maximum: bridged(maximum) }),
          },
        ]),
      ),
    })),
  };
}
