/** How a file writes numbers. @public */
export type DecimalSeparator = '.' | ',';

const PLAIN = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?$/i;
const GROUPED = {
  '.': /^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/,
  ',': /^[+-]?[1-9]\d{0,2}(\.\d{3})+(,\d*)?$/,
} as const;

/**
 * A number as spreadsheets write it: `0.096`, `0,096`, `1,234.56`, `1.234,56`, `9.6E-2`.
 *
 * @param decimal - what the file most likely has between units and tenths; `1,234` could be either
 * @returns NaN for what is no number
 *
 * @public
 */
export function readNumber(text: string, decimal: DecimalSeparator): number {
  // Between thousands stand narrow spaces in some languages.
  const value = text.trim().replace(/[\s\u00a0\u202f']/g, '');
  if (value === '' || value.length > 60) return NaN;
  for (const separator of decimal === '.'
    ? (['.', ','] as const)
    : ([',', '.'] as const)) {
    if (GROUPED[separator].test(value)) {
      const bare = value.replaceAll(separator === '.' ? ',' : '.', '');
      return Number(bare.replace(',', '.'));
    }
    const plain = separator === ',' ? value.replace(',', '.') : value;
    // In a file with decimal commas a point is one too as long as nothing else is possible.
    if (PLAIN.test(plain) && !(separator === ',' && /\..*\./.test(plain))) {
      return Number(plain);
    }
  }
  return NaN;
}
