export * from './ObjectReader';
export * from './clusterFigures';
export * from './inventoryHandlers';
export * from './detailHandlers';
export * from './RecordReader';
export { rounded } from './visibleFigures';
export { HEALTH_STATUSES } from './objectFilters';
