import { saveFile } from '../components/saveFile';
import { csvFileName, formatCsv, type CsvTable } from './csv';

/** Hands a table to the user as a file. */
export function saveCsv(name: string, table: CsvTable) {
  // The mark at the beginning is what spreadsheets know UTF-8 by.
  saveFile(
    csvFileName(name),
    new Blob(['\ufeff', formatCsv(table)], { type: 'text/csv;charset=utf-8' }),
  );
}
