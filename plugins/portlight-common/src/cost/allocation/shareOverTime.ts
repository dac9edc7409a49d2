import type { Span } from '../types';
import { inOrder, indexOf, seconds } from './time';

/**
 * How long each of several had something that all share evenly while they are there, and how long nobody had it. The
 * parts sum to the whole.
 *
 * @param spans - within the whole, or of no length
 * @returns seconds
 */
export function shareOverTime(
  whole: Span,
  spans: readonly Span[],
): { shares: number[]; nobody: number } {
  const present = spans.filter(span => seconds(span) > 0);
  const moments = inOrder([
    whole.start,
    whole.end,
    ...present.flatMap(({ start, end }) => [start, end]),
  ]);
  const changes = new Float64Array(moments.length);
  for (const { start, end } of present) {
    changes[indexOf(moments, start)] += 1;
    changes[indexOf(moments, end)] -= 1;
  }
  // Up to each moment: the seconds that one who was always there had.
  const shareUntil = new Float64Array(moments.length);
  let count = 0;
  let nobody = 0;
  for (let index = 0; index + 1 < moments.length; index++) {
    const length = moments[index + 1] - moments[index];
    count += changes[index];
    if (count === 0) nobody += length;
    shareUntil[index + 1] = shareUntil[index] + (count && length / count);
  }
  return {
    shares: spans.map(span =>
      seconds(span) > 0
        ? shareUntil[indexOf(moments, span.end)] -
          shareUntil[indexOf(moments, span.start)]
        : 0,
    ),
    nobody,
  };
}
