export { LIST_COLUMNS } from './lists';
export { queryRows, type RowList } from './queryRows';
