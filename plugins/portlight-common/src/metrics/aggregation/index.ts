export { Aggregator } from './Aggregator';
export { mergeSnapshots } from './mergeSnapshots';
export { describeFamily, familiesByName } from './describeFamily';
export {
  estimateQuantile,
  type Buckets,
  type QuantileEstimate,
} from './histogram';
export { fromSampleValue, toSampleValue } from './sampleValue';
export type {
  AggregatedPeer,
  AggregatorOptions,
  MetricsSnapshot,
  PeerFailure,
  PeerSamples,
  SnapshotCell,
  SnapshotFamily,
  SnapshotLimits,
  SnapshotPeer,
  SnapshotSample,
  SnapshotSeries,
} from './types';
