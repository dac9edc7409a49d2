export {
  type BucketScheme,
  CPU_BUCKETS,
  exponentialBuckets,
  MEMORY_BUCKETS,
  QUOTA_BUCKETS,
} from './buckets';
export {
  DecayingHistogram,
  type HistogramCheckpoint,
} from './DecayingHistogram';
export { Histogram } from './Histogram';
