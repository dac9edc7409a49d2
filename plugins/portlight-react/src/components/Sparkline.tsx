import { styled } from '@mui/material/styles';
import { useMemo, useState, type PointerEvent } from 'react';
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
const DAY = 24 * 60 * 60 * 1000;

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
 * The last 24 hours of one figure. Hovering reads a value with its time below; screen readers get first, last,
 * lowest and highest.
 */
export function Sparkline(props: {
  /** What it shows: `Workloads failing`. */
  label: string;
  points: readonly SparkPoint[];
  /** Milliseconds since the epoch: the right edge. */
  now: number;
  meaning?: Meaning;
  format(value: number): string;
  /** Time under the pointer, shared by all lines of a page. */
  cursor?: number;
  onCursor?(at: number | undefined): void;
}) {
  const { label, points, now, meaning, format } = props;
  const [ownCursor, setOwnCursor] = useState<number>();
  const cursor = props.onCursor ? props.cursor : ownCursor;
  const setCursor = props.onCursor ?? setOwnCursor;
  const placed = useMemo(
    () =>
      placePoints(points, {
        width: WIDTH,
        height: HEIGHT,
        from: now - DAY,
        to: now + 60_000,
      }),
    [points, now],
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
      : nearestPoint(placed, ((cursor - (now - DAY)) / DAY) * WIDTH);
  const onPointerMove = (event: PointerEvent<SVGSVGElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    if (width > 0) {
      setCursor(now - DAY + ((event.clientX - left) / width) * DAY);
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
        {at ? `${format(at.value)} at ${formatTimeOfDay(at.at)}` : 'Last 24 h'}
      </div>
      <span style={visuallyHidden}>
        {`${label} in the last 24 hours: from ${format(values[0])} to ${format(
          last.value,
        )}, lowest ${format(Math.min(...values))}, highest ${format(
          Math.max(...values),
        )}.`}
      </span>
    </Frame>
  );
}
