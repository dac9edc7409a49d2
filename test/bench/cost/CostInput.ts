/** What is measured in a process of its own. */
export type CostInput = { database: 'SQLite' | 'PostgreSQL' } & (
  | {
      what: 'hour';
      pods: number;
      /** Measured hours, after one that is not. */
      hours: number;
    }
  | {
      what: 'report';
      clusters: number;
      /** Of each cluster. */
      workloads: number;
      days: number;
      /** How often it is asked for. */
      queries: number;
    }
  | {
      what: 'backfill';
      clusters: number;
      /** Of each cluster. */
      pods: number;
      days: number;
    }
);

/** What was measured. Times in seconds. */
export interface CostResult {
  /** Of each hour: all that is done for it, from reading objects to what days and months are made of. */
  hours?: { cpu: number; wall: number }[];
  /** How long the thread was not there for others within an hour, at the worst. */
  longestPause?: number;
  /** On disk with indexes: of a workload and day by the hour, and by the day. */
  bytesPerWorkloadDay?: { hours: number; days: number };
  /** On disk: of a pod and hour. */
  detailBytesPerPodHour?: number;
  /** Of a sum by owner over all days. */
  byOwner?: number[];
  /** The same by day and owner. */
  byDayAndOwner?: number[];
  /** The same by namespace and workload of one cluster. */
  byWorkload?: number[];
  /** All of it. */
  backfill?: { cpu: number; wall: number; hours: number };
}
