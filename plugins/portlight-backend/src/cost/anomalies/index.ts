export { createAnomalyHandlers } from './anomalyHandlers';
export {
  type AnomalySettings,
  readAnomalySettings,
} from './readAnomalySettings';
