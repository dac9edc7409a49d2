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
  /** Of each hour: what is computed of it, without reading and writing anything. */
  pure?: number[];
  /** How long the thread was not there for others within an hour, at the worst. */
  longestPause?: number;
  /** On disk with indexes: of a workload and day by the hour, by the day and by the month. */
  bytesPerWorkloadDay?: { hours: number; days: number; months: number };
  /** On disk: of a pod and hour. */
  detailBytesPerPodHour?: number;
  /**
   * Of the answer of the API by owner over all days: with idle, trend, forecast and what is not known. Each time the last
   * day has been made anew since.
   */
  report?: { cpu: number; wall: number }[];
  /** The same, asked of a portal that remembers nothing. */
  firstReport?: { cpu: number; wall: number }[];
  /** The same with idle shared by all. */
  sharedReport?: { cpu: number; wall: number }[];
  /** Of a sum by owner over all days. */
  byOwner?: number[];
  /** The same by day and owner. */
  byDayAndOwner?: number[];
  /** The same by namespace and workload of one cluster. */
  byWorkload?: number[];
  /** All of it. */
  backfill?: { cpu: number; wall: number; hours: number };
}
