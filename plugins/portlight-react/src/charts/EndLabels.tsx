import { styled } from '@mui/material/styles';
import { xOf, yOf, type PlotBox } from './geometry';
import { lineStyle } from './lineStyle';
import type { ChartData, ChartRange } from './model';
import { latest, placeLabels } from './points';
import type { ValueScale } from './scale';

const LINE_HEIGHT = 13;

const Layer = styled('div')({
  position: 'absolute',
  inset: 0,
  pointerEvents: 'none',
  fontSize: 11,
  lineHeight: `${LINE_HEIGHT}px`,
  '& span': { position: 'absolute', whiteSpace: 'nowrap' },
});

/** Pixels that the longest label needs at the right of the lines. */
export function endLabelWidth(data: ChartData): number {
  const letters = Math.max(
    0,
    ...data.lines.map(({ endLabel = '' }) => endLabel.length),
  );
  return letters === 0 ? 0 : Math.ceil(letters * 6.4) + 8;
}

/** Names at the ends of lines: no legend to look up. */
export function EndLabels(props: {
  box: PlotBox;
  range: ChartRange;
  data: ChartData;
  scale: ValueScale;
}) {
  const { box, range, data, scale } = props;
  const labels = data.lines.flatMap(line => {
    const last = latest(line.values, line.values.length);
    if (!line.endLabel || !last) return [];
    return {
      id: line.id,
      text: line.endLabel,
      color: lineStyle(line).stroke,
      x: xOf(box, range, data.times[last.index]),
      y: yOf(box, scale, last.value) - LINE_HEIGHT / 2,
    };
  });
  const placed = placeLabels(labels, LINE_HEIGHT, {
    top: 0,
    bottom: box.height - box.bottom - LINE_HEIGHT + 4,
  });
  return (
    <Layer aria-hidden="true">
      {placed.map(({ id, text, color, y }) => (
        <span
          key={id}
          style={{ left: box.width - box.right + 5, top: y, color }}
        >
          {text}
        </span>
      ))}
    </Layer>
  );
}
