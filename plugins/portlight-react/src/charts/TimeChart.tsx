import { styled } from '@mui/material/styles';
import {
  lazy,
  Suspense,
  useMemo,
  type KeyboardEvent,
  type PointerEvent,
} from 'react';
import { formatTimestamp } from '../components/formats';
import { Crosshair } from './Crosshair';
import { useCursor, useCursorStore, type Cursor } from './cursor';
import { EndLabels, endLabelWidth } from './EndLabels';
import { timeAt, type PlotBox } from './geometry';
import type { ChartData, ChartMark, ChartRange } from './model';
import { MarkShapes } from './MarkShapes';
import { describeLine, finite, groupMarks, nearestIndex } from './points';
import { extent, valueScale } from './scale';
import { stackLines } from './stack';
import type { ChartUnit } from './units';
import { useWidth } from './useWidth';

// The chart library comes with the first chart, not with the page.
const TimePlot = lazy(() => import('./TimePlot'));

const NO_MARKS: readonly ChartMark[] = [];

const Frame = styled('div')({
  minWidth: 0,
  '& .plot': {
    position: 'relative',
    cursor: 'crosshair',
    touchAction: 'pan-y',
    outlineOffset: 2,
  },
  '& .recharts-wrapper': { cursor: 'inherit !important' },
});

/** See {@link TimeChart}. */
export interface TimeChartProps {
  /** What it shows, for screen readers: `Request rate`. */
  label: string;
  range: ChartRange;
  data: ChartData;
  unit: ChartUnit;
  marks?: readonly ChartMark[];
  /** The lines are parts of a total: areas on top of each other, the first at the bottom. */
  isStacked?: boolean;
  /** Pixels. */
  height?: number;
}

/** What the lines are at the index, in words. */
function describeAt(data: ChartData, unit: ChartUnit, index: number): string {
  const values = data.lines.map(line => {
    const value = finite(line.values[index]);
    return `${line.label} ${
      value === null ? 'not measured' : unit.format(value)
    }`;
  });
  const at = data.times[index];
  const time = data.timeNames?.format(at) ?? formatTimestamp(at);
  return `${time}: ${values.join(', ')}`;
}

/**
 * Lines over time with the page's crosshair, moved by pointer or arrow keys; gaps are gaps, amounts begin at zero.
 * What it reads at the crosshair is shown beside it, never over it: see {@link ChartReadout} and {@link ChartLegend}.
 */
export function TimeChart(props: TimeChartProps) {
  const { label, range, data, unit, marks = NO_MARKS, height = 180 } = props;
  const { isStacked = false } = props;
  const cursor = useCursorStore();
  const [frame, width] = useWidth();
  const drawn = useMemo(
    () => (isStacked ? stackLines(data) : data),
    [data, isStacked],
  );
  const scale = useMemo(
    () => valueScale(extent(drawn.lines), unit, height < 140 ? 2 : 4),
    [drawn, unit, height],
  );
  const groups = useMemo(() => groupMarks(marks, range), [marks, range]);
  const markTimes = useMemo(() => groups.map(({ at }) => at), [groups]);
  const box = useMemo<PlotBox>(() => {
    const letters = Math.max(
      ...scale.ticks.map(tick => unit.formatTick(tick).length),
    );
    return {
      width,
      height,
      left: Math.min(96, Math.max(32, Math.ceil(letters * 6.7) + 10)),
      right: Math.max(6, endLabelWidth(data)),
      top: 10,
      bottom: 20,
    };
  }, [width, height, scale, unit, data]);

  const point = (at: number) => {
    const index = nearestIndex(data.times, at);
    cursor.set(index === undefined ? at : data.times[index]);
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    const { left } = event.currentTarget.getBoundingClientRect();
    point(timeAt(box, range, event.clientX - left));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { times } = data;
    const now = cursor.get();
    const index =
      now === undefined
        ? times.length - 1
        : nearestIndex(times, now) ?? times.length - 1;
    const jump = Math.max(1, Math.round(times.length / 12));
    const moves: Record<string, number> = {
      ArrowLeft: index - 1,
      ArrowDown: index - 1,
      ArrowRight: index + 1,
      ArrowUp: index + 1,
      PageDown: index - jump,
      PageUp: index + jump,
      Home: 0,
      End: times.length - 1,
    };
    if (event.key === 'Escape') cursor.set(undefined);
    if (!Object.hasOwn(moves, event.key) || times.length === 0) return;
    event.preventDefault();
    const next = Math.min(times.length - 1, Math.max(0, moves[event.key]));
    cursor.set(times[next]);
  };
  return (
    <Frame ref={frame}>
      <PointedAt
        className="plot"
        label={label}
        data={data}
        unit={unit}
        range={range}
        cursor={cursor}
        height={height}
        onPointerMove={onPointerMove}
        onKeyDown={onKeyDown}
      >
        <div aria-hidden="true" style={{ height }}>
          <Suspense fallback={<div aria-busy="true" />}>
            <TimePlot
              box={box}
              range={range}
              data={drawn}
              scale={scale}
              unit={unit}
              marks={markTimes}
              isStacked={isStacked}
            />
          </Suspense>
        </div>
        <MarkShapes box={box} range={range} groups={groups} />
        <EndLabels box={box} range={range} data={drawn} scale={scale} />
        <Crosshair
          cursor={cursor}
          box={box}
          range={range}
          data={drawn}
          scale={scale}
        />
      </PointedAt>
    </Frame>
  );
}

/** The part that is moved over: for a keyboard and a screen reader a slider along the time. */
function PointedAt(props: {
  className: string;
  label: string;
  data: ChartData;
  unit: ChartUnit;
  range: ChartRange;
  cursor: Cursor;
  height: number;
  onPointerMove(event: PointerEvent<HTMLDivElement>): void;
  onKeyDown(event: KeyboardEvent): void;
  children: React.ReactNode;
}) {
  const { label, data, unit, range, cursor } = props;
  const summary = useMemo(
    () =>
      data.lines.map(line => describeLine(line, value => unit.format(value))),
    [data, unit],
  );
  const at = useCursor(cursor);
  const index = at === undefined ? undefined : nearestIndex(data.times, at);
  return (
    <div
      className={props.className}
      style={{ height: props.height }}
      role="slider"
      tabIndex={0}
      aria-label={`${label} over time`}
      aria-valuemin={range.start}
      aria-valuemax={range.end}
      aria-valuenow={at ?? range.end}
      aria-valuetext={
        index === undefined
          ? summary.join(' ') || 'No values.'
          : describeAt(data, unit, index)
      }
      onPointerMove={props.onPointerMove}
      onPointerLeave={() => cursor.set(undefined)}
      onBlur={() => cursor.set(undefined)}
      onKeyDown={props.onKeyDown}
    >
      {props.children}
    </div>
  );
}
