export {
  EntityMetricsCard,
  type EntityMetricsCardProps,
} from './EntityMetricsCard';
export { MetricsView, type MetricsViewProps } from './MetricsView';
export {
  ResourceMetricsSection,
  ResourceMetricsView,
  type ResourceMetricsProps,
} from './ResourceMetricsView';
export {
  ServiceMetricsSection,
  type ServiceMetricsSectionProps,
} from './ServiceMetricsSection';
