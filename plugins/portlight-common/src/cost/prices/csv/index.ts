export {
  detectDelimiter,
  findColumns,
  plainHeader,
  type Columns,
} from './columns';
export {
  PRICE_COLUMNS,
  PriceListReader,
  type PriceLine,
  type PriceListOptions,
} from './PriceListReader';
export { readNumber, type DecimalSeparator } from './readNumber';
