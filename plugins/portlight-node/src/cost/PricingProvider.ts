import type { PriceRule } from '@portlight/plugin-portlight-common';

/** All prices of a source at one moment. @public */
export interface PriceList {
  /** Tells this state of the source from others; an unchanged version is not read again. */
  version: string;
  /** When the prices were published, ISO 8601. */
  at?: string;
  /** ISO 4217, such as `USD`. */
  currency: string;
  /** Read once, while the list is stored. */
  prices: AsyncIterable<PriceRule> | Iterable<PriceRule>;
}

/**
 * A source of prices, such as a cloud provider's price API or a feed of spot prices.
 *
 * @public
 */
export interface PricingProvider {
  /** Shown as the source of prices; letters, digits and dashes. */
  name: string;
  /** Milliseconds between two reads; an hour where absent. */
  interval?: number;
  /**
   * Reads the prices that hold now. A price that changed holds from the moment at which it was read; what was computed
   * before keeps its price.
   *
   * @returns undefined where nothing has changed since `known`, the version read last
   */
  read(options: {
    known?: string;
    signal: AbortSignal;
  }): Promise<PriceList | undefined>;
}
