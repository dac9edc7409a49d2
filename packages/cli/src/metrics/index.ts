export { addMetricsCommand } from './command';
