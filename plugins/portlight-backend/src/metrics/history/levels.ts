import type { HistoryLevel } from './HistoryReader';

/** How long the partitions of a table are on PostgreSQL. */
export type PartitionWidth = 'hour' | 'day' | 'month';

/** A level that is made of the one below. */
export interface RollupLevel {
  name: Exclude<HistoryLevel, 'samples'>;
  table: string;
  /** Of each bucket. */
  seconds: number;
  partition: PartitionWidth;
}

/** Finest first. */
export const ROLLUP_LEVELS: readonly RollupLevel[] = [
  { name: '1m', table: 'metric_rollups_1m', seconds: 60, partition: 'day' },
  { name: '5m', table: 'metric_rollups_5m', seconds: 300, partition: 'day' },
  { name: '1h', table: 'metric_rollups_1h', seconds: 3600, partition: 'month' },
];

/**
 * Seconds up to which the sample before counts as the one that a counter grew from, as in Prometheus. Across a longer
 * gap nobody knows when it grew.
 */
export const LOOKBACK = 300;

/**
 * Seconds that rows stay beyond their time: what is rolled up needs the samples of {@link LOOKBACK} before, and clocks of
 * replicas differ.
 */
export const SLACK = 600;

/** The beginning of the bucket that a time is in; whole seconds since the epoch. */
export function bucketOf(at: number, seconds: number): number {
  return Math.floor(at / seconds) * seconds;
}
