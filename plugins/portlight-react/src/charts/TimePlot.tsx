import { memo, useMemo } from 'react';
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  XAxis,
  YAxis,
} from 'recharts';
import { xOf, type PlotBox } from './geometry';
import { areaStyle, lineStyle } from './lineStyle';
import type { ChartData, ChartRange } from './model';
import { finite } from './points';
import type { ValueScale } from './scale';
import { formatTimeTick, timeTicks } from './timeAxis';
import type { ChartUnit } from './units';

/** Pixels of a letter of the axes, and between two labels of the time axis. */
const LETTER = 6.2;
const LABEL_GAP = 22;

/** See {@link TimePlot}. */
export interface TimePlotProps {
  box: PlotBox;
  range: ChartRange;
  data: ChartData;
  scale: ValueScale;
  unit: ChartUnit;
  /** Where something happened. */
  marks: readonly number[];
  /** Bands are parts of a total, without lines in them. */
  isStacked: boolean;
}

const TICK = { fill: 'var(--portlight-muted)', fontSize: 11 };

function Plot(props: TimePlotProps) {
  const { box, range, data, scale, unit, marks, isStacked } = props;
  const { times, lines } = data;
  const rows = useMemo(
    () =>
      times.map((at, index) => ({
        at,
        values: lines.map(({ values }) => finite(values[index])),
        bands: lines.map(({ minimum, maximum }) => {
          const low = finite(minimum?.[index]);
          const high = finite(maximum?.[index]);
          return low === null || high === null ? null : [low, high];
        }),
      })),
    [times, lines],
  );
  const span = range.end - range.start;
  const inner = box.width - box.left - box.right;
  const label = formatTimeTick(range.end, span).length * LETTER;
  const count = Math.max(1, Math.floor(inner / (label + LABEL_GAP)));
  const ticks = timeTicks(range.start, range.end, count)
    // Where a point is a day, so is the least that a label is for.
    .filter(at => !data.timeNames || new Date(at).getHours() === 0)
    // A label that would be cut at an edge is left out.
    .filter(at => {
      const x = xOf(box, range, at);
      return x >= label / 2 && x <= box.width - label / 2;
    });
  return (
    <ComposedChart
      width={box.width}
      height={box.height}
      data={rows}
      margin={{ top: box.top, right: box.right, bottom: 0, left: 0 }}
      accessibilityLayer={false}
    >
      <CartesianGrid vertical={false} stroke="var(--portlight-divider)" />
      <XAxis
        dataKey="at"
        type="number"
        scale="linear"
        domain={[range.start, range.end]}
        allowDataOverflow
        ticks={ticks}
        interval={0}
        tick={TICK}
        tickFormatter={at => formatTimeTick(at, span)}
        tickLine={false}
        axisLine={{ stroke: 'var(--portlight-divider)' }}
        height={box.bottom}
        tickMargin={4}
      />
      <YAxis
        type="number"
        domain={[scale.minimum, scale.maximum]}
        allowDataOverflow
        ticks={scale.ticks}
        interval={0}
        tick={TICK}
        tickFormatter={value => unit.formatTick(value)}
        tickLine={false}
        axisLine={false}
        width={box.left}
        tickMargin={4}
      />
      {marks.map(at => (
        <ReferenceLine
          key={at}
          x={at}
          stroke="var(--portlight-muted)"
          strokeOpacity={0.7}
          strokeDasharray="1 3"
        />
      ))}
      {lines.map(
        (line, index) =>
          line.minimum &&
          line.maximum && (
            <Area
              key={`${line.id} band`}
              dataKey={row => row.bands[index]}
              // Between two areas a hair of the surface: told apart without their colours.
              stroke={isStacked ? 'var(--portlight-surface)' : 'none'}
              strokeWidth={0.75}
              {...(isStacked
                ? areaStyle(line)
                : { fill: lineStyle(line).stroke, fillOpacity: 0.14 })}
              connectNulls={false}
              dot={false}
              activeDot={false}
              isAnimationActive={false}
            />
          ),
      )}
      {!isStacked &&
        lines.map((line, index) => (
          <Line
            key={line.id}
            dataKey={row => row.values[index]}
            {...lineStyle(line)}
            strokeLinecap="round"
            strokeLinejoin="round"
            connectNulls={false}
            dot={false}
            activeDot={false}
            isAnimationActive={false}
          />
        ))}
    </ComposedChart>
  );
}

/**
 * Lines and bands over time. Decoration for those who see it: its words, values and table are around it. In a file
 * of its own, since it brings the chart library with it.
 */
const TimePlot = memo(Plot);

/** For `React.lazy`. */
export default TimePlot;
