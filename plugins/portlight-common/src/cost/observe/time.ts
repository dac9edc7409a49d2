/** Seconds since the epoch of a Kubernetes timestamp; undefined for anything else. */
export function secondsOf(timestamp: unknown): number | undefined {
  if (typeof timestamp !== 'string') return undefined;
  const time = Date.parse(timestamp) / 1000;
  return Number.isNaN(time) ? undefined : time;
}
