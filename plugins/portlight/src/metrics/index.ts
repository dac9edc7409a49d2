export {
  EntityMetricsCard,
  EntityMetricsContent,
} from './EntityMetricsContent';
