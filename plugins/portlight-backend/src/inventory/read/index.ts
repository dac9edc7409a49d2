export * from './ObjectReader';
export * from './clusterFigures';
export * from './inventoryHandlers';
export * from './detailHandlers';
export * from './RecordReader';
export { rounded, sumRequests } from './visibleFigures';
export {
  HEALTH_STATUSES,
  type ObjectFilters,
  whereObjects,
  whereSelected,
  whereTopLevelWorkload,
} from './objectFilters';
export { whereLabels } from './labelFilter';
