import { detectDelimiter } from './columns';
import { PriceListReader, type PriceListOptions } from './PriceListReader';
import { readNumber } from './readNumber';

describe('readNumber', () => {
  it.each([
    ['0.096', '.', 0.096],
    ['0,096', ',', 0.096],
    ['0,096', '.', 0.096],
    ['1,234.56', '.', 1234.56],
    ['1.234,56', ',', 1234.56],
    ['1,234', '.', 1234],
    ['1,234', ',', 1.234],
    ['1.234', ',', 1234],
    ['1.5', ',', 1.5],
    ['1 234,5', ',', 1234.5],
    ['9.6E-2', '.', 0.096],
    ['.5', '.', 0.5],
    ['-3', '.', -3],
    ['', '.', NaN],
    ['free', '.', NaN],
    ['1.2.3', '.', NaN],
    ['0x10', '.', NaN],
    ['Infinity', '.', NaN],
    ['$5', '.', NaN],
  ] as const)('reads %s with decimal %s', (text, decimal, value) => {
    expect(readNumber(text, decimal)).toBe(value);
  });
});

describe('detectDelimiter', () => {
  it.each([
    ['a,b,c\n1,2,3', ','],
    ['a;b;c\r\n1,5;2;3', ';'],
    ['a\tb\n', '\t'],
    ['"a;b;c;d",e\n', ','],
    ['price', ','],
  ])('of %j is %j', (text, delimiter) => {
    expect(detectDelimiter(text)).toBe(delimiter);
  });
});

describe('PriceListReader', () => {
  const read = (
    headers: string[],
    record: string[],
    options: Partial<PriceListOptions> = {},
  ) =>
    new PriceListReader(headers, { currency: 'USD', ...options }, '.').read(
      record,
      7,
    );

  it('reads what common lists call things', () => {
    expect(
      read(
        [
          'InstanceType',
          'Region Code',
          'Purchase Option',
          'PricePerUnit',
          'OS',
        ],
        ['m5.large', 'eu-west-1', 'OnDemand', '0.107', 'Linux'],
      ),
    ).toEqual({
      rule: {
        kind: 'node',
        instanceType: 'm5.large',
        region: 'eu-west-1',
        capacityType: 'on-demand',
        os: 'linux',
        hourly: 0.107,
      },
    });
  });

  it('divides prices of a month by 730 hours', () => {
    const line = read(
      ['cluster', 'cpu', 'ram', 'gpu', 'unit'],
      ['prod', '20', '4', '1000', 'month'],
    );
    expect(line).toMatchObject({ rule: { kind: 'node', cluster: 'prod' } });
    const { cpu, memory, gpu } = (
      line as unknown as { rule: Record<string, number> }
    ).rule;
    expect(cpu).toBeCloseTo(0.027397, 6);
    expect(memory / 2 ** 30).toBeCloseTo(5.1027e-12, 15);
    expect(gpu).toBeCloseTo(1.369863, 6);
  });

  it('reads prices of storage', () => {
    expect(
      read(
        ['kind', 'storage class', 'price', 'unit'],
        ['storage', 'gp3', '0.08', 'month'],
      ),
    ).toEqual({
      rule: { kind: 'storage', name: 'gp3', price: 0.08 / 730 },
    });
  });

  it.each([
    ['-0.1', 'is negative (-0.1); a price is 0 or more'],
    [
      '1e9',
      'is more than 1000000, which no price is; check unit and decimal separator',
    ],
    ['abc', '«abc» is no number'],
    ['', 'is missing: a price has to say how much'],
  ])('refuses the price %j with line and column', (price, message) => {
    expect(read(['instance type', 'Price'], ['m5.large', price])).toEqual({
      problem: { line: 7, column: 'Price', message },
    });
  });

  it('refuses a currency that nothing converts, and converts one that is configured', () => {
    const headers = ['instance type', 'price', 'currency'];
    expect(read(headers, ['m5.large', '1', 'EUR'])).toEqual({
      problem: {
        line: 7,
        column: 'currency',
        message:
          'The amount is in EUR but costs are in USD: set `portlight.cost.exchangeRates.EUR` to what one EUR is in USD',
      },
    });
    expect(
      read(headers, ['m5.large', '1', 'eur'], { exchangeRates: { EUR: 1.1 } }),
    ).toMatchObject({ rule: { hourly: 1.1 } });
  });

  it('takes the columns that the settings name', () => {
    expect(
      read(['Maschine', 'Preis'], ['m5.large', '0.1'], {
        columns: { instanceType: 'Maschine', hourly: 'Preis' },
      }),
    ).toEqual({
      rule: { kind: 'node', instanceType: 'm5.large', hourly: 0.1 },
    });
  });

  it('says what headers there could be where none has prices', () => {
    const reader = new PriceListReader(
      ['a', '__proto__'],
      { currency: 'USD' },
      '.',
    );
    expect(reader.problems[0]).toContain('No column has prices');
  });
});
