/** One value at one time. */
export interface SparkPoint {
  /** Milliseconds since the epoch. */
  at: number;
  value: number;
}

/** A point on the picture. */
export interface PlacedPoint extends SparkPoint {
  x: number;
  y: number;
}

/**
 * Where points lie in a picture: time from left to right; the axis begins at zero, so that a small change of a
 * large amount looks small. Points out of the time range or without a number are left out.
 */
export function placePoints(
  points: readonly SparkPoint[],
  box: {
    width: number;
    height: number;
    from: number;
    to: number;
    /** What the top of the picture is at least: 1 of what is counted. */
    atLeast?: number;
  },
): PlacedPoint[] {
  const { width, height, from, to, atLeast = 1 } = box;
  const inside = points.filter(
    ({ at, value }) => at >= from && at <= to && Number.isFinite(value),
  );
  const top = Math.max(atLeast, ...inside.map(point => point.value)) || 1;
  const span = Math.max(1, to - from);
  return inside.map(point => ({
    ...point,
    x: ((point.at - from) / span) * width,
    // One pixel of room for the line's own width at the top and at the bottom.
    y: height - 1 - (Math.max(0, point.value) / top) * (height - 2),
  }));
}

/**
 * The line through points as an SVG path. Where more time lies between two points than `gap` milliseconds,
 * nothing was measured and nothing is drawn.
 */
export function linePath(points: readonly PlacedPoint[], gap: number): string {
  return points
    .map((point, index) => {
      const previous = points[index - 1];
      const isJoined = previous && point.at - previous.at <= gap;
      const x = point.x.toFixed(1);
      const y = point.y.toFixed(1);
      // A point between two gaps is drawn as a dot by its round cap.
      return isJoined ? `L${x} ${y}` : `M${x} ${y}h0`;
    })
    .join('');
}

/**
 * The longest time between two points that still belong together: three times the usual distance.
 */
export function usualGap(points: readonly SparkPoint[]): number {
  const distances = points
    .slice(1)
    .map((point, index) => point.at - points[index].at)
    .filter(distance => distance > 0)
    .sort((a, b) => a - b);
  const median = distances[Math.floor(distances.length / 2)] ?? 0;
  return median * 3;
}

/** The point nearest in time to a place on the picture. */
export function nearestPoint(
  points: readonly PlacedPoint[],
  x: number,
): PlacedPoint | undefined {
  return points.reduce<PlacedPoint | undefined>(
    (best, point) =>
      best && Math.abs(best.x - x) <= Math.abs(point.x - x) ? best : point,
    undefined,
  );
}
