import type { PodSpan, Quantities, ResourceSeries, Span } from '../types';

/** Finer steps than seconds say nothing, and would divide an hour into too many parts. */
const MINIMUM_STEP = 1;

function isSeries(
  series: ResourceSeries | undefined,
): series is ResourceSeries {
  return (
    series !== undefined &&
    series.step >= MINIMUM_STEP &&
    Number.isFinite(series.step) &&
    Number.isFinite(series.start)
  );
}

/** The series that tell what a pod used; none where nothing was measured. */
export function usageOf({ usage, containers }: PodSpan): ResourceSeries[] {
  return (
    usage ? [usage] : containers.map(container => container.usage)
  ).filter(isSeries);
}

/** The moments within a span at which steps of a series begin. */
export function* stepsWithin(
  { start, step, cpu, memory }: ResourceSeries,
  span: Span,
): Generator<number> {
  const count = Math.max(cpu.length, memory.length);
  const first = Math.max(0, Math.ceil((span.start - start) / step));
  for (let index = first; index <= count; index++) {
    const moment = start + index * step;
    if (moment >= span.end) return;
    yield moment;
  }
}

/**
 * What was used of a resource at a moment: the sum of the series that know it.
 *
 * @param maximum - more than this is no measurement
 * @returns undefined where none knows
 */
export function usedAt(
  series: readonly ResourceSeries[],
  resource: keyof Quantities,
  moment: number,
  maximum: number,
): number | undefined {
  let used: number | undefined;
  for (const one of series) {
    const value = one[resource]?.[Math.floor((moment - one.start) / one.step)];
    if (typeof value === 'number' && value >= 0 && value <= maximum) {
      used = (used ?? 0) + value;
    }
  }
  return used;
}

/** Amounts beyond these are mistakes of whoever wrote them, and count as 0. */
const MAXIMUM: Quantities = { cpu: 1e5, memory: 2 ** 50, gpu: 1e4 };

/** Quantities as they can be: numbers from 0 to more than any machine has. */
export function plausible(quantities: Quantities): Quantities {
  const one = (resource: keyof Quantities) => {
    const value = quantities[resource];
    return value > 0 && value <= MAXIMUM[resource] ? value : 0;
  };
  return { cpu: one('cpu'), memory: one('memory'), gpu: one('gpu') };
}

/** What a node of a capacity can be measured to use at most; counters tell a bit too much when a pod begins. */
export function maximumUsage(capacity: Quantities | undefined): Quantities {
  return capacity
    ? { cpu: 2 * capacity.cpu, memory: 2 * capacity.memory, gpu: 0 }
    : MAXIMUM;
}
