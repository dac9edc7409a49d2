import { parseExposition } from './ExpositionParser';
import { SeriesTable } from './SeriesTable';
import { OPENMETRICS, outcome, TEXT } from './testing/parse';

function read(body: string | Uint8Array, contentType: string) {
  const found = outcome(body, { contentType });
  if (!('samples' in found)) {
    throw new Error(`${found.line}:${found.column} ${found.reason}`);
  }
  return found;
}

const samples = (body: string, contentType = TEXT) =>
  read(body, contentType).samples.map(({ key, value }) => [key, value]);

const bytesOf = (...parts: (string | number[])[]) =>
  Uint8Array.from(
    parts.flatMap(part =>
      typeof part === 'string' ? [...new TextEncoder().encode(part)] : part,
    ),
  );

describe('text format of Prometheus', () => {
  it('reads families with their metadata and samples', () => {
    const body = [
      '# HELP http_requests_total Requests \\\\ of\\nall "kinds".',
      '# TYPE http_requests_total counter',
      'http_requests_total{method="post",code="200"} 1027 1395066363000',
      'http_requests_total{method="post",code="400"}    3 1395066363000',
      '',
      '# a comment',
      '# TYPE rpc summary',
      'rpc{quantile="0.5"} 4773',
      'rpc_sum 1.7560473e+07',
      'rpc_count 2693',
      '# TYPE h histogram',
      'h_bucket{le="+Inf"} 144320',
      'h_sum 53423',
      'h_count 144320',
      'lonely{} NaN',
      '',
    ].join('\n');
    const { families, samples: found } = read(body, TEXT);
    expect(families).toEqual([
      {
        name: 'http_requests_total',
        type: 'counter',
        help: 'Requests \\ of\nall "kinds".',
      },
      { name: 'rpc', type: 'summary' },
      { name: 'h', type: 'histogram' },
      { name: 'lonely', type: 'unknown' },
    ]);
    expect(found).toEqual([
      {
        key: 'http_requests_total{code="200",method="post"}',
        family: 'http_requests_total',
        value: 1027,
        timestamp: 1395066363,
      },
      {
        key: 'http_requests_total{code="400",method="post"}',
        family: 'http_requests_total',
        value: 3,
        timestamp: 1395066363,
      },
      ...[
        ['rpc{quantile="0.5"}', 'rpc', 4773],
        ['rpc_sum', 'rpc', 17560473],
        ['rpc_count', 'rpc', 2693],
        ['h_bucket{le="+Inf"}', 'h', 144320],
        ['h_sum', 'h', 53423],
        ['h_count', 'h', 144320],
        ['lonely', 'lonely', NaN],
      ].map(([key, family, value]) => ({
        key,
        family,
        value,
        timestamp: NaN,
      })),
    ]);
  });

  it.each<[string, string, string, number]>([
    ['leading spaces', '  a 1\n', 'a', 1],
    ['tabs', 'a\t{\tb\t=\t"c"\t,\t}\t1\t\n', 'a{b="c"}', 1],
    ['no space before the value', 'a{b="c"}1\n', 'a{b="c"}', 1],
    ['a sign right behind the name', 'a+1\n', 'a', 1],
    ['no comma between labels', 'a{b="c"d="e"} 1\n', 'a{b="c",d="e"}', 1],
    ['no line feed at the end', 'a 1', 'a', 1],
    ['labels in any order', 'a{z="1",b="2"} 1\n', 'a{b="2",z="1"}', 1],
    ['labels without a value', 'a{b="",c="d"} 1\n', 'a{c="d"}', 1],
    ['escapes', 'a{b="\\\\ \\" \\n \\x"} 1\n', 'a{b="\\\\ \\" \\n \\\\x"}', 1],
    ['braces in a value', 'a{b="}{,="} 1\n', 'a{b="}{,="}', 1],
    ['line feeds in a value', 'a{b="1\n2"} 1\n', 'a{b="1\\n2"}', 1],
    ['NUL in a value', 'a{b="\0"} 1\n', 'a{b="\0"}', 1],
    ['UTF-8 names', '{"a.b","c.d"="e"} 1\n', '{"a.b","c.d"="e"}', 1],
    ['a quoted name that needs none', '{"ab",c="d"} 1\n', 'ab{c="d"}', 1],
    ['a name behind the labels', '{c="d","a b"} 1\n', '{"a b",c="d"}', 1],
    ['infinity', 'a -Inf\n', 'a', -Infinity],
    ['__proto__', 'a{__proto__="x"} 1\n', 'a{__proto__="x"}', 1],
    ['the name __proto__', '__proto__ 1\n', '__proto__', 1],
  ])('accepts %s', (_, body, key, value) => {
    expect(samples(body)).toEqual([[key, value]]);
  });

  it.each<[string, string | Uint8Array, number, number, string]>([
    ['no value', 'a 1\nb\n', 2, 2, 'syntax'],
    ['a value that is none', 'a{b="c"} 1x\n', 1, 10, 'syntax'],
    ['a value that is too large', 'a 1e999\n', 1, 3, 'syntax'],
    ['a carriage return', 'a 1\r\n', 1, 3, 'syntax'],
    ['a negative timestamp', 'a 1 -5\n', 1, 5, 'syntax'],
    ['a timestamp with a fraction', 'a 1 5.5\n', 1, 6, 'syntax'],
    ['a timestamp out of range', 'a 1 9223372036854775808\n', 1, 5, 'syntax'],
    ['text behind the timestamp', 'a 1 5 6\n', 1, 7, 'syntax'],
    ['no closing quote', 'a 1\nb{c="d} 1\nx 1\n', 2, 5, 'syntax'],
    ['no closing brace', 'a{b="c" 1\n', 1, 9, 'syntax'],
    ['two commas', 'a{b="c",,} 1\n', 1, 9, 'syntax'],
    ['a label twice', 'a{b="c",b="d"} 1\n', 1, 3, 'syntax'],
    ['a label __name__', 'a{__name__="b"} 1\n', 1, 3, 'syntax'],
    ['two names', 'a{"b"} 1\n', 1, 3, 'syntax'],
    ['no name', '{a="b"} 1\n', 1, 1, 'syntax'],
    ['an empty name', '{""} 1\n', 1, 3, 'syntax'],
    ['a digit first', '1a 1\n', 1, 1, 'syntax'],
    ['an unknown type', '# TYPE a banana\n', 1, 10, 'syntax'],
    ['a type of OpenMetrics', '# TYPE a info\n', 1, 10, 'syntax'],
    ['no name in TYPE', '# TYPE 9 gauge\n', 1, 8, 'syntax'],
    ['NUL outside of a value', 'a 1\n\0b 1\n', 2, 1, 'syntax'],
    ['a byte order mark', bytesOf([0xef, 0xbb, 0xbf], 'a 1\n'), 1, 1, 'syntax'],
    ['no UTF-8', bytesOf('a{b="xy', [0xff], '"} 1\n'), 1, 8, 'encoding'],
    ['no UTF-8 in HELP', bytesOf('# HELP a ', [0xc3], '\n'), 1, 10, 'encoding'],
    ['HTML', '<!DOCTYPE html>\n<html>\n', 1, 1, 'html'],
    [
      'a label behind one without a comma',
      'a{b="c"d="e",x} 1\n',
      1,
      15,
      'syntax',
    ],
    ['a line behind a broken one', 'a{b="\n\n"} 1\nc\n', 4, 2, 'syntax'],
  ])('refuses %s and says where', (_, body, line, column, code) => {
    expect(outcome(body, { contentType: TEXT })).toMatchObject({
      line,
      column,
      code,
    });
  });

  it('reads samples that begin as the one before, however they are written', () => {
    expect(
      samples(
        [
          'a{b="c",d="e",f="g"} 1',
          'a{b="c",d="e",f="h"} 2',
          'a{b="c"d="x",f="h"} 3',
          'a{b="c"d="x",f="i"} 4',
          'a{b="c",d="e",f="i",} 5',
          'a{b="c",d="e",f="i",g="j"} 6',
          'a{b="c",d="e"} 7',
          'a{b="c"} 8',
          'a{} 9',
          'a{z="1",b="c"} 10',
          'a{z="1",b="d"} 11',
          'ab{z="1",b="d"} 12',
          '',
        ].join('\n'),
      ),
    ).toEqual([
      ['a{b="c",d="e",f="g"}', 1],
      ['a{b="c",d="e",f="h"}', 2],
      ['a{b="c",d="x",f="h"}', 3],
      ['a{b="c",d="x",f="i"}', 4],
      ['a{b="c",d="e",f="i"}', 5],
      ['a{b="c",d="e",f="i",g="j"}', 6],
      ['a{b="c",d="e"}', 7],
      ['a{b="c"}', 8],
      ['a', 9],
      ['a{b="c",z="1"}', 10],
      ['a{b="d",z="1"}', 11],
      ['ab{b="d",z="1"}', 12],
    ]);
  });

  it('keeps the first of two samples of a series and says so', () => {
    const found = read('a{b="c"} 1\na{ b="c" } 2\n', TEXT);
    expect(found.samples).toMatchObject([{ value: 1 }]);
    expect(found.warnings).toEqual([
      '1 sample repeats a series of this scrape and was dropped.',
    ]);
  });

  it('keeps the newest of several points of a series, or all when asked', () => {
    const body = 'a 1 1000\na 3 3000\na 2 2000\n';
    expect(read(body, TEXT).samples).toMatchObject([
      { value: 3, timestamp: 3 },
    ]);
    const all = parseExposition(body, { contentType: TEXT, everyPoint: true });
    expect([...all.values]).toEqual([1, 3]);
  });

  it('takes metadata that stands behind its samples, and the last of several', () => {
    expect(
      read(
        'a 1\n# TYPE a gauge\n# HELP a one\n# HELP a two\n# TYPE a counter\n',
        TEXT,
      ).families,
    ).toEqual([{ name: 'a', type: 'counter', help: 'two' }]);
  });

  it('gives timestamps of next year as they are', () => {
    expect(read('a 1 1830000000000\n', TEXT).samples).toMatchObject([
      { timestamp: 1_830_000_000 },
    ]);
  });

  it('says what is wrong with the Content-Type', () => {
    expect(outcome('a 1\n')).toMatchObject({
      warnings: [expect.stringContaining('sent no Content-Type')],
    });
    expect(outcome('a 1\n', { contentType: 'text/html' })).toMatchObject({
      warnings: [expect.stringContaining('"text/html"')],
    });
  });
});

