import type { ChartLine } from './model';
import type { ChartUnit } from './units';

/** The vertical axis: from where to where, and where its lines are. */
export interface ValueScale {
  minimum: number;
  maximum: number;
  ticks: number[];
}

const DECIMAL_STEPS = [1, 2, 2.5, 5, 10];
const TIME_STEPS = [
  60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400,
];

/** The smallest step that people read easily and that is not below `atLeast`. */
function niceStep(atLeast: number, unit: ChartUnit): number {
  if (unit.kind === 'bytes' || unit.kind === 'bytesPerSecond') {
    return 2 ** Math.ceil(Math.log2(Math.max(1, atLeast)));
  }
  if (unit.kind === 'seconds' && atLeast > 30) {
    const step = TIME_STEPS.find(candidate => candidate >= atLeast);
    return step ?? Math.ceil(atLeast / 86_400) * 86_400;
  }
  const magnitude = 10 ** Math.floor(Math.log10(atLeast));
  const step = DECIMAL_STEPS.find(
    // the quotient of 0.3 and 0.1 is 2.9999999999999996
    candidate => candidate * magnitude >= atLeast * (1 - 1e-9),
  );
  return (step ?? 10) * magnitude;
}

/** Least and greatest of what is drawn. */
export function extent(
  lines: readonly Pick<ChartLine, 'values' | 'minimum' | 'maximum'>[],
): [number, number] | undefined {
  let low = Infinity;
  let high = -Infinity;
  for (const { values, minimum, maximum } of lines) {
    for (const list of [values, minimum, maximum]) {
      for (const value of list ?? []) {
        if (value !== null && Number.isFinite(value)) {
          low = Math.min(low, value);
          high = Math.max(high, value);
        }
      }
    }
  }
  return low <= high ? [low, high] : undefined;
}

/** So much of a flat line's value is shown around it where the axis does not begin at zero. */
const MARGIN_OF_FLAT = 0.01;

/**
 * The axis for values from `low` to `high`: zero is on it for amounts, all values are inside, and its lines are
 * round numbers of the unit (powers of two for bytes).
 */
export function valueScale(
  range: readonly [number, number] | undefined,
  unit: ChartUnit,
  tickCount = 3,
): ValueScale {
  let [low, high] = range ?? [0, 1];
  if (unit.isAmount) {
    low = Math.min(0, low);
    high = Math.max(0, high);
  }
  // Nearly equal is equal: steps between them would be smaller than numbers can tell apart.
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (high - low <= Math.max(size * 1e-9, 1e-250)) {
    // Nothing was counted: a line along the bottom of an axis to one.
    const isZero = size <= 1e-250;
    if (unit.isAmount && isZero)
      [low, high] = [0, unit.kind === 'ratio' ? 0.01 : 1];
    else {
      const margin = isZero ? 1 : size * MARGIN_OF_FLAT;
      low -= margin;
      high += margin;
    }
  }
  const step = niceStep((high - low) / tickCount, unit);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(high / step - 1e-9));
  const ticks = Array.from(
    { length: last - first + 1 },
    // by multiplication: adding 0.1 ten times is not 1
    (_, index) => Number(((first + index) * step).toPrecision(12)),
  );
  return { minimum: ticks[0], maximum: ticks[ticks.length - 1], ticks };
}
