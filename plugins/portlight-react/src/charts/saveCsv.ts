import { csvFileName, formatCsv, type CsvTable } from './csv';

/** Hands a table to the user as a file. */
export function saveCsv(name: string, table: CsvTable) {
  // The mark at the beginning is what spreadsheets know UTF-8 by.
  const address = URL.createObjectURL(
    new Blob(['\ufeff', formatCsv(table)], { type: 'text/csv;charset=utf-8' }),
  );
  const link = document.createElement('a');
  link.href = address;
  link.download = csvFileName(name);
  link.click();
  URL.revokeObjectURL(address);
}
