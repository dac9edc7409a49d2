import type { ChartRange } from './model';
import type { ValueScale } from './scale';

/** Where the lines lie in a chart, in pixels. */
export interface PlotBox {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Pixels from the left edge for a time. */
export function xOf(box: PlotBox, range: ChartRange, at: number): number {
  const inner = box.width - box.left - box.right;
  return box.left + ((at - range.start) / (range.end - range.start)) * inner;
}

/** Pixels from the top for a value. */
export function yOf(box: PlotBox, scale: ValueScale, value: number): number {
  const inner = box.height - box.top - box.bottom;
  const share = (value - scale.minimum) / (scale.maximum - scale.minimum || 1);
  return box.top + (1 - share) * inner;
}

/** The time at a place, bounded by the range. */
export function timeAt(box: PlotBox, range: ChartRange, x: number): number {
  const inner = Math.max(1, box.width - box.left - box.right);
  const share = Math.min(1, Math.max(0, (x - box.left) / inner));
  return range.start + share * (range.end - range.start);
}
