/** What one unit of other currencies is in the currency of costs. @public */
export type ExchangeRates = Readonly<Record<string, number>>;

/** Costs are in one currency; nobody's rates are guessed. @public */
export interface CurrencyOptions {
  /** ISO 4217. */
  currency: string;
  /** Other currencies that there are prices in. */
  exchangeRates?: ExchangeRates;
}

/** A currency that no configured rate converts. @public */
export class UnknownCurrencyError extends Error {
  constructor(currency: string, to: string) {
    super(
      /^[A-Z]{3}$/.test(currency)
        ? `The amount is in ${currency} but costs are in ${to}: set \`portlight.cost.exchangeRates.${currency}\` to what one ${currency} is in ${to}`
        : `«${currency.slice(
            0,
            20,
          )}» is no currency: write the three letters of ISO 4217, such as ${to}`,
    );
    this.name = 'UnknownCurrencyError';
  }
}

/**
 * What to multiply an amount by to have it in the currency of costs.
 *
 * @throws UnknownCurrencyError which says what to set
 *
 * @public
 */
export function exchangeRate(from: string, options: CurrencyOptions): number {
  const code = from.trim().toUpperCase();
  if (code === options.currency) return 1;
  const { exchangeRates = {} } = options;
  const rate = Object.hasOwn(exchangeRates, code)
    ? exchangeRates[code]
    : undefined;
  if (rate === undefined) {
    throw new UnknownCurrencyError(code, options.currency);
  }
  return rate;
}
