import type { Labels, Scrape } from '../exposition/types';
import type { MetricType, SampleValue } from '../../api/types';

/**
 * A peer as the aggregation knows it.
 *
 * @public
 */
export interface AggregatedPeer {
  /** Stable while the instance lives, and its own within its cluster. */
  id: string;
  /** For people. */
  name: string;
  /** Where it runs; absent for what is in no cluster. */
  cluster?: string;
}

/**
 * One scrape of one peer that was answered.
 *
 * @public
 */
export interface PeerSamples {
  /** Who answered. */
  peer: AggregatedPeer;
  /** Seconds since the epoch, when the answer began. */
  at: number;
  /** What it answered. */
  scrape: Scrape;
}

/**
 * One scrape of one peer that failed.
 *
 * @public
 */
export interface PeerFailure {
  /** Who did not answer. */
  peer: AggregatedPeer;
  /** Seconds since the epoch. */
  at: number;
  /** Why; one sentence. */
  message: string;
}

/**
 * Options of an {@link Aggregator}.
 *
 * @public
 */
export interface AggregatorOptions {
  /** Over how many seconds rates are taken; default 60. */
  window?: number;
  /** Bounds of the snapshot; see their defaults. */
  limits?: SnapshotLimits;
}

/**
 * Bounds of a {@link MetricsSnapshot}.
 *
 * @public
 */
export interface SnapshotLimits {
  /** Sample series (each bucket is one); default 20,000. */
  series?: number;
  /** Series times peers; default 1,000,000. */
  cells?: number;
}

/**
 * What a peer has of a sample: its value, or `null` where it does not have it.
 *
 * @public
 */
export type SnapshotCell = SampleValue | null;

/**
 * One peer in a snapshot.
 *
 * @public
 */
export interface SnapshotPeer extends AggregatedPeer {
  /** Whether its last scrape was answered. One that was not has no values. */
  up: boolean;
  /** Seconds since the epoch, of the last scrape, answered or not; absent before the first one. */
  at?: number;
  /** Why it was not answered. */
  message?: string;
  /** Samples of the last scrape. */
  samples?: number;
  /** The seconds that its increases are of; absent before its second scrape. */
  seconds?: number;
}

/**
 * One sample series of a snapshot, of all peers.
 *
 * @public
 */
export interface SnapshotSample {
  /**
   * What it is of its series: its value; count, sum, a bucket or a quantile of a histogram or summary; or one
   * state of a stateset.
   */
  part: 'value' | 'count' | 'sum' | 'bucket' | 'quantile' | 'state';
  /** The bucket's upper bound (`le`), or the quantile. */
  bound?: SampleValue;
  /** The name of the state. */
  state?: string;
  /** As last exposed, by the index of the peer. */
  values: SnapshotCell[];
  /**
   * Of what only grows: by how much it did within the peer's `seconds`, corrected for resets; `null` before
   * the second scrape of the series.
   */
  increases?: (number | null)[];
  /** By the index of the peer, the seconds of an increase where they are not those of the peer. */
  seconds?: Record<string, number>;
}

/**
 * One set of labels of a family.
 *
 * @public
 */
export interface SnapshotSeries {
  /** Without `le`, `quantile` and the name of a state. */
  labels: Labels;
  /** Its value, or the parts of its histogram or summary. */
  samples: SnapshotSample[];
}

/**
 * One family of metrics in a snapshot. Families of one name and different types are different families.
 *
 * @public
 */
export interface SnapshotFamily {
  /**
   * Of counters, gauges, infos, statesets and what has no type, the name of the sample (`http_requests_total`),
   * in whichever format it was exposed; of histograms and summaries without `_bucket`, `_sum` and `_count`.
   */
  name: string;
  /** As the peers expose it. */
  type: MetricType;
  /** The longest of the texts. */
  help?: string;
  /** More than one where the peers do not agree. */
  units?: string[];
  /** How many peers expose it. */
  peers: number;
  /** Sorted by their labels. */
  series: SnapshotSeries[];
  /** How many sample series were left out. */
  cut?: number;
}

/**
 * What a set of peers said in their last scrapes: plain JSON, bounded. Peers are sorted by name, cluster and
 * id, families by name and type, series by labels, so that the same peers make the same snapshot.
 *
 * @public
 */
export interface MetricsSnapshot {
  /** Of this shape. */
  version: 1;
  /** Sorted by name, cluster and id. */
  peers: SnapshotPeer[];
  /** Sorted by name and type. */
  families: SnapshotFamily[];
  /** What was left out or does not agree; one sentence each. */
  notices: string[];
}
