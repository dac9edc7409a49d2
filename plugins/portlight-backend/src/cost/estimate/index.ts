export { createEstimateHandlers } from './estimateHandlers';
