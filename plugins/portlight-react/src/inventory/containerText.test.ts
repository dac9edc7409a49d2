import {
  containerStatus,
  describeEnd,
  describeResources,
  describeState,
} from './containerText';

it.each([
  [{ reason: 'OOMKilled', exitCode: 137 }, 'OOMKilled, exit 137'],
  [{ reason: 'Error', exitCode: 1 }, 'exit 1'],
  [{ exitCode: 143, signal: 15 }, 'signal 15'],
  [{}, 'ended'],
])('says how a container ended: %p', (state, text) => {
  expect(describeEnd({ state: 'terminated', ...state })).toBe(text);
});

it.each([
  [{ state: 'running' as const }, 'Running'],
  [
    { state: 'waiting' as const, reason: 'CrashLoopBackOff' },
    'CrashLoopBackOff',
  ],
  [{ state: 'waiting' as const }, 'Waiting'],
  [{ state: 'terminated' as const, exitCode: 0 }, 'Completed'],
  [{ state: 'unknown' as const }, 'Not known'],
])('says what a container does: %p', (state, text) => {
  expect(describeState(state)).toBe(text);
});

it.each([
  ['running', undefined, true, 'container', 'healthy'],
  ['running', undefined, false, 'container', 'progressing'],
  ['running', undefined, false, 'init', 'healthy'],
  ['waiting', 'ContainerCreating', false, 'container', 'progressing'],
  ['waiting', 'ImagePullBackOff', false, 'container', 'degraded'],
  ['unknown', undefined, false, 'container', 'unknown'],
] as const)(
  'judges %p (%p, ready %p, %p) as %p',
  (state, reason, ready, type, status) => {
    expect(containerStatus({ state: { state, reason }, ready, type })).toBe(
      status,
    );
  },
);

it('puts requests and limits into words', () => {
  expect(
    describeResources(
      { cpu: '250m', memory: '512Mi', 'nvidia.com/gpu': '1' },
      { memory: '512Mi', 'nvidia.com/gpu': '1', 'ephemeral-storage': '1Gi' },
    ),
  ).toBe(
    'cpu 250m, no limit; memory 512Mi; nvidia.com/gpu 1; ephemeral-storage up to 1Gi',
  );
  expect(describeResources()).toBe('');
});
