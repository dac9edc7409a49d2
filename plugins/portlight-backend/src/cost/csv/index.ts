export { type CsvConsumer, CsvSyntaxError, readCsv } from './readCsv';
