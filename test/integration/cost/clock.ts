/** The clock of the portals: it stands still until it is set. */
export interface TestClock {
  /** Seconds since the epoch. */
  set(seconds: number): void;
  /** Whether the hourly job looks for hours that are over; not at first. */
  looks: boolean;
  restore(): void;
}

/** Milliseconds between two looks of the hourly job, and here. */
const LOOK = 15_000;
const SOONER = 100;

/**
 * Stands in for `Date.now`, by which the portal knows which hours are over; nobody has to wait for an hour. Timers and
 * the clock that nobody sets go on, only that the hourly job looks when it is told to instead of every quarter of a
 * minute.
 */
export function startClock(seconds: number): TestClock {
  let now = seconds;
  const clock: TestClock = {
    looks: false,
    set: value => {
      now = value;
    },
    restore: () => {
      jest.restoreAllMocks();
    },
  };
  const { setTimeout: real } = globalThis;
  const wait = (
    callback: (...values: unknown[]) => void,
    milliseconds?: number,
    ...values: unknown[]
  ) => {
    if (milliseconds !== LOOK) return real(callback, milliseconds, ...values);
    // What ends a timeout ends an interval, too.
    const timer = setInterval(() => {
      if (!clock.looks) return;
      clearInterval(timer);
      callback(...values);
    }, SOONER);
    return timer;
  };
  jest.spyOn(Date, 'now').mockImplementation(() => now * 1000);
  jest
    .spyOn(globalThis, 'setTimeout')
    .mockImplementation(wait as typeof setTimeout);
  return clock;
}
