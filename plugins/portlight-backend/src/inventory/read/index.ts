export * from './ObjectReader';
export * from './clusterFigures';
export * from './inventoryHandlers';
export * from './detailHandlers';
export * from './RecordReader';
export { rounded, sumRequests } from './visibleFigures';
export { HEALTH_STATUSES, whereTopLevelWorkload } from './objectFilters';
export { whereLabels } from './labelFilter';
