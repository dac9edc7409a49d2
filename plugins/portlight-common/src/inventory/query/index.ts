export { LIST_COLUMNS } from './lists';
export { queryClusters } from './queryClusters';
export { queryRows, type RowList } from './queryRows';
