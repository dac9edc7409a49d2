import fc from 'fast-check';
import { chartTable, csvCell, csvFileName, formatCsv } from './csv';

it.each<[string | number | null, string]>([
  [null, ''],
  ['plain', 'plain'],
  ['a,b', '"a,b"'],
  ['say "hi"', '"say ""hi"""'],
  ['two\nlines', '"two\nlines"'],
  [1.5, '1.5'],
  [-1.5, '-1.5'],
  [NaN, ''],
  [Infinity, ''],
  ['=1+1', "'=1+1"],
  ['+49', "'+49"],
  ['-2', "'-2"],
  ['@SUM(A1)', "'@SUM(A1)"],
  [' =1', "' =1"],
  ['\t=1', '"\'\t=1"'],
  ['=HYPERLINK("http://x")', '"\'=HYPERLINK(""http://x"")"'],
  ['＝1', "'＝1"],
])('writes %p as %p', (value, expected) => {
  expect(csvCell(value)).toBe(expected);
});

it('never begins a cell of text as a spreadsheet begins a formula', () => {
  fc.assert(
    fc.property(fc.string(), text => {
      const cell = csvCell(text);
      const shown = cell.startsWith('"')
        ? cell.slice(1, -1).replaceAll('""', '"')
        : cell;
      expect(shown).not.toMatch(/^\s*[=+\-@]/);
      expect(shown.replace(/^'/, '')).toBe(text.replace(/^'/, ''));
    }),
  );
});

it('puts charts side by side by time, with gaps where one has none', () => {
  const line = (label: string, values: (number | null)[]) =>
    ({ id: label, label, values, look: 'main' } as const);
  const table = chartTable([
    {
      title: 'Requests',
      unit: 'requests per second',
      times: [0, 15_000],
      lines: [line('now', [1, null])],
    },
    { unit: '', times: [15_000], lines: [line('p95', [0.5])] },
  ]);
  expect(formatCsv(table)).toBe(
    'time,Requests now (requests per second),p95\r\n' +
      '1970-01-01T00:00:00.000Z,1,\r\n' +
      '1970-01-01T00:00:15.000Z,,0.5\r\n',
  );
});

it.each([
  ['http_requests_total', 'http_requests_total.csv'],
  ['a/../b "c"', 'a-..-b-c-.csv'],
  ['', 'metrics.csv'],
])('calls a file of %p %p', (name, expected) => {
  expect(csvFileName(name)).toBe(expected);
});
