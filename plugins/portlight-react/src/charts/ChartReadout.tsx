import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';
import {
  formatExact,
  formatTimeOfDay,
  formatTimestamp,
  UNKNOWN,
} from '../components/formats';
import { useCursor, useCursorStore } from './cursor';
import type { ChartData, ChartMark, ChartRange, LineLook } from './model';
import { formatDay } from './timeAxis';
import { finite, groupMarks, nearestIndex } from './points';
import type { ChartUnit } from './units';

const DAY = 24 * 60 * 60 * 1000;

const Line = styled('div')({
  minHeight: 18,
  fontSize: 12,
  lineHeight: '18px',
  color: 'var(--portlight-muted)',
  '&[data-cut]': {
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  '& strong': { color: 'var(--portlight-text)', fontWeight: 500 },
});

/** So near to the crosshair, as a share of the range, a mark is what it points at. */
const REACH = 0.015;

/** Said after what the chart is about. */
const LAST: readonly LineLook[] = [
  'side',
  'dashed',
  'outlier',
  'limit',
  'compare',
];

/** The time in few words: the day only where there is more than one. */
function shortTime(at: number, { start, end }: ChartRange): string {
  const time = formatTimeOfDay(at);
  return end - start > DAY ||
    new Date(start).getDate() !== new Date(end).getDate()
    ? `${formatDay(at)}, ${time}`
    : time;
}

/** What happened near a time, in words. */
export function marksAt(
  marks: readonly ChartMark[],
  range: ChartRange,
  at: number,
): string | undefined {
  const reach = (range.end - range.start) * REACH;
  const near = groupMarks(marks, range).find(
    group => Math.abs(group.at - at) <= reach,
  );
  if (!near) return undefined;
  const [first, ...others] = near.marks;
  return others.length > 0
    ? `${first.title}, and ${others.length} more`
    : first.title;
}

/** Time, exact values and what happened where the crosshair is; else what is given. */
export function ChartReadout(props: {
  range: ChartRange;
  data: ChartData;
  unit: ChartUnit;
  marks?: readonly ChartMark[];
  /** The values stand elsewhere (in a legend): only when, and what happened. */
  isTimeOnly?: boolean;
  children?: ReactNode;
}) {
  const { range, data, unit, marks = [], isTimeOnly } = props;
  const at = useCursor(useCursorStore());
  const index = at === undefined ? undefined : nearestIndex(data.times, at);
  if (at === undefined || index === undefined || data.lines.length === 0) {
    return <Line data-cut="">{props.children}</Line>;
  }
  const happened = marksAt(marks, range, at);
  const time =
    data.timeNames?.format(data.times[index]) ??
    formatTimestamp(data.times[index]);
  // What the chart is about comes first: the end may be cut.
  const lines = [...data.lines].sort(
    (a, b) => LAST.indexOf(a.look) - LAST.indexOf(b.look),
  );
  return (
    <Line data-cut="" title={time}>
      {!isTimeOnly &&
        lines.map((line, position) => {
          const value = finite(line.values[index]);
          return (
            <span key={line.id} title={formatExact(value ?? undefined)}>
              {position > 0 && ', '}
              {lines.length > 1 && `${line.endLabel ?? line.label} `}
              <strong>{value === null ? UNKNOWN : unit.format(value)}</strong>
            </span>
          );
        })}
      {isTimeOnly || data.timeNames
        ? time
        : ` at ${shortTime(data.times[index], range)}`}
      {happened && (
        <>
          {': '}
          <strong>{happened}</strong>
        </>
      )}
    </Line>
  );
}
