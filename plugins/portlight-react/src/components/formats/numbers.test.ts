import fc from 'fast-check';
import {
  formatBytes,
  formatCompactCount,
  formatCores,
  formatCount,
  formatPercent,
  formatQuantity,
} from './numbers';

const GIB = 1024 ** 3;

describe('formatCores', () => {
  it.each([
    [0, '0'],
    [0.0004, '0.4m'],
    [0.25, '250m'],
    [0.999, '999m'],
    [0.9996, '1'],
    [1, '1'],
    [1.25, '1.25'],
    [12.345, '12.3'],
    [128, '128'],
    [12345.6, '12,346'],
    [-0.25, '-250m'],
    [undefined, '–'],
    [Number.NaN, '–'],
    [Infinity, '–'],
  ])('shows %p as %p', (cores, text) => {
    expect(formatCores(cores, 'en-US')).toBe(text);
  });
});

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [1023, '1,023 B'],
    [1024, '1 KiB'],
    [512 * 1024 ** 2, '512 MiB'],
    [1.5 * GIB, '1.5 GiB'],
    [1023.7 * 1024 ** 2, '1 GiB'],
    [15.26 * GIB, '15.3 GiB'],
    [2 ** 62, '4 EiB'],
    [2 ** 80, '1,048,576 EiB'],
    [undefined, '–'],
  ])('shows %p as %p', (bytes, text) => {
    expect(formatBytes(bytes, 'en-US')).toBe(text);
  });

  it('never shows 1,024 of a unit', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 2 ** 69, noNaN: true }), bytes => {
        expect(formatBytes(bytes, 'en-US')).not.toMatch(/^1,024 (?!EiB)/);
      }),
    );
  });
});

describe('counts', () => {
  it.each([
    [0, '0', '0'],
    [1204, '1,204', '1,204'],
    [9999, '9,999', '9,999'],
    [12_400, '12,400', '12.4k'],
    [2_345_678, '2,345,678', '2.3M'],
    [undefined, '–', '–'],
  ])('shows %p as %p, in headlines as %p', (value, exact, compact) => {
    expect(formatCount(value, 'en-US')).toBe(exact);
    expect(formatCompactCount(value, 'en-US')).toBe(compact);
  });

  it('uses the separators of the locale', () => {
    expect(formatCount(1204, 'de-DE')).toBe('1.204');
  });

  it.each([
    [0, '0 pods'],
    [1, '1 pod'],
    [1204, '1,204 pods'],
  ])('puts %p into words', (value, text) => {
    expect(formatQuantity(value, 'pod', undefined, 'en-US')).toBe(text);
  });
});

describe('formatPercent', () => {
  it.each([
    [0, '0%'],
    [0.0004, '<0.1%'],
    [0.042, '4.2%'],
    [0.0996, '10%'],
    [0.424, '42%'],
    [1.337, '134%'],
    [undefined, '–'],
    [Number.NaN, '–'],
  ])('shows %p as %p', (ratio, text) => {
    expect(formatPercent(ratio, 'en-US')).toBe(text);
  });
});
