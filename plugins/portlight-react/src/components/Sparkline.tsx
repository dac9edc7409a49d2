import { styled } from '@mui/material/styles';
import { useMemo, useState, type PointerEvent } from 'react';
import { formatDay } from '../charts/timeAxis';
import { meaningColor, type Meaning } from '../host/theme';
import { formatTimeOfDay } from './formats';
import {
  linePath,
  nearestPoint,
  placePoints,
  usualGap,
  type SparkPoint,
} from './sparklinePath';
import { visuallyHidden } from './visuallyHidden';

const WIDTH = 200;
const HEIGHT = 30;
const DAY = { milliseconds: 24 * 60 * 60 * 1000, words: '24 h' };

const Frame = styled('div')({
  position: 'relative',
  '& svg': {
    display: 'block',
    width: '100%',
    height: HEIGHT,
    overflow: 'visible',
  },
  '& .read': {
    minHeight: 16,
    fontSize: 11,
    lineHeight: '16px',
    color: 'var(--portlight-muted)',
    whiteSpace: 'nowrap',
  },
});

/**
 * The last hours of one figure. Hovering reads a value with its time below; screen readers get first, last,
 * lowest and highest.
 */
export function Sparkline(props: {
  /** What it shows: `Workloads failing`. */
  label: string;
  points: readonly SparkPoint[];
  /** Milliseconds since the epoch: the right edge. */
  now: number;
  /** How far back it goes; a day when absent. */
  span?: { milliseconds: number; /** Such as `24 h`. */ words: string };
  meaning?: Meaning;
  /** What the top of the picture is at least; 1 when absent, for what is counted. */
  atLeast?: number;
  format(value: number): string;
  /** Time under the pointer, shared by all lines of a page. */
  cursor?: number;
  onCursor?(at: number | undefined): void;
}) {
  const { label, points, now, meaning, format, span = DAY, atLeast } = props;
  const from = now - span.milliseconds;
  const [ownCursor, setOwnCursor] = useState<number>();
  const cursor = props.onCursor ? props.cursor : ownCursor;
  const setCursor = props.onCursor ?? setOwnCursor;
  const placed = useMemo(
    () =>
      placePoints(points, {
        width: WIDTH,
        height: HEIGHT,
        from,
        atLeast,
        to: now + 60_000,
      }),
    [points, now, from, atLeast],
  );
  if (placed.length < 2) {
    return (
      <Frame>
        <div className="read" style={{ paddingTop: HEIGHT / 2 }}>
          History begins now
        </div>
      </Frame>
    );
  }
  const color = meaning ? meaningColor(meaning) : 'var(--portlight-primary)';
  const values = placed.map(point => point.value);
  const at =
    cursor === undefined
      ? undefined
      : nearestPoint(placed, ((cursor - from) / span.milliseconds) * WIDTH);
  const onPointerMove = (event: PointerEvent<SVGSVGElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    if (width > 0) {
      setCursor(from + ((event.clientX - left) / width) * span.milliseconds);
    }
  };
  const last = placed[placed.length - 1];
  return (
    <Frame>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden="true"
        onPointerMove={onPointerMove}
        onPointerLeave={() => setCursor(undefined)}
      >
        <rect width={WIDTH} height={HEIGHT} fill="transparent" />
        <path
          d={`M0 ${HEIGHT - 0.5}H${WIDTH}`}
          stroke="var(--portlight-divider)"
          vectorEffect="non-scaling-stroke"
        />
        <path
          d={linePath(placed, usualGap(placed))}
          fill="none"
          stroke={color}
          strokeWidth="1.5"
          strokeLinecap="round"
          strokeLinejoin="round"
          vectorEffect="non-scaling-stroke"
        />
        {at && (
          <path
            d={`M${at.x} 0V${HEIGHT}`}
            stroke="var(--portlight-muted)"
            strokeDasharray="2 2"
            vectorEffect="non-scaling-stroke"
          />
        )}
      </svg>
      <div className="read" aria-hidden="true">
        {at
          ? `${format(at.value)} ${
              span.milliseconds > 2 * DAY.milliseconds
                ? `on ${formatDay(at.at)}`
                : `at ${formatTimeOfDay(at.at)}`
            }`
          : `Last ${span.words}`}
      </div>
      <span style={visuallyHidden}>
        {`${label} in the last ${span.words}: from ${format(
          values[0],
        )} to ${format(last.value)}, lowest ${format(
          Math.min(...values),
        )}, highest ${format(Math.max(...values))}.`}
      </span>
    </Frame>
  );
}
