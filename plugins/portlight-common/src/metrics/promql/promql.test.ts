import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { familyPlan } from './familyPlan';
import {
  average,
  divide,
  either,
  histogramQuantile,
  increase,
  rate,
  scale,
  sum,
  topk,
  vector,
} from './functions';
import { podsPattern } from './podNames';
import { type LabelMatcher, type PromQl, Selector } from './PromQl';
import { anyOf, escapeRegex } from './quote';
import { resourceQuery, storageCapacityQuery } from './resourceQueries';
import { TARGET_LABELS } from './RangePlan';
import { signalPlan } from './signalPlan';

/** Reads a text in double quotes as PromQL's lexer does; the index is that of the opening quote. */
function readString(text: string, start: number): [value: string, end: number] {
  const plain: Record<string, string> = { n: '\n', r: '\r', t: '\t' };
  let value = '';
  for (let index = start + 1; index < text.length; index++) {
    const character = text[index];
    if (character === '"') return [value, index + 1];
    if (character === '\n') throw new Error('a line break in a text');
    if (character !== '\\') {
      value += character;
      continue;
    }
    const escaped = text[++index];
    if (escaped === 'x') {
      value += String.fromCharCode(
        parseInt(text.slice(index + 1, index + 3), 16),
      );
      index += 2;
    } else value += plain[escaped] ?? escaped;
  }
  throw new Error('a text without an end');
}

/** The matchers of a selector, and what comes after it. */
function readSelector(text: string): {
  matchers: LabelMatcher[];
  rest: string;
} {
  const matchers: LabelMatcher[] = [];
  expect(text[0]).toBe('{');
  let index = 1;
  while (text[index] !== '}') {
    let name: string;
    if (text[index] === '"') [name, index] = readString(text, index);
    else {
      [name] = /^[a-zA-Z_][a-zA-Z0-9_]*/.exec(text.slice(index))!;
      index += name.length;
    }
    const [operator] = /^(=~|!~|!=|=)/.exec(text.slice(index))!;
    const [value, end] = readString(text, index + operator.length);
    matchers.push({ name, operator: operator as '=', value });
    index = text[end] === ',' ? end + 1 : end;
  }
  return { matchers, rest: text.slice(index + 1) };
}

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '__proto__',
    '"',
    '\\',
    '\\"',
    '"} or vector(1) #',
    '\n',
    '`',
    "'",
  ),
);

const matcher: fc.Arbitrary<LabelMatcher> = fc.record({
  name: anyText.filter(name => name !== ''),
  operator: fc.constantFrom('=', '!=', '=~', '!~'),
  value: anyText,
});

it('says any labels of any metric, and nothing else', () => {
  fc.assert(
    fc.property(anyText, fc.array(matcher), (metric, matchers) => {
      fc.pre(metric !== '');
      const { text } = Selector.series(metric, matchers);
      const read = readSelector(text);
      const whole = (value: string) =>
        value.replace(/\p{Surrogate}/gu, '\ufffd');
      expect(read.rest).toBe('');
      expect(read.matchers).toEqual(
        [{ name: '__name__', operator: '=', value: metric }, ...matchers].map(
          ({ name, operator, value }) => ({
            name: whole(name),
            operator,
            value: whole(value),
          }),
        ),
      );
    }),
  );
});

it('matches by an escaped expression the text and nothing else', () => {
  fc.assert(
    fc.property(anyText, anyText, (text, other) => {
      const pattern = new RegExp(`^(?:${escapeRegex(text)})$`, 's');
      expect(pattern.test(text)).toBe(true);
      expect(pattern.test(other)).toBe(other === text);
    }),
  );
  expect(new RegExp(`^(?:${anyOf([])})$`).test('')).toBe(false);
});

const SERIES = Selector.series('up', [
  { name: 'job', operator: '=', value: 'a' },
]);

it.each<[string, PromQl]>([
  ['{__name__="up",job="a"}', SERIES],
  ['{__name__="up",job="a"} offset 86400s', SERIES.offset(86400)],
  ['{__name__="up",job="a"} offset -500ms', SERIES.offset(-0.5)],
  ['rate({__name__="up",job="a"}[300s])', rate(SERIES.range(300))],
  [
    'increase({__name__="up",job="a"}[1500ms] offset 60s)',
    increase(SERIES.offset(60).range(1.5)),
  ],
  ['sum({__name__="up",job="a"})', sum(SERIES)],
  [
    'avg by (pod, "a.b") ({__name__="up",job="a"})',
    average(SERIES, { by: ['pod', 'a.b'] }),
  ],
  [
    'sum without (pod) ({__name__="up",job="a"})',
    sum(SERIES, { without: ['pod'] }),
  ],
  ['topk(5, {__name__="up",job="a"})', topk(5, SERIES)],
  [
    'histogram_quantile(0.95, sum by (le) ({__name__="up",job="a"}))',
    histogramQuantile(0.95, sum(SERIES, { by: ['le'] })),
  ],
  ['(vector(1) / vector(+Inf))', divide(vector(1), vector(Infinity))],
  [
    '((vector(0) or vector(-Inf)) * 0.001)',
    scale(either(vector(0), vector(-Infinity)), 0.001),
  ],
])('writes %s', (text, expression) => {
  expect(expression.text).toBe(text);
});

