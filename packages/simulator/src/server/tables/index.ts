export { tableDefinition, tableRow, type TableOptions } from './table';
