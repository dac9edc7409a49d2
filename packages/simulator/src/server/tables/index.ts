export {
  emptyRow,
  tableDefinition,
  tableRow,
  type TableOptions,
} from './table';
