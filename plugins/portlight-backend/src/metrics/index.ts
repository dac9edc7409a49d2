export {
  createMetrics,
  createMetricsStore,
  type Metrics,
  type MetricsStore,
} from './createMetrics';
export { type MetricsTimeRange, readTimeRange } from './timeRange';
