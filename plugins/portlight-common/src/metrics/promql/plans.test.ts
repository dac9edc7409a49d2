import type { SignalQuery } from '../signals';
import { familyPlan } from './familyPlan';
import type { EvaluatedSeries, RangePlanOptions } from './RangePlan';
import { signalPlan } from './signalPlan';

const OPTIONS: RangePlanOptions = {
  matchers: [{ name: 'namespace', operator: '=', value: 'shop' }],
  peer: 'pod',
  dropped: ['instance', 'namespace'],
  window: 60,
};

const series = (
  labels: Record<string, string>,
  ...values: (number | null)[]
): EvaluatedSeries => ({ labels: new Map(Object.entries(labels)), values });

const counter = (name: string, value?: string) => ({
  family: name,
  name,
  part: 'value' as const,
  matchers:
    value === undefined
      ? []
      : [{ name: 'code', operator: '=~' as const, value }],
});

it('reads a counter with the spread of its peers', () => {
  const plan = familyPlan('requests', 'counter', OPTIONS);
  // What a server stores may end with `_total`, which the family of OpenMetrics does not.
  expect(plan.expressions[0].text).toContain('"requests(_total)?"');
  expect(
    plan.read([
      [series({ method: 'GET' }, 3, null), series({ method: 'PUT' }, 1, 1)],
      [series({ method: 'GET' }, 1, null)],
      [series({ method: 'GET' }, 2, null)],
      [series({ pod: 'a' }, 4, 1)],
    ]),
  ).toEqual([
    {
      labels: { method: 'GET' },
      statistic: 'rate',
      values: [3, null],
      minimum: [1, null],
      maximum: [2, null],
    },
    { labels: { method: 'PUT' }, statistic: 'rate', values: [1, 1] },
  ]);
});

it('has each peer of a single line', () => {
  const plan = familyPlan('temperature', 'gauge', OPTIONS);
  expect(
    plan.read([
      [series({}, 3)],
      [series({}, 1)],
      [series({}, 5)],
      [series({ pod: 'a' }, 1), series({ pod: 'b' }, 5)],
    ])[0].peers,
  ).toEqual([
    { peer: 'b', name: 'b', values: [5] },
    { peer: 'a', name: 'a', values: [1] },
  ]);
});

it('counts no errors where there are requests and none of them has failed', () => {
  const query: SignalQuery = {
    kind: 'ratio',
    numerator: { kind: 'rate', of: [counter('requests', '5..')] },
    denominator: { kind: 'rate', of: [counter('requests')] },
  };
  const plan = signalPlan({ unit: 'ratio', queries: [query] }, OPTIONS);
  const [line] = plan.read([
    [series({ pod: 'a' }, 1, null)],
    [series({ pod: 'a' }, 4, 4), series({ pod: 'b' }, 4, null)],
  ]);
  expect(line).toMatchObject({
    statistic: 'ratio',
    values: [1 / 8, 0],
    minimum: [0, 0],
    maximum: [1 / 4, 0],
  });
  expect(line.peers).toEqual([
    { peer: 'a', name: 'a', values: [1 / 4, 0] },
    { peer: 'b', name: 'b', values: [0, null] },
  ]);
});

it('leaves out of a pool what has no limit, and who has no pool', () => {
  const query: SignalQuery = {
    kind: 'ratio',
    numerator: { kind: 'value', of: [counter('used')] },
    denominator: { kind: 'value', of: [counter('limit')] },
  };
  const plan = signalPlan({ unit: 'ratio', queries: [query] }, OPTIONS);
  const [line] = plan.read([
    [series({ pod: 'a' }, 1), series({ pod: 'b' }, 9), series({ pod: 'c' }, 9)],
    [
      series({ pod: 'a' }, 2),
      series({ pod: 'b' }, -1),
      series({ pod: 'd' }, 5),
    ],
  ]);
  expect(line.values).toEqual([0.5]);
  expect(line.peers).toEqual([{ peer: 'a', name: 'a', values: [0.5] }]);
});

it('adds requests of several families, whichever of them a server has', () => {
  const query: SignalQuery = {
    kind: 'rate',
    of: [counter('http'), counter('grpc')],
  };
  const plan = signalPlan(
    { unit: 'requestsPerSecond', queries: [query] },
    OPTIONS,
  );
  expect(plan.expressions).toHaveLength(2);
  expect(plan.read([[series({ pod: 'a' }, 1)], []])[0].values).toEqual([1]);
  expect(
    plan.read([[series({ pod: 'a' }, 1)], [series({ pod: 'a' }, 2)]])[0].values,
  ).toEqual([3]);
  expect(plan.read([[], []])).toEqual([]);
});

it('answers quantiles in seconds, with the peers of p95', () => {
  const plan = signalPlan(
    {
      unit: 'seconds',
      queries: [
        {
          kind: 'quantile',
          of: [
            {
              family: 'duration_milliseconds',
              name: 'duration_milliseconds_bucket',
              part: 'bucket',
              matchers: [],
              unitsPerSecond: 1000,
            },
          ],
          quantiles: [0.5, 0.95, 0.99],
        },
      ],
    },
    OPTIONS,
  );
  expect(plan.expressions).toHaveLength(4);
  expect(plan.expressions[0].text).toMatch(/\* 0\.001\)$/);
  const lines = plan.read([
    [series({}, 0.1)],
    [series({}, 0.2)],
    [series({}, 0.3)],
    [series({ pod: 'a' }, 0.25), series({ pod: 'b' }, 0.15)],
  ]);
  expect(lines.map(({ statistic, values }) => [statistic, values])).toEqual([
    ['p50', [0.1]],
    ['p95', [0.2]],
    ['p99', [0.3]],
  ]);
  expect(lines[1]).toMatchObject({ minimum: [0.15], maximum: [0.25] });
  expect(lines[0]).not.toHaveProperty('peers');
});