it.each([
  [
    'a selector of everything',
    () =>
      Selector.series(undefined, [{ name: 'a', operator: '=~', value: '.*' }]),
  ],
  [
    'a selector of what has no label',
    () => Selector.series(undefined, [{ name: 'a', operator: '=', value: '' }]),
  ],
  [
    'an operator that is none',
    () =>
      Selector.series('up', [
        { name: 'a', operator: '=="' as '=', value: 'b' },
      ]),
  ],
  [
    'a label without a name',
    () => Selector.series('up', [{ name: '', operator: '=', value: 'b' }]),
  ],
  ['a range of no time', () => SERIES.range(0)],
  ['a range of no number', () => SERIES.range(NaN)],
  ['no number of series', () => topk(0.5, SERIES)],
])('refuses %s', (_, build) => {
  expect(build).toThrow(RangeError);
});

it.each([
  [
    'Deployment',
    'cart',
    ['cart-5d8f7c9b6d-x2x9p'],
    ['cart-api-5d8f7c9b6d-x2x9p', 'cart-agent-x2x9p', 'cart'],
  ],
  ['StatefulSet', 'db', ['db-0', 'db-12'], ['db-a', 'db-0-0', 'mydb-0']],
  ['DaemonSet', 'agent', ['agent-x2x9p'], ['agent-x-x2x9p', 'agent-abcde']],
  ['CronJob', 'nightly', ['nightly-29000000-x2x9p'], ['nightly-x2x9p']],
  ['Job', 'a.b', ['a.b-x2x9p', 'a.b-3-x2x9p'], ['a-b-x2x9p']],
  ['Pod', 'alone', ['alone'], ['alone-x2x9p']],
])('finds the pods of a %s %s by their names', (kind, name, own, others) => {
  const pattern = new RegExp(`^(?:${podsPattern([], [{ kind, name }])})$`);
  own.forEach(pod => expect(pod).toMatch(pattern));
  others.forEach(pod => expect(pod).not.toMatch(pattern));
});

it('names the pods themselves where the rules of their controller are not known', () => {
  expect(
    podsPattern(
      ['a.b-1', 'cart-5d8f7c9b6d-x2x9p'],
      [
        { kind: 'Deployment', name: 'cart' },
        { kind: 'Strange', name: 'a' },
      ],
    ),
  ).toBe(`${podsPattern([], [{ kind: 'Deployment', name: 'cart' }])}|a\\.b-1`);
});

const OPTIONS = {
  matchers: [
    { name: 'cluster', operator: '=' as const, value: 'east' },
    {
      name: 'pod',
      operator: '=~' as const,
      value: podsPattern(['a.b'], [{ kind: 'Deployment', name: 'cart' }]),
    },
  ],
  peer: 'pod',
  dropped: TARGET_LABELS,
  window: 120,
};

/** Everything that is ever asked for. */
const ALL: PromQl[] = [
  ...(
    ['cpu', 'memory', 'networkReceive', 'networkTransmit', 'storage'] as const
  ).flatMap(resource =>
    (
      [
        { type: 'cluster' },
        { type: 'node', node: 'n"1' },
        { type: 'namespace', namespace: 'shop' },
        { type: 'pods', namespace: 'shop', pods: anyOf(['a.b']), claims: [] },
      ] as const
    ).flatMap(scope => [
      resourceQuery(resource, scope, OPTIONS),
      storageCapacityQuery(scope, OPTIONS),
    ]),
  ),
  ...(
    [
      'counter',
      'gauge',
      'histogram',
      'gaugehistogram',
      'summary',
      'info',
      'stateset',
      'unknown',
    ] as const
  ).flatMap(type => familyPlan('http.requests "x"', type, OPTIONS).expressions),
  ...signalPlan(
    {
      unit: 'ratio',
      queries: [
        {
          kind: 'ratio',
          numerator: {
            kind: 'rate',
            of: [
              {
                family: 'a',
                name: 'a',
                part: 'value',
                matchers: [{ name: 'code', operator: '=~', value: '5..' }],
              },
            ],
          },
          denominator: {
            kind: 'rate',
            of: [{ family: 'a', name: 'a', part: 'value', matchers: [] }],
          },
        },
      ],
    },
    OPTIONS,
  ).expressions,
];

/** Where the promtool is that belongs to the Prometheus of test/parts. */
const PROMTOOL = process.env.PORTLIGHT_PROMTOOL;

const describeWithPromtool = PROMTOOL === undefined ? describe.skip : describe;

describeWithPromtool('promtool [named by PORTLIGHT_PROMTOOL]', () => {
  it('reads what is written', () => {
    const refused = ALL.flatMap(({ text }) => {
      const { status, stderr } = spawnSync(
        PROMTOOL!,
        ['--experimental', 'promql', 'format', text],
        { encoding: 'utf8' },
      );
      return status === 0 ? [] : [`${text}: ${stderr}`];
    });
    expect(refused).toEqual([]);
  });
});
