import { styled } from '@mui/material/styles';
import { useCursor, type Cursor } from './cursor';
import { xOf, yOf, type PlotBox } from './geometry';
import { lineStyle } from './lineStyle';
import type { ChartData, ChartRange } from './model';
import { finite, nearestIndex } from './points';
import type { ValueScale } from './scale';

const Layer = styled('svg')({
  position: 'absolute',
  inset: 0,
  pointerEvents: 'none',
  overflow: 'visible',
});

/** The time pointed at, on every chart of the page, with a dot on each line. */
export function Crosshair(props: {
  cursor: Cursor;
  box: PlotBox;
  range: ChartRange;
  data: ChartData;
  scale: ValueScale;
}) {
  const { box, range, data, scale } = props;
  const at = useCursor(props.cursor);
  if (at === undefined || at < range.start || at > range.end) return null;
  const index = nearestIndex(data.times, at);
  const x = xOf(box, range, index === undefined ? at : data.times[index]);
  return (
    <Layer width={box.width} height={box.height} aria-hidden="true">
      <path
        d={`M${x} ${box.top}V${box.height - box.bottom}`}
        stroke="var(--portlight-muted)"
        strokeDasharray="3 2"
      />
      {index !== undefined &&
        data.lines.map(line => {
          const value = finite(line.values[index]);
          return (
            value !== null && (
              <circle
                key={line.id}
                cx={x}
                cy={yOf(box, scale, value)}
                r={3}
                fill="var(--portlight-surface)"
                stroke={lineStyle(line).stroke}
                strokeWidth={1.5}
              />
            )
          );
        })}
    </Layer>
  );
}
