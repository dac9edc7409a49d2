import fc from 'fast-check';
import { NumberReader } from './NumberReader';

const reader = new NumberReader();

function read(text: string) {
  const bytes = new TextEncoder().encode(`${text}\n`);
  const value = reader.read(bytes, 0);
  return reader.end === bytes.length - 1 ? value : undefined;
}

const digits = (maxLength: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { maxLength })
    .map(list => list.join(''));

describe('NumberReader', () => {
  it.each<[string, number]>([
    ['0', 0],
    ['-0', -0],
    ['+1', 1],
    ['.5', 0.5],
    ['5.', 5],
    ['0042', 42],
    ['1e3', 1000],
    ['1E+3', 1000],
    ['1.5e-3', 0.0015],
    ['9007199254740993', 9007199254740992],
    ['123456789012345678', 123456789012345680],
    ['0.1234567890123456789', 0.12345678901234568],
    ['4.9e-324', 5e-324],
    ['1e-400', 0],
    ['1.7976931348623157e308', Number.MAX_VALUE],
    ['0e99999999999', 0],
    ['inf', Infinity],
    ['+Inf', Infinity],
    ['-infinity', -Infinity],
    ['NaN', NaN],
    ['nan', NaN],
  ])('reads %s', (text, value) => {
    expect(read(text)).toBe(value);
  });

  it.each([
    '',
    '+',
    '.',
    '-.',
    'e5',
    '1e',
    '1e+',
    '1.2.3',
    '0x10',
    '0x1p-2',
    '1_000',
    '+nan',
    'infi',
    'nano',
    '1d',
    '1e999',
    '٣',
  ])('refuses %s', text => {
    expect(read(text)).toBeUndefined();
  });

  it('tells a number that is too large from what is none', () => {
    read('1e999');
    expect(reader.overflow).toBe(true);
    read('1e');
    expect(reader.overflow).toBe(false);
  });

  it('is exact for every double', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), value => {
        const text = Number.isFinite(value)
          ? String(value)
          : `${value}`.slice(0, -5);
        expect(read(text)).toBe(Object.is(value, -0) ? 0 : value);
      }),
      { numRuns: 5000 },
    );
  });

  it('rounds as Number() does, however many digits there are', () => {
    fc.assert(
      fc.property(
        digits(25),
        digits(25),
        fc.option(fc.integer({ min: -330, max: 330 })),
        (whole, fraction, exponent) => {
          const text = `${whole}.${fraction}${
            exponent === null ? '' : `e${exponent}`
          }`;
          fc.pre(whole + fraction !== '');
          const expected = Number(text);
          expect(read(text)).toBe(expected === Infinity ? undefined : expected);
        },
      ),
      { numRuns: 20_000 },
    );
  });

  it('rounds numbers half way between two doubles to the even one', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 2n ** 53n, max: 2n ** 62n }),
        fc.integer({ min: 0, max: 6 }),
        (integer, places) => {
          const text = integer.toString();
          const cut = text.length - places;
          const decimal = `${text.slice(0, cut)}.${text.slice(cut)}`;
          expect(read(decimal)).toBe(Number(decimal));
        },
      ),
      { numRuns: 20_000 },
    );
  });
});
