import type { Series } from '@portlight/plugin-portlight-common';
import type { Lease } from '../../inventory';

/**
 * What a series is known by. The objects of a scrape are ones; of resource usage keep one object per name,
 * because ids are remembered by object: `{ name: 'cpu_usage', labels: [], key: 'cpu_usage', family: { name:
 * 'cpu_usage', type: 'gauge' } }`.
 */
export type SampledSeries = Pick<Series, 'name' | 'labels' | 'key' | 'family'>;

/** What one peer said at one time; a `Scrape` has `series` and `values` already. */
export interface PeerSamples {
  /** Of a target: the peer's id; empty for what is known of all of its peers together. */
  peer: string;
  /** Seconds since the epoch; kept as whole seconds; of several samples of a series in one second the first stays. */
  at: number;
  /** What comes first is kept where there are more series than may be. */
  series: readonly SampledSeries[];
  /** By the index of the series; NaN and infinities are gaps. */
  values: ArrayLike<number>;
}

/** Samples of peers of one target. */
export interface TargetSamples {
  /** Empty for targets of no cluster. */
  cluster: string;
  /** The id of the target, or `usage`. */
  target: string;
  /** Of the cluster, or of the task `metrics` for targets of none. */
  lease: Lease;
  samples: readonly PeerSamples[];
}

/** What became of samples. */
export interface AppendResult {
  /** Samples that are in the database now. */
  written: number;
  /** Samples of series that are one too many. */
  capped: number;
  /** Samples that came too late, from the future, or while too many waited for the database. */
  dropped: number;
}

/** Keeps samples. Of a cluster only by the replica that owns it. */
export interface HistoryWriter {
  /**
   * Writes samples, some at a time, and resolves when all are written or dropped. Does not reject for a
   * database that is gone (its samples are dropped and counted) nor for a lost lease. Nothing is written
   * where history is turned off.
   */
  append(samples: TargetSamples): Promise<AppendResult>;
  /** What people should know about the history of a target, one sentence each; of the replica that writes it. */
  notices(target: { cluster: string; target: string }): string[];
}
