import { formatCompactCount, numberFormat, UNKNOWN } from './numbers';
import { formatDuration } from './times';

/** How many digits after the point leave about three that matter. */
function decimalsOf(magnitude: number): number {
  if (magnitude === 0 || magnitude >= 100) return 0;
  if (magnitude >= 10) return 1;
  if (magnitude >= 1) return 2;
  return Math.min(12, 2 - Math.floor(Math.log10(magnitude)));
}

/**
 * Any number, with about three digits that matter: `0.0031`, `4.21`, `1,204`, `12.4k`; very small ones as `3.1E-9`.
 */
export function formatNumber(value: number | undefined, locale?: string) {
  if (value === undefined || !Number.isFinite(value)) return UNKNOWN;
  const magnitude = Math.abs(value);
  if (magnitude >= 10_000) return formatCompactCount(value, locale);
  if (magnitude > 0 && magnitude < 1e-6) {
    return numberFormat(locale, {
      notation: 'scientific',
      maximumFractionDigits: 1,
    }).format(value);
  }
  return numberFormat(locale, {
    maximumFractionDigits: decimalsOf(magnitude),
  }).format(value);
}

/** Any number with all digits that a measurement has, for tooltips and tables. */
export function formatExact(value: number | undefined, locale?: string) {
  if (value === undefined || !Number.isFinite(value)) return UNKNOWN;
  return numberFormat(locale, { maximumSignificantDigits: 10 }).format(value);
}

/**
 * How long something takes, down to microseconds.
 *
 * @param seconds - such as 0.18
 * @returns `320µs`, `4.2ms`, `180ms`, `1.24s`, `3m 12s`
 */
export function formatLatency(seconds: number | undefined, locale?: string) {
  if (seconds === undefined || !Number.isFinite(seconds)) return UNKNOWN;
  const magnitude = Math.abs(seconds);
  if (magnitude >= 60) {
    return `${seconds < 0 ? '-' : ''}${formatDuration(
      magnitude * 1000,
      locale,
    )}`;
  }
  let [factor, unit] = [1, 's'];
  if (magnitude > 0 && magnitude < 0.000_999_5) [factor, unit] = [1e6, 'µs'];
  else if (magnitude > 0 && magnitude < 0.9995) [factor, unit] = [1e3, 'ms'];
  const scaled = seconds * factor;
  return `${numberFormat(locale, {
    maximumFractionDigits: Math.min(2, decimalsOf(Math.abs(scaled))),
  }).format(scaled)}${unit}`;
}
