export * from './aggregation';
export * from './exposition';
export * from './promql';
export * from './signals';
export * from './usage';
export {
  describeMetrics,
  type DescribeMetricsOptions,
} from './describeMetrics';
