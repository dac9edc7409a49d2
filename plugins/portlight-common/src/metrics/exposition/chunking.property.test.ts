import fc from 'fast-check';
import { ExpositionParser, parseExposition } from './ExpositionParser';
import { SeriesTable } from './SeriesTable';
import { mutate, randomOf, SEEDS } from './testing/mutations';
import { OPENMETRICS, outcome, TEXT } from './testing/parse';

const LIMITS = [
  undefined,
  { lineLength: 40 },
  { bodySize: 200 },
  { samples: 5 },
  { lineLength: 60, bodySize: 300 },
];

const body = fc.integer().map(seed => mutate(randomOf(seed)));
const contentType = fc.constantFrom(TEXT, OPENMETRICS);
const limits = fc.constantFrom(...LIMITS);

function cut(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const places = [
    0,
    ...cuts.map(place => place % (bytes.length + 1)).sort((a, b) => a - b),
    bytes.length,
  ];
  return places
    .slice(1)
    .map((place, index) => bytes.slice(places[index], place));
}

describe('ExpositionParser', () => {
  it('gives the same scrape or error wherever chunks end', () => {
    fc.assert(
      fc.property(
        body,
        contentType,
        limits,
        fc.boolean(),
        fc.array(fc.nat(2000), { maxLength: 12 }),
        (bytes, type, bounds, strict, cuts) => {
          const options = { contentType: type, limits: bounds, strict };
          expect(outcome(bytes, options, cut(bytes, cuts))).toEqual(
            outcome(bytes, options),
          );
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('tells what is wrong before that the body is too large, however long more was waited for', () => {
    // A label that is open over lines: what follows is read again once there is twice as much.
    const text = [
      '# HELP a_total NaNHelp \\n text.',
      '# TYPE a_total counter',
      'a_total{b="c",d="e f"} 1027 1395066363000',
      'a_total{b="c\\"\\\\",d="e\xda} 3.5e-3',
      '',
      '# TYPE h histogram',
      'h_bucket{x="1",le="0.5,"} 1',
      'h_buck\xcdt{x="1",le="+Inf"} 17',
      'h_sum{x="1"}17',
      'h_sum{x="1"} 324789.',
    ].join('\n');
    const bytes = Uint8Array.from(text, letter => letter.charCodeAt(0));
    const options = { contentType: TEXT, limits: { bodySize: 200 } };
    const whole = outcome(bytes, options);
    expect(whole).toMatchObject({ code: 'encoding' });
    expect(outcome(bytes, options, cut(bytes, [149]))).toEqual(whole);
  });

  it('gives the same for single bytes', () => {
    fc.assert(
      fc.property(body, contentType, limits, (bytes, type, bounds) => {
        const options = { contentType: type, limits: bounds };
        expect(
          outcome(
            bytes,
            options,
            Array.from(bytes, byte => Uint8Array.of(byte)),
          ),
        ).toEqual(outcome(bytes, options));
      }),
      { numRuns: 200 },
    );
  });

  it('gives the same whatever the table remembers', () => {
    fc.assert(
      fc.property(
        fc.array(body, { minLength: 2, maxLength: 6 }),
        contentType,
        limits,
        fc.array(fc.nat(2000), { maxLength: 4 }),
        (bodies, type, bounds, cuts) => {
          const table = new SeriesTable();
          const options = { contentType: type, limits: bounds };
          for (const bytes of [...bodies, ...bodies, bodies[0]]) {
            expect(
              outcome(bytes, { ...options, table }, cut(bytes, cuts)),
            ).toEqual(outcome(bytes, options));
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('does not keep bytes that belong to who pushed them', () => {
    const parser = new ExpositionParser({ contentType: TEXT });
    const chunk = new TextEncoder().encode('a 1\nb{c="d');
    parser.push(chunk);
    chunk.fill(0x78);
    parser.push(new TextEncoder().encode('"} 2\n'));
    expect(parser.end().series.map(({ key }) => key)).toEqual([
      'a',
      'b{c="d"}',
    ]);
  });

  it('gives the same error again once it has failed', () => {
    const parser = new ExpositionParser({ contentType: TEXT });
    const push = () => parser.push(new TextEncoder().encode('!\n'));
    expect(push).toThrow('Line 1, column 1');
    expect(push).toThrow('Line 1, column 1');
    expect(() => parser.end()).toThrow('Line 1, column 1');
  });
});

describe('SeriesTable', () => {
  const read = (text: string, table: SeriesTable, type = TEXT) =>
    parseExposition(text, { contentType: type, table });

  it.each(SEEDS.map((seed, index) => [index, seed] as const))(
    'keeps the objects of series that repeat (seed %d)',
    (index, seed) => {
      const table = new SeriesTable();
      const type = index === 0 ? TEXT : OPENMETRICS;
      const first = read(seed, table, type);
      const second = read(seed, table, type);
      expect(second.series).toBe(first.series);
      expect(second.families).toBe(first.families);
      expect(second).toEqual(first);
    },
  );

  it('keeps them when others come, go and change places', () => {
    const table = new SeriesTable();
    const first = read('a{x="1"} 1\nb 2\nc 3\nd 4\n', table);
    const second = read('c 5\nnew 6\na{x="1"} 7\nd 8\n', table);
    const [a, , c, d] = first.series;
    expect(second.series[0]).toBe(c);
    expect(second.series[2]).toBe(a);
    expect(second.series[3]).toBe(d);
    expect([...second.values]).toEqual([5, 6, 7, 8]);
  });

  it('knows a series by its labels, however they are written', () => {
    const table = new SeriesTable();
    const first = read('a{x="1",y="2"} 1\n', table);
    const second = read('a{ "y"="2", x="1", } 1\n', table);
    expect(second.series[0]).toBe(first.series[0]);
  });

  it('gives a new object when the type of its family changes', () => {
    const table = new SeriesTable();
    const first = read('# TYPE a gauge\na 1\n', table);
    const second = read('# TYPE a counter\na 1\n', table);
    expect(first.series[0].family.type).toBe('gauge');
    expect(second.series[0].family.type).toBe('counter');
    expect(second.series[0]).not.toBe(first.series[0]);
  });

  it('reads numbers that begin as a name ended', () => {
    const table = new SeriesTable();
    read('a+1\n', table);
    expect(read('a1 5\n', table).series[0].name).toBe('a1');
  });

  it('forgets series that are gone, and keeps those that are there', () => {
    const table = new SeriesTable();
    const [kept] = read('kept 1\n', table).series;
    for (let scrape = 0; scrape < 30; scrape += 1) {
      const others = Array.from(
        { length: 200 },
        (_, index) => `other{id="${scrape}-${index}"} 1\n`,
      );
      const { series } = read(`${others.join('')}kept 2\n`, table);
      expect(series[200]).toBe(kept);
    }
    expect(table.size).toBeLessThan(2000);
    const last = read('kept 3\n', table);
    expect(last.series[0]).toBe(kept);
    expect([...last.values]).toEqual([3]);
  });

  it('does not grow by scrapes that fail', () => {
    const table = new SeriesTable();
    const [kept] = read('kept 1\n', table).series;
    for (let scrape = 0; scrape < 30; scrape += 1) {
      const others = Array.from(
        { length: 200 },
        (_, index) => `other{id="${scrape}-${index}"} 1\n`,
      );
      expect(() => read(`${others.join('')}!\n`, table)).toThrow();
    }
    expect(table.size).toBeLessThan(2000);
    expect(read('kept 1\n', table).series[0].key).toBe(kept.key);
  });
});
