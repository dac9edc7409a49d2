export type { PriceBook } from './PriceBook';
export { createPrices, type Prices } from './createPrices';
export type { PriceSettings } from './PriceSettings';
export { readPriceSettings } from './readPriceSettings';