describe('OpenMetrics', () => {
  it('reads all types, units, exemplars and times of creation', () => {
    const body = `# TYPE c_seconds counter
# UNIT c_seconds seconds
# HELP c_seconds Some \\"text\\".
c_seconds_total{a="b"} 17.0 12.5 # {trace="x\\ny"} 0.5 1.25
c_seconds_created{a="b"} 1520430000.123
# TYPE h histogram
h_bucket{le="1"} 8 # {} 0.054
h_bucket{le="+Inf"} 17
h_count 17
h_sum 324789.3
h_created 1520430001.5
# TYPE gh gaugehistogram
gh_bucket{le="+Inf"} 42
gh_gcount 42
gh_gsum 3289.3
# TYPE s summary
s{quantile="0.95"} 123.7
s_count 2
s_sum 3
s_created 5
# TYPE i info
i_info{name="pretty"} 1
# TYPE st stateset
st{st="a"} 1
# TYPE u unknown
u 42.23
# EOF
`;
    const found = read(body, OPENMETRICS);
    expect(found.families).toEqual([
      {
        name: 'c_seconds',
        type: 'counter',
        help: 'Some "text".',
        unit: 'seconds',
      },
      { name: 'h', type: 'histogram' },
      { name: 'gh', type: 'gaugehistogram' },
      { name: 's', type: 'summary' },
      { name: 'i', type: 'info' },
      { name: 'st', type: 'stateset' },
      { name: 'u', type: 'unknown' },
    ]);
    expect(found.samples.slice(0, 3)).toEqual([
      {
        key: 'c_seconds_total{a="b"}',
        family: 'c_seconds',
        value: 17,
        timestamp: 12.5,
        exemplar: { labels: [['trace', 'x\ny']], value: 0.5, timestamp: 1.25 },
        created: 1520430000.123,
      },
      {
        key: 'h_bucket{le="1"}',
        family: 'h',
        value: 8,
        timestamp: NaN,
        exemplar: { labels: [], value: 0.054 },
        created: 1520430001.5,
      },
      {
        key: 'h_bucket{le="+Inf"}',
        family: 'h',
        value: 17,
        timestamp: NaN,
      },
    ]);
    expect(
      found.samples
        .slice(3)
        .map(({ key, family, created }) => [key, family, created]),
    ).toEqual([
      ['h_count', 'h', undefined],
      ['h_sum', 'h', undefined],
      ['gh_bucket{le="+Inf"}', 'gh', undefined],
      ['gh_gcount', 'gh', undefined],
      ['gh_gsum', 'gh', undefined],
      ['s{quantile="0.95"}', 's', 5],
      ['s_count', 's', undefined],
      ['s_sum', 's', undefined],
      ['i_info{name="pretty"}', 'i', undefined],
      ['st{st="a"}', 'st', undefined],
      ['u', 'u', undefined],
    ]);
  });

  it.each<[string, string]>([
    ['no line feed behind EOF', 'a 1\n# EOF'],
    ['a counter without _total', '# TYPE a counter\na 1\n# EOF\n'],
    ['interleaved families', 'a{x="1"} 1\nb 1\na{x="2"} 1\n# EOF\n'],
    ['line feeds in quoted names', '{"a\nb"} 1\n# EOF\n'],
    ['a comma behind the last label', 'a{b="c",} 1\n# EOF\n'],
    ['nothing', '# EOF\n'],
  ])('accepts %s, as Prometheus does', (_, body) => {
    expect(outcome(body, { contentType: OPENMETRICS })).toHaveProperty(
      'samples',
    );
  });

  it.each<[string, string, number, number, string]>([
    ['no EOF', 'a 1\n', 2, 1, 'missing-eof'],
    ['an empty body', '', 1, 1, 'missing-eof'],
    ['text behind EOF', 'a 1\n# EOF\nb 1\n', 3, 1, 'syntax'],
    ['text right behind EOF', '# EOF x\n', 1, 6, 'syntax'],
    ['a blank line', 'a 1\n\n# EOF\n', 2, 1, 'syntax'],
    ['a comment', '# hello\n# EOF\n', 1, 1, 'syntax'],
    ['two spaces', 'a  1\n# EOF\n', 1, 3, 'syntax'],
    ['a tab', 'a\t1\n# EOF\n', 1, 2, 'syntax'],
    ['a space at the end', 'a 1 \n# EOF\n', 1, 5, 'syntax'],
    ['a space between labels', 'a{b="c", d="e"} 1\n# EOF\n', 1, 9, 'syntax'],
    ['no comma between labels', 'a{b="c"d="e"} 1\n# EOF\n', 1, 8, 'syntax'],
    ['a line feed in a value', 'a{b="c\n"} 1\n# EOF\n', 1, 5, 'syntax'],
    ['a timestamp that is none', 'a 1 NaN\n# EOF\n', 1, 5, 'syntax'],
    ['a wrong unit', '# UNIT a seconds\n# EOF\n', 1, 10, 'syntax'],
    ['an untyped metric', '# TYPE a untyped\n# EOF\n', 1, 10, 'syntax'],
    ['no text', '# HELP a\n# EOF\n', 1, 9, 'syntax'],
    ['a broken exemplar', 'a 1 # {b} 1\n# EOF\n', 1, 9, 'syntax'],
    ['no value of an exemplar', 'a 1 # {b="c"}\n# EOF\n', 1, 14, 'syntax'],
  ])('refuses %s and says where', (_, body, line, column, code) => {
    expect(outcome(body, { contentType: OPENMETRICS })).toMatchObject({
      line,
      column,
      code,
    });
  });

  it('drops exemplars that are too long and says so', () => {
    const found = read(
      `a 1 # {b="${'é'.repeat(128)}"} 1\n# EOF\n`,
      OPENMETRICS,
    );
    expect(found.samples).toEqual([{ key: 'a', family: 'a', value: 1 }]);
    expect(found.warnings).toEqual([
      '1 exemplar has more than 128 characters of labels and was dropped.',
    ]);
  });
});

