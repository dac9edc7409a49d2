import type { SizedContainer } from '../types';
import {
  emptyContainerDay,
  podKey,
  recordOutOfMemory,
  recordSlot,
  SLOTS_PER_DAY,
  UsageWindow,
} from '../usage';

export const MIB = 1024 * 1024;
export const GIB = 1024 * MIB;
/** Days since the epoch. */
export const FIRST_DAY = 20_000;

/** What the pods of a container use at a time: cores and bytes. */
export type Use = (at: { pod: number; day: number; slot: number }) => {
  cpu?: number;
  memory?: number;
};

/** A window of so many days in which pods use something. */
export function windowOf(options: {
  days?: number;
  pods?: number;
  use: Use;
  /** Kills, each with its day, counted from the first. */
  kills?: readonly { day: number; limit?: number; request?: number }[];
}): UsageWindow {
  const { days = 1, pods = 1, use, kills = [] } = options;
  const window = new UsageWindow();
  for (let day = 0; day < days; day++) {
    const usage = emptyContainerDay();
    for (let slot = 0; slot < SLOTS_PER_DAY; slot++) {
      recordSlot(
        usage,
        slot,
        Array.from({ length: pods }, (_, pod) => ({
          pod: podKey(`pod-${pod}`),
          ...use({ pod, day, slot }),
        })),
      );
    }
    kills
      .filter(kill => kill.day === day)
      .forEach((kill, index) =>
        recordOutOfMemory(usage, index, { pod: podKey('pod-0'), ...kill }),
      );
    window.add(FIRST_DAY + day, usage);
  }
  return window;
}

/** A container with requests and limits. */
export function containerOf(
  changes: Partial<SizedContainer> = {},
): SizedContainer {
  return { name: 'app', sidecar: false, requests: {}, limits: {}, ...changes };
}
