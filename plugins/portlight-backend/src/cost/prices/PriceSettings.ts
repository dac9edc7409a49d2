import type {
  CurrencyOptions,
  DefaultRates,
  PriceRule,
} from '@portlight/plugin-portlight-common';

/** A price list that is a file of the portal. */
export interface PriceFileSettings {
  path: string;
  /** Of prices without one of their own. */
  currency?: string;
  /** Headers by field. */
  columns: Readonly<Record<string, string>>;
  /** Milliseconds between two looks whether it has changed. */
  interval: number;
}

/** The settings of `portlight.cost.prices`, with the currency of costs. */
export interface PriceSettings {
  currency: CurrencyOptions;
  /** In their own currency. */
  custom: readonly { rule: PriceRule; currency: string }[];
  csv?: PriceFileSettings;
  /** Whether list prices that come with Portlight are taken. */
  seed: boolean;
  /** Rates of the last resort. */
  defaults?: { rates: DefaultRates; currency: string };
}
