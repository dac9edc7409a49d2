export { createHistory, type MetricHistory } from './createHistory';
export * from './HistoryReader';
export * from './HistorySettings';
export * from './HistoryWriter';
export { readHistorySettings } from './readHistorySettings';
export { insertNumbers } from './insertSamples';
export { ROLLUP_LEVELS } from './levels';
export { Partitions } from './partitions';
