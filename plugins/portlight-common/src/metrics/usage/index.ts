export * from './types';
export { parseNodeMetrics, parsePodMetrics } from './parseMetricsApi';
export { parseStatsSummary } from './parseStatsSummary';
export { rollUpUsage, type FindPod, type PodPlacement } from './rollUpUsage';
export { KubeletRollup } from './KubeletRollup';
export {
  USAGE_SERIES,
  USAGE_TARGET,
  usagePeer,
  type UsageScope,
} from './usageSeries';
