import { useSyncExternalStore } from 'react';
import { formatAge, formatTimestamp, toMilliseconds, UNKNOWN } from './formats';

/** One clock for all ages of a page: they tick together, and only what shows an age renders. */
const TICK = 5_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let current = 0;

function subscribe(listener: () => void) {
  listeners.add(listener);
  if (timer === undefined) {
    current = Date.now();
    timer = setInterval(() => {
      current = Date.now();
      listeners.forEach(call => call());
    }, TICK);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

function snapshot() {
  if (timer === undefined) current = Date.now();
  // Rounded, so that asking twice in one render answers the same.
  return Math.floor(current / 1000) * 1000;
}

/** Milliseconds since the epoch, to the second, every few seconds. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, snapshot, snapshot);
}

/** How long ago: `4d`; the exact time and zone in the tooltip. */
export function Age(props: { time: string | number | undefined }) {
  const now = useNow();
  const at = toMilliseconds(props.time);
  if (at === undefined) return <span>{UNKNOWN}</span>;
  return (
    <time dateTime={new Date(at).toISOString()} title={formatTimestamp(at)}>
      {formatAge(at, now)}
    </time>
  );
}

/** The exact time with its zone. */
export function Timestamp(props: { time: string | number | undefined }) {
  const at = toMilliseconds(props.time);
  if (at === undefined) return <span>{UNKNOWN}</span>;
  return (
    <time dateTime={new Date(at).toISOString()}>{formatTimestamp(at)}</time>
  );
}
