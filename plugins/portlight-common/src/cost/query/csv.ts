/** What spreadsheets take for the beginning of a formula. */
const FORMULA = /^[=+\-@\t\r]/;
const SPECIAL = /[",\r\n]/;

/** A field of a CSV: a text, a number, or nothing. @public */
export type CsvValue = string | number | boolean | null | undefined;

/** Without an exponent, which not everything that reads CSV knows. */
function numberText(value: number): string {
  if (!Number.isFinite(value)) return '';
  const text = String(Object.is(value, -0) ? 0 : value);
  if (!text.includes('e')) return text;
  if (Math.abs(value) >= 1) return BigInt(value).toString();
  const digits = value.toFixed(20).replace(/\.?0+$/, '');
  // What is too small for any digit is nothing.
  return digits === '-0' ? '0' : digits;
}

function field(value: CsvValue): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return numberText(value);
  const text = String(value);
  // A name that whoever owns a workload chose must not become a formula on whoever opens the file.
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return SPECIAL.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/** A line of a CSV, as RFC 4180 has it. @public */
export function csvLine(values: readonly CsvValue[]): string {
  return `${values.map(field).join(',')}\r\n`;
}
