const formatters = new Map<string, Intl.NumberFormat>();

/** Making an Intl formatter costs 50 microseconds and tables format thousands of values. */
export function numberFormat(
  locale: string | undefined,
  options: Intl.NumberFormatOptions,
): Intl.NumberFormat {
  const key = `${locale}|${JSON.stringify(options)}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.NumberFormat(locale, options);
    formatters.set(key, formatter);
  }
  return formatter;
}

/** A dash for what is not known: never a zero. */
export const UNKNOWN = '–';

const isKnown = (value: number | undefined): value is number =>
  value !== undefined && Number.isFinite(value);

/** How many, exactly: `1,204`. */
export function formatCount(value: number | undefined, locale?: string) {
  return isKnown(value) ? numberFormat(locale, {}).format(value) : UNKNOWN;
}

/** How many, for a headline: exact below 10,000, then `12.4k`. */
export function formatCompactCount(value: number | undefined, locale?: string) {
  if (!isKnown(value) || Math.abs(value) < 10_000) {
    return formatCount(value, locale);
  }
  return numberFormat(locale, {
    notation: 'compact',
    maximumFractionDigits: 1,
  })
    .formatToParts(value)
    .map(part =>
      part.type === 'compact' && part.value === 'K' ? 'k' : part.value,
    )
    .join('');
}

/**
 * CPU.
 *
 * @param cores - such as 0.25 or 1.25
 * @returns `250m` below one core, else `1.25`
 */
export function formatCores(cores: number | undefined, locale?: string) {
  if (!isKnown(cores)) return UNKNOWN;
  const magnitude = Math.abs(cores);
  if (magnitude > 0 && magnitude < 0.9995) {
    const millicores = cores * 1000;
    return `${numberFormat(locale, {
      maximumFractionDigits: Math.abs(millicores) < 1 ? 1 : 0,
    }).format(millicores)}m`;
  }
  let digits = 2;
  if (magnitude >= 100) digits = 0;
  else if (magnitude >= 10) digits = 1;
  return numberFormat(locale, { maximumFractionDigits: digits }).format(cores);
}

const BYTE_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];

/**
 * Memory and storage.
 *
 * @returns binary units with about three digits: `512 MiB`, `1.5 GiB`
 */
export function formatBytes(bytes: number | undefined, locale?: string) {
  if (!isKnown(bytes)) return UNKNOWN;
  let value = bytes;
  let unit = 0;
  // 1023.6 MiB would be shown as 1,024 MiB: go on to 1 GiB.
  while (Math.abs(value) >= 1023.5 && unit < BYTE_UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  let digits = 2;
  if (unit === 0 || Math.abs(value) >= 100) digits = 0;
  else if (Math.abs(value) >= 10) digits = 1;
  const text = numberFormat(locale, { maximumFractionDigits: digits }).format(
    value,
  );
  return `${text} ${BYTE_UNITS[unit]}`;
}

/**
 * A share.
 *
 * @param ratio - 0.42 for 42%
 * @returns without decimals from 10% on, with one below
 */
export function formatPercent(ratio: number | undefined, locale?: string) {
  if (!isKnown(ratio)) return UNKNOWN;
  const magnitude = Math.abs(ratio);
  if (magnitude > 0 && magnitude < 0.001) {
    return `<${numberFormat(locale, {
      style: 'percent',
      minimumFractionDigits: 1,
    }).format(0.001)}`;
  }
  return numberFormat(locale, {
    style: 'percent',
    maximumFractionDigits: magnitude < 0.0995 ? 1 : 0,
  }).format(ratio);
}

/** `1 pod`, `2 pods`; an irregular plural is given. */
export function formatQuantity(
  value: number,
  one: string,
  many: string = `${one}s`,
  locale?: string,
) {
  return `${formatCount(value, locale)} ${value === 1 ? one : many}`;
}
