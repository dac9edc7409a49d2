export { isWorkloadRow } from './filters';
export { EVENTS, LIST_COLUMNS, PROBLEMS, PROBLEM_GROUPS } from './lists';
export { pageOf } from './page';
export { queryClusters } from './queryClusters';
export { queryRows, type RowList } from './queryRows';
export { matchesSearch } from './wildcard';
