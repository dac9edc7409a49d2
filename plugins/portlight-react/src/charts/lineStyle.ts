import { meaningColor, seriesColor } from '../host/theme';
import type { ChartLine } from './model';

/** How a line is drawn; also its swatch in the legend. */
export interface LineStyle {
  stroke: string;
  strokeWidth: number;
  strokeDasharray?: string;
  strokeOpacity?: number;
}

const PRIMARY = 'var(--portlight-primary)';
const MUTED = 'var(--portlight-muted)';

/** How a line is drawn. */
export function lineStyle(line: Pick<ChartLine, 'look' | 'color'>): LineStyle {
  switch (line.look) {
    case 'main':
      return { stroke: PRIMARY, strokeWidth: 1.75 };
    case 'side':
      return { stroke: PRIMARY, strokeWidth: 1.25, strokeOpacity: 0.6 };
    case 'dashed':
      return { stroke: PRIMARY, strokeWidth: 1.25, strokeDasharray: '5 2.5' };
    case 'outlier':
      return { stroke: meaningColor('warn'), strokeWidth: 1.5 };
    case 'compare':
      return { stroke: MUTED, strokeWidth: 1.25, strokeDasharray: '2 2.5' };
    case 'average':
      return { stroke: MUTED, strokeWidth: 2.5, strokeOpacity: 0.55 };
    case 'rest':
      return { stroke: MUTED, strokeWidth: 1, strokeOpacity: 0.45 };
    case 'limit':
      return { stroke: MUTED, strokeWidth: 1, strokeDasharray: '7 3' };
    default:
      return { stroke: seriesColor(line.color ?? 0), strokeWidth: 1.5 };
  }
}

/** How an area of a stack is filled. */
export function areaStyle(line: Pick<ChartLine, 'look' | 'color'>): {
  fill: string;
  fillOpacity: number;
} {
  return {
    fill: lineStyle(line).stroke,
    fillOpacity: line.look === 'rest' ? 0.22 : 0.78,
  };
}
