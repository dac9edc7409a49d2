import { numberFormat, UNKNOWN } from './numbers';

/** Currencies that `Intl` refuses are said once, and from then on written as number and code. */
const unknownCurrencies = new Set<string>();

function moneyFormat(
  currency: string,
  locale: string | undefined,
  options: Intl.NumberFormatOptions,
): Intl.NumberFormat | undefined {
  if (unknownCurrencies.has(currency)) return undefined;
  try {
    return numberFormat(locale, { style: 'currency', currency, ...options });
  } catch {
    // A portal may count in credits: no ISO code, still an amount.
    unknownCurrencies.add(currency);
    return undefined;
  }
}

function write(
  amount: number,
  currency: string,
  locale: string | undefined,
  options: Intl.NumberFormatOptions,
): string {
  // Rounding makes -0 of what a bill took away: not a figure.
  const value = amount === 0 ? 0 : amount;
  const format = moneyFormat(currency, locale, options);
  const parts = (
    format ?? numberFormat(locale, { minimumFractionDigits: 0, ...options })
  ).formatToParts(value);
  const text = parts
    .map(part =>
      part.type === 'compact' && part.value === 'K' ? 'k' : part.value,
    )
    .join('');
  return format ? text : `${text} ${currency}`;
}

/** Digits after the point that leave what matters of an amount. */
function digitsOf(magnitude: number): Intl.NumberFormatOptions {
  if (magnitude >= 99.995) return { maximumFractionDigits: 0 };
  if (magnitude === 0) return { minimumFractionDigits: 0 };
  if (magnitude >= 0.01) {
    return { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  }
  return { maximumSignificantDigits: 2 };
}

/**
 * An amount of money, with the digits that matter: `€0.0031`, `€4.21`, `€1,204`, `€12.4k`. The exact one belongs
 * into a tooltip: {@link formatMoneyExact}.
 *
 * @param currency - ISO 4217, such as `EUR`
 */
export function formatMoney(
  amount: number | undefined,
  currency: string,
  locale?: string,
): string {
  if (amount === undefined || !Number.isFinite(amount)) return UNKNOWN;
  const magnitude = Math.abs(amount);
  if (magnitude >= 9999.5) {
    return write(amount, currency, locale, {
      notation: 'compact',
      minimumFractionDigits: 0,
      maximumFractionDigits: 1,
    });
  }
  // A millionth of anything is nothing to anybody, but it is not nothing.
  if (magnitude > 0 && magnitude < 1e-6) {
    return `<${write(1e-6, currency, locale, { maximumSignificantDigits: 1 })}`;
  }
  return write(amount, currency, locale, digitsOf(magnitude));
}

/** A round amount beside an axis: `€2.5`, `€60`. */
export function formatMoneyTick(
  amount: number,
  currency: string,
  locale?: string,
): string {
  const magnitude = Math.abs(amount);
  return magnitude >= 0.01 && magnitude < 100
    ? write(amount, currency, locale, {
        minimumFractionDigits: 0,
        maximumFractionDigits: 3,
      })
    : formatMoney(amount, currency, locale);
}

/**
 * The price of one unit, with three digits that matter: `€0.0432`. Below a cent two would make 0.0432 and 0.0391 the
 * same.
 */
export function formatRate(
  price: number | undefined,
  currency: string,
  locale?: string,
): string {
  if (price === undefined || !Number.isFinite(price)) return UNKNOWN;
  const magnitude = Math.abs(price);
  return magnitude > 0 && magnitude < 1
    ? write(price, currency, locale, { maximumSignificantDigits: 3 })
    : formatMoney(price, currency, locale);
}

/** An amount of money as it was computed, to the nano-unit, for tooltips. */
export function formatMoneyExact(
  amount: number | undefined,
  currency: string,
  locale?: string,
): string {
  if (amount === undefined || !Number.isFinite(amount)) return UNKNOWN;
  return write(amount, currency, locale, {
    minimumFractionDigits: 2,
    maximumFractionDigits: Math.abs(amount) >= 1 ? 4 : 9,
  });
}

/** A difference of money with its sign: `+€12.40`, `−€3.10`. */
export function formatMoneyChange(
  amount: number | undefined,
  currency: string,
  locale?: string,
): string {
  if (amount === undefined || !Number.isFinite(amount)) return UNKNOWN;
  const text = formatMoney(Math.abs(amount), currency, locale);
  if (amount === 0) return text;
  return `${amount > 0 ? '+' : '−'}${text}`;
}

/** A relative difference with its sign: `+8%`, `−12%`; a dash where there was nothing before. */
export function formatChange(
  now: number | undefined,
  before: number | undefined,
  locale?: string,
): string {
  if (now === undefined || before === undefined || !(before > 0)) {
    return UNKNOWN;
  }
  const ratio = now / before - 1;
  // 12,400% more is "124 times as much", and nobody reads it as a percentage.
  if (ratio >= 9.995) {
    return `×${numberFormat(locale, { maximumFractionDigits: 0 }).format(
      now / before,
    )}`;
  }
  const text = numberFormat(locale, {
    style: 'percent',
    maximumFractionDigits: Math.abs(ratio) < 0.0995 ? 1 : 0,
  }).format(Math.abs(ratio));
  if (/^[^1-9]*$/.test(text)) return text;
  return `${ratio > 0 ? '+' : '−'}${text}`;
}
