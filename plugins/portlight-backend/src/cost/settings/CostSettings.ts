import type { AllocationPolicy } from '@portlight/plugin-portlight-common';

/** How long costs are kept. Seconds. */
export interface CostRetention {
  /** Costs by the hour. */
  hours: number;
  /** Costs by the day; those by the month are kept for good. */
  days: number;
  /** Pods and nodes of each hour. */
  details: number;
  /** Objects that are gone, to compute an hour again. */
  endedObjects: number;
}

/** The settings of `portlight.cost` that the hourly job and the reader have; other parts read their own. */
export interface CostSettings {
  /** Whether costs are computed. */
  enabled: boolean;
  /** ISO 4217. */
  currency: string;
  /** IANA name of the time zone of days and months. */
  timeZone: string;
  policy: AllocationPolicy;
  retention: CostRetention;
  /** Whether hours that sources know and the database lacks are computed by themselves. */
  backfill: boolean;
}

const HOUR = 60 * 60;
const DAY = 24 * HOUR;

/** What holds unless the configuration says otherwise. */
export const DEFAULT_COST_SETTINGS: CostSettings = {
  enabled: true,
  currency: 'USD',
  timeZone: 'UTC',
  policy: 'proportional',
  retention: {
    hours: 35 * DAY,
    days: 760 * DAY,
    details: 7 * DAY,
    endedObjects: 3 * DAY,
  },
  backfill: true,
};
