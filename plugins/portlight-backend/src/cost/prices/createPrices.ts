import type { LoggerService } from '@backstage/backend-plugin-api';
import type { NodeSpan } from '@portlight/plugin-portlight-common';
import type { PricingProvider } from '@portlight/plugin-portlight-node';
import type { Knex } from 'knex';
import type { PriceBook } from './PriceBook';
import { createPriceHandlers } from './priceHandlers';
import { PriceRows } from './PriceRows';
import type { PriceSettings } from './PriceSettings';
import { PriceSources } from './PriceSources';
import { type FactorsOfHour, SqlPriceBook } from './SqlPriceBook';

/** The prices of all hours, kept as their sources have them. */
export interface Prices {
  book: PriceBook;
  handlers: ReturnType<typeof createPriceHandlers>;
  rows: PriceRows;
  /** Reads the sources from here on. */
  start(): void;
  /** Ends after what is being written. */
  stop(): Promise<void>;
}

/** Prices by the configuration, price lists and other modules. */
export function createPrices(options: {
  knex: Knex;
  logger: LoggerService;
  settings: PriceSettings;
  providers: readonly PricingProvider[];
  factors: FactorsOfHour;
  /** Remembers nodes, for bills that come later. */
  note: (
    cluster: string,
    hour: number,
    nodes: readonly NodeSpan[],
  ) => Promise<void>;
  /** Milliseconds that a provider may take. */
  patience?: number;
  now?: () => number;
}): Prices {
  const rows = new PriceRows(options.knex);
  const sources = new PriceSources({ ...options, rows });
  const { factors, note } = options;
  const book = new SqlPriceBook({
    rows,
    factors,
    note,
    readyFor: sources.readyFor,
  });
  return {
    rows,
    book,
    handlers: createPriceHandlers({
      ...options,
      book,
      rows,
      currency: options.settings.currency.currency,
    }),
    start: () => sources.start(),
    stop: () => sources.stop(),
  };
}
