export { estimateCosts, type EstimatePlace } from './estimateCosts';
