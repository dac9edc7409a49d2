import type { LeaseSettings } from './leases';
import {
  DEFAULT_RETENTION,
  retentionSettings,
  type RetentionOverrides,
  type RetentionSettings,
} from './retention';
import type { ListSlotsOptions } from './reflector/ListSlots';
import type { ReflectorSettings } from './reflector/Reflector';

/** All times (milliseconds) and bounds of the mirror. */
export interface MirrorSettings {
  reflector: ReflectorSettings;
  slots: ListSlotsOptions;
  leases: LeaseSettings;
  retention: RetentionSettings;
  /** Between two batches of a cluster. */
  flushInterval: number;
  /** For the other kinds of a cluster, before the first rows of it are written. */
  gatherTime: number;
  /** Changes that make a batch due at once. */
  flushChanges: number;
  /** Changes that wait for the database before reading pauses. */
  pendingChanges: number;
  /** Rows of one transaction. */
  batchRows: number;
  /** Between looks at verdicts that depend on the time. */
  reassessInterval: number;
  /** Between writes of what only says that all is as it was. */
  heartbeatInterval: number;
  /** Between requests to /readyz. */
  probeInterval: number;
  /** Between requests to metrics.k8s.io. */
  usageInterval: number;
  /** Until a probe is given up. */
  probeTimeout: number;
  /** Without news for this long, what is shown is called stale. */
  staleAfter: number;
  /** Between points of the history. */
  historyInterval: number;
  /** Until a source of clusters that failed is asked again. */
  sourceRetry: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const MEGABYTE = 1024 * 1024;

/** What the mirror does unless told otherwise. */
export const DEFAULT_SETTINGS: MirrorSettings = {
  reflector: {
    minimum: SECOND,
    maximum: MINUTE,
    pageSize: 500,
    recheck: 5 * MINUTE,
    relist: 6 * HOUR,
    answer: 30 * SECOND,
    listSilence: 30 * SECOND,
    watchSilence: 90 * SECOND,
    objectBytes: 8 * MEGABYTE,
    // Of as many lists as have a turn at the same time; a larger page is asked for in smaller ones.
    pageBytes: 32 * MEGABYTE,
  },
  slots: { limit: 8, perCluster: 4, timeBox: 10 * SECOND },
  leases: { duration: 15 * SECOND, renew: 5 * SECOND, look: SECOND / 2 },
  retention: DEFAULT_RETENTION,
  flushInterval: 200,
  gatherTime: 2 * SECOND,
  flushChanges: 2_000,
  pendingChanges: 20_000,
  batchRows: 1_000,
  reassessInterval: 10 * SECOND,
  heartbeatInterval: 30 * SECOND,
  probeInterval: 15 * SECOND,
  usageInterval: 30 * SECOND,
  probeTimeout: 10 * SECOND,
  staleAfter: 150 * SECOND,
  historyInterval: 5 * MINUTE,
  sourceRetry: 5 * SECOND,
};

/** Settings with some of them changed, also inside groups. */
export type SettingsOverrides = {
  [Name in Exclude<keyof MirrorSettings, 'retention'>]?: Partial<
    MirrorSettings[Name]
  >;
} & { retention?: RetentionOverrides };

/** The default settings with some of them changed. */
export function mirrorSettings(
  overrides: SettingsOverrides = {},
): MirrorSettings {
  const { reflector, slots, leases, retention, ...rest } = overrides;
  return {
    ...DEFAULT_SETTINGS,
    ...rest,
    reflector: { ...DEFAULT_SETTINGS.reflector, ...reflector },
    slots: { ...DEFAULT_SETTINGS.slots, ...slots },
    leases: { ...DEFAULT_SETTINGS.leases, ...leases },
    retention: retentionSettings(retention),
  };
}
