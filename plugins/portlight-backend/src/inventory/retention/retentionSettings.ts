const MINUTE = 60 * 1000;
const HOUR = 60 * MINUTE;

/** How much is kept, and for how long (milliseconds). */
export interface RetentionSettings {
  /** Between two looks for what may go. */
  interval: number;
  /** Figures of the past. */
  history: { age: number };
  /** Kubernetes events. */
  events: {
    age: number;
    /** Of each cluster; the oldest go first. */
    perCluster: number;
  };
  /** Objects of one kind in one cluster; a kind with more is not mirrored. */
  objectsPerKind: number;
  /** Replicas of the backend that ended, and leases of clusters that are gone. */
  replicas: { age: number };
  /** Rows that are removed in one transaction. */
  chunk: number;
}

/** What is kept unless told otherwise. */
export const DEFAULT_RETENTION: RetentionSettings = {
  interval: 5 * MINUTE,
  history: { age: 24 * HOUR },
  events: { age: 24 * HOUR, perCluster: 20_000 },
  objectsPerKind: 100_000,
  replicas: { age: 24 * HOUR },
  chunk: 1_000,
};

/** Settings with some of them changed, also inside groups. */
export type RetentionOverrides = {
  [Name in keyof RetentionSettings]?: Partial<RetentionSettings[Name]>;
};

/** The default settings with some of them changed. */
export function retentionSettings(
  overrides: RetentionOverrides = {},
): RetentionSettings {
  const { history, events, replicas, ...rest } = overrides;
  return {
    ...DEFAULT_RETENTION,
    ...rest,
    history: { ...DEFAULT_RETENTION.history, ...history },
    events: { ...DEFAULT_RETENTION.events, ...events },
    replicas: { ...DEFAULT_RETENTION.replicas, ...replicas },
  };
}
