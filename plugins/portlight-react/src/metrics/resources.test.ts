import type {
  ResourceMetrics,
  ResourceUsage,
} from '@portlight/plugin-portlight-common';
import { describeResources, resourceCharts, scopeName } from './resources';

const metrics = (...resources: ResourceUsage[]): ResourceMetrics => ({
  start: '',
  end: '',
  stepSeconds: 60,
  times: [0, 60],
  resources,
  warnings: [],
});

const CPU: ResourceUsage = { resource: 'cpu', unit: 'cores', used: [1, 2] };

it.each<[string, ResourceUsage, string]>([
  [
    'limits first',
    { ...CPU, limits: 4, requests: 1, capacity: 8 },
    '2 cores of CPU used, 50% of its limits.',
  ],
  [
    'then capacity',
    { ...CPU, requests: 1, capacity: 8 },
    '2 cores of CPU used, 25% of capacity.',
  ],
  [
    'then requests',
    { ...CPU, requests: 1 },
    '2 cores of CPU used, 200% of what it requests.',
  ],
  ['nothing to compare with', CPU, '2 cores of CPU used.'],
  ['a limit of zero', { ...CPU, limits: 0 }, '2 cores of CPU used.'],
  [
    'not measured',
    { resource: 'cpu', unit: 'cores', limits: 4 },
    'What is used is not measured here.',
  ],
])('says in one sentence: %s', (_name, usage, expected) => {
  expect(describeResources(metrics(usage))).toBe(expected);
});

it('draws what bounds it, but says what lies far above', () => {
  const [chart] = resourceCharts(metrics({ ...CPU, requests: 3, limits: 64 }));
  expect(chart.data.lines.map(({ label }) => label)).toEqual([
    'used',
    'requests',
  ]);
  expect(chart.data.lines[1].values).toEqual([3, 3]);
  expect(chart.beyond).toEqual([{ label: 'limits', value: 64 }]);
});

it('shows both directions of the network in one chart', () => {
  const [chart] = resourceCharts(
    metrics(
      { resource: 'networkReceive', unit: 'bytesPerSecond', used: [1, 2] },
      { resource: 'networkTransmit', unit: 'bytesPerSecond', used: [3, 4] },
    ),
  );
  expect(chart.data.lines.map(({ label }) => label)).toEqual([
    'received',
    'sent',
  ]);
});

it('draws no lines where nothing is measured, and keeps the reason', () => {
  const [chart] = resourceCharts(
    metrics({
      resource: 'storage',
      unit: 'bytes',
      capacity: 5,
      used: [null, null],
      message: 'No volume.',
    }),
  );
  expect(chart).toMatchObject({ data: { lines: [] }, message: 'No volume.' });
});

it.each([
  [{ cluster: 'a' }, 'cluster a'],
  [{ cluster: 'a', node: 'n' }, 'Node n'],
  [{ cluster: 'a', namespace: 'n' }, 'Namespace n'],
  [{ cluster: 'a', namespace: 'n', kind: 'Pod', name: 'p' }, 'Pod p'],
])('calls %p %p', (scope, expected) => {
  expect(scopeName(scope)).toBe(expected);
});
