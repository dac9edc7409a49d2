export * from './types';
export {
  type AnomalyInput,
  BASELINE_DAYS,
  findAnomalies,
} from './findAnomalies';
