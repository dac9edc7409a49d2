import { OPENMETRICS, outcome, TEXT } from '../testing/parse';

const strict = (body: string, contentType = OPENMETRICS) =>
  outcome(body, { contentType, strict: true });

describe('strict OpenMetrics', () => {
  it.each<[string, string]>([
    [
      'a full exposition',
      `# TYPE acme_seconds summary
# UNIT acme_seconds seconds
# HELP acme_seconds Latency though all.
acme_seconds_sum{path="/api/v1",method="GET"} 9036.32
acme_seconds_count{path="/api/v1",method="GET"} 807283.0
acme_seconds_created{path="/api/v1",method="GET"} 1605281325.0
acme_seconds_sum{path="/api/v2",method="POST"} 479.3
acme_seconds_count{path="/api/v2",method="POST"} 34.0
# TYPE go_goroutines gauge
go_goroutines 69
# TYPE cpu_seconds counter
# UNIT cpu_seconds seconds
cpu_seconds_total 4.20072246e+06
`,
    ],
    [
      'points in order',
      `# TYPE foo summary
foo_count{a="bb"} 0 123
foo_sum{a="bb"} 0 123
foo_count{a="bb"} 0 456
foo_sum{a="bb"} 0 456
foo_count{a="ccc"} 0 123
`,
    ],
    [
      'a histogram',
      `# TYPE foo histogram
foo_bucket{le="0.0"} 0
foo_bucket{le="1e-05"} 0
foo_bucket{le="0.1"} 8 # {} 0.054
foo_bucket{le="1e+23"} 16
foo_bucket{le="+Inf"} 17
foo_count 17
foo_sum 324789.3
foo_created 1520430000.123
`,
    ],
    [
      'a gaugehistogram with negative bounds',
      `# TYPE foo gaugehistogram
foo_bucket{le="-1"} 20.0
foo_bucket{le="+Inf"} 42.0
foo_gcount 42.0
foo_gsum -3289.3
`,
    ],
    [
      'states and infos',
      `# TYPE foo stateset
foo{entity="a",foo="a"} 1.0
foo{entity="a",foo="b"} 0
# TYPE bar info
bar_info{name="x",version="1"} 1
`,
    ],
    ['no metadata', 'a 1\nb 2\n'],
    [
      'quantiles in any order',
      '# TYPE s summary\ns{quantile="0.9"} NaN\ns{quantile="0.5"} 1\n',
    ],
  ])('accepts %s', (_, body) => {
    expect(strict(`${body}# EOF\n`)).toHaveProperty('samples');
  });

  it.each<[string, string, number]>([
    ['a counter without _total', '# TYPE a counter\na 1\n', 2],
    ['a counter that was only created', '# TYPE a counter\na_created 1\n', 2],
    ['a negative counter', '# TYPE a counter\na_total -1\n', 2],
    ['a counter that is NaN', '# TYPE a counter\na_total NaN\n', 2],
    ['a gauge with a suffix', 'a 1\n# TYPE a gauge\n', 2],
    ['TYPE twice', '# TYPE a gauge\n# TYPE a gauge\n', 2],
    ['HELP twice', '# HELP a x\n# HELP a y\n', 2],
    ['UNIT twice', '# UNIT a_s s\n# UNIT a_s s\n', 2],
    ['interleaved families', 'a{x="1"} 1\nb 1\na{x="2"} 1\n', 3],
    [
      'interleaved metrics',
      '# TYPE s summary\ns_count{a="1"} 0\ns_count{a="2"} 0\ns_sum{a="1"} 0\n',
      4,
    ],
    ['a series twice', 'a{b="c",d="e"} 1\na{d="e",b="c"} 1\n', 2],
    ['timestamps that go back', '# TYPE a gauge\na 1 5\na 1 4\n', 3],
    ['some timestamps', '# TYPE a gauge\na 1\na 1 4\n', 3],
    ['a histogram without +Inf', '# TYPE h histogram\nh_bucket{le="1"} 1\n', 2],
    [
      'a histogram without buckets',
      '# TYPE h histogram\nh_count 1\nh_sum 1\n',
      3,
    ],
    [
      'buckets that fall',
      '# TYPE h histogram\nh_bucket{le="1"} 2\nh_bucket{le="+Inf"} 1\n',
      3,
    ],
    [
      'buckets out of order',
      '# TYPE h histogram\nh_bucket{le="2"} 1\nh_bucket{le="1"} 1\nh_bucket{le="+Inf"} 1\n',
      3,
    ],
    [
      'a bound twice',
      '# TYPE h histogram\nh_bucket{le="1"} 1\nh_bucket{le="1.0"} 1\nh_bucket{le="+Inf"} 1\n',
      3,
    ],
    ['a bucket without a bound', '# TYPE h histogram\nh_bucket 1\n', 2],
    [
      'a bound that is no number',
      '# TYPE h histogram\nh_bucket{le="x"} 1\n',
      2,
    ],
    ['half an event', '# TYPE h histogram\nh_bucket{le="+Inf"} 1.5\n', 2],
    [
      'a count that is not that of +Inf',
      '# TYPE h histogram\nh_bucket{le="+Inf"} 1\nh_count 2\nh_sum 1\n',
      3,
    ],
    [
      'a sum without a count',
      '# TYPE h histogram\nh_bucket{le="+Inf"} 1\nh_sum 1\n',
      3,
    ],
    [
      'a sum with negative bounds',
      '# TYPE h histogram\nh_bucket{le="-1"} 1\nh_bucket{le="+Inf"} 1\nh_count 1\nh_sum 1\n',
      5,
    ],
    ['a negative sum', '# TYPE s summary\ns_sum -1\n', 2],
    ['a quantile above 1', '# TYPE s summary\ns{quantile="2"} 1\n', 2],
    ['a quantile without one', '# TYPE s summary\ns 1\n', 2],
    ['a negative quantile value', '# TYPE s summary\ns{quantile="1"} -1\n', 2],
    ['an info that is not 1', '# TYPE i info\ni_info{a="b"} 2\n', 2],
    ['an info without _info', '# TYPE i info\ni{a="b"} 1\n', 2],
    ['an info with a unit', '# TYPE i_s info\n# UNIT i_s s\ni_s_info 1\n', 3],
    ['a state without its label', '# TYPE st stateset\nst 1\n', 2],
    ['a state that is neither', '# TYPE st stateset\nst{st="a"} 2\n', 2],
    [
      'an exemplar that is too long',
      `# TYPE a counter\na_total 1 # {b="${'c'.repeat(128)}"} 1\n`,
      2,
    ],
    ['an exemplar of a gauge', '# TYPE a gauge\na 1 # {} 1\n', 2],
    [
      'an exemplar outside of its bucket',
      '# TYPE h histogram\nh_bucket{le="1"} 1 # {} 2\nh_bucket{le="+Inf"} 1\n',
      2,
    ],
    [
      'an exemplar with a label twice',
      '# TYPE a counter\na_total 1 # {b="1",b="2"} 1\n',
      2,
    ],
    [
      'names that clash',
      '# TYPE a counter\na_total 1\n# TYPE a_created gauge\na_created 1\n',
      4,
    ],
    ['a reserved name', '# TYPE _a gauge\n_a 1\n', 1],
  ])('refuses %s', (_, body, line) => {
    expect(strict(`${body}# EOF\n`)).toMatchObject({ code: 'invalid', line });
    expect(
      outcome(`${body}# EOF\n`, { contentType: OPENMETRICS }),
    ).toHaveProperty('samples');
  });
});

describe('strict text format', () => {
  it('accepts what its specification shows', () => {
    expect(
      strict('# HELP a b\n# TYPE a counter\na 1\n\n# note\nb 2\n', TEXT),
    ).toHaveProperty('samples');
  });

  it.each<[string, string, number]>([
    ['no line feed at the end', 'a 1', 1],
    ['TYPE behind samples', 'a 1\n# TYPE a gauge\n', 2],
    ['lines of a metric apart', 'a{x="1"} 1\nb 1\na{x="2"} 1\n', 3],
    ['a series twice', 'a 1\na 2\n', 2],
    ['TYPE twice', '# TYPE a gauge\n# TYPE a gauge\n', 2],
  ])('refuses %s', (_, body, line) => {
    expect(strict(body, TEXT)).toMatchObject({ code: 'invalid', line });
  });
});