describe('limits', () => {
  it.each<[string, string, Record<string, number>, string, number]>([
    ['the body', 'a 1\nb 2\n', { bodySize: 7 }, 'body-size-limit', 2],
    ['samples', 'a 1\nb 2\nc 3\n', { samples: 2 }, 'sample-limit', 3],
    ['labels', 'a{b="1",c="2"} 1\n', { labels: 1 }, 'label-limit', 1],
    [
      'the names of labels',
      'a{bcd="1"} 1\n',
      { labelNameLength: 2 },
      'label-name-length-limit',
      1,
    ],
    [
      'the values of labels',
      'a{b="1é"} 1\n',
      { labelValueLength: 2 },
      'label-value-length-limit',
      1,
    ],
    [
      'the names of metrics',
      'abc 1\n',
      { metricNameLength: 2 },
      'metric-name-length-limit',
      1,
    ],
    [
      'quoted names of metrics',
      '{"abc"} 1\n',
      { metricNameLength: 2 },
      'metric-name-length-limit',
      1,
    ],
    ['lines', 'a 1\n# 4567\n', { lineLength: 5 }, 'line-length-limit', 2],
  ])('bound %s', (_, body, limits, code, line) => {
    expect(outcome(body, { contentType: TEXT, limits })).toMatchObject({
      code,
      line,
    });
    const [name] = Object.keys(limits);
    expect(
      outcome(body, {
        contentType: TEXT,
        limits: { [name]: limits[name] + 1 },
      }),
    ).toHaveProperty(name === 'lines' ? 'code' : 'samples');
  });

  it('does not count the backslashes of escapes', () => {
    expect(
      outcome('a{b="\\n\\n"} 1\n', {
        contentType: TEXT,
        limits: { labelValueLength: 2 },
      }),
    ).toHaveProperty('samples');
  });

  it.each(['bodySize', 'samples', 'lineLength'])(
    'refuse %s that is no number',
    name => {
      expect(() => parseExposition('', { limits: { [name]: NaN } })).toThrow(
        name,
      );
    },
  );

  it('stop a name of 1 MB and a line without an end', () => {
    const long = 'a'.repeat(1024 * 1024);
    expect(outcome(`${long} 1\n`, { contentType: TEXT })).toMatchObject({
      code: 'line-length-limit',
    });
    expect(
      outcome(`${long.slice(10)} 1\n`, { contentType: TEXT }),
    ).toMatchObject({ code: 'metric-name-length-limit' });
    expect(outcome(`${long}${long}`, { contentType: TEXT })).toMatchObject({
      code: 'line-length-limit',
    });
  });

  it('are those of each parser, whatever the table remembers', () => {
    const table = new SeriesTable();
    const body = 'a{b="123"} 1\n';
    parseExposition(body, { contentType: TEXT, table });
    expect(
      outcome(body, {
        contentType: TEXT,
        table,
        limits: { labelValueLength: 2 },
      }),
    ).toMatchObject({ code: 'label-value-length-limit' });
  });
});
