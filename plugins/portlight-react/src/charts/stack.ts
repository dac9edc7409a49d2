import type { ChartData, LineValues } from './model';
import { finite } from './points';

/**
 * Lines as areas on top of each other, the first at the bottom: each from where the one below ends. Where nothing is
 * known of any there is a gap; what is not known of one alone takes no room.
 */
export function stackLines(data: ChartData): ChartData {
  const isKnown = data.times.map((_, index) =>
    data.lines.some(({ values }) => finite(values[index]) !== null),
  );
  let below: LineValues = isKnown.map(known => (known ? 0 : null));
  const lines = data.lines.map(line => {
    const from = below;
    const top = from.map((start, index) =>
      // A bill may take more away than was modelled: nothing is drawn below the axis.
      start === null
        ? null
        : start + Math.max(0, finite(line.values[index]) ?? 0),
    );
    below = top;
    return { ...line, values: top, minimum: from, maximum: top };
  });
  return { ...data, lines };
}
