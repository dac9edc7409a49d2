export { observeNode } from './nodes';
export { observeHour, type ObserveHourOptions } from './observeHour';
export type { ObservedObject } from './ObservedObjects';
export type { PodMeasurements } from './pods';
