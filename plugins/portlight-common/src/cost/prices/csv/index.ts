export { detectDelimiter } from './columns';
export {
  PRICE_FIELDS,
  PriceListReader,
  type PriceField,
  type PriceLine,
  type PriceListOptions,
} from './PriceListReader';
export type { DecimalSeparator } from './readNumber';
