import { parseImage } from './images';
import { podRequests } from './requests';
import { timestamp } from './time';
import { deriveEvent } from './event';

it.each([
  ['nginx', { name: 'nginx' }],
  ['nginx:1.27', { name: 'nginx', tag: '1.27' }],
  ['host:5000/a/b', { name: 'host:5000/a/b' }],
  ['host:5000/a/b:v1', { name: 'host:5000/a/b', tag: 'v1' }],
  ['a@sha256:00', { name: 'a', digest: 'sha256:00' }],
  ['a:v1@sha256:00', { name: 'a', tag: 'v1', digest: 'sha256:00' }],
  ['', { name: '' }],
])('reads the image %p', (image, expected) => {
  expect(parseImage(image)).toEqual(expected);
});

const request = (cpu: string) => ({ resources: { requests: { cpu } } });

it.each([
  ['nothing', undefined, 0],
  ['containers', { containers: [request('100m'), request('1')] }, 1.1],
  [
    'an init container that is larger',
    { initContainers: [request('2')], containers: [request('1')] },
    2,
  ],
  [
    'a sidecar beside its containers',
    {
      initContainers: [{ ...request('500m'), restartPolicy: 'Always' }],
      containers: [request('1')],
    },
    1.5,
  ],
  [
    'an init container that runs beside a sidecar',
    {
      initContainers: [
        { ...request('500m'), restartPolicy: 'Always' },
        request('2'),
      ],
      containers: [request('1')],
    },
    2.5,
  ],
  [
    'its overhead',
    { containers: [request('1')], overhead: { cpu: '250m' } },
    1.25,
  ],
  ['the pod as a whole', { ...request('3'), containers: [request('1')] }, 3],
])('a pod requests for %s', (_, spec, cpu) => {
  expect(podRequests(spec).cpu).toBe(cpu);
});

it.each([
  ['2026-11-20T12:00:00Z', '2026-11-20T12:00:00Z'],
  ['2026-11-20T12:00:00.123456Z', '2026-11-20T12:00:00Z'],
  ['2026-11-20T12:00:00+01:00', '2026-11-20T11:00:00Z'],
  ['yesterday', undefined],
  [7, undefined],
])('reads the time %p', (text, expected) => {
  expect(timestamp(text)).toBe(expected);
});

it.each([
  [
    'a series',
    {
      series: { count: 7, lastObservedTime: '2026-11-20T12:00:00.5Z' },
      eventTime: '2026-11-20T11:00:00.5Z',
    },
    7,
    '2026-11-20T11:00:00Z',
    '2026-11-20T12:00:00Z',
  ],
  [
    'a count',
    {
      count: 3,
      firstTimestamp: '2026-11-20T11:00:00Z',
      lastTimestamp: '2026-11-20T12:00:00Z',
    },
    3,
    '2026-11-20T11:00:00Z',
    '2026-11-20T12:00:00Z',
  ],
  [
    'neither',
    { metadata: { creationTimestamp: '2026-11-20T12:00:00Z' } },
    1,
    '2026-11-20T12:00:00Z',
    '2026-11-20T12:00:00Z',
  ],
])('counts an event with %s', (_, event, count, firstSeenAt, lastSeenAt) => {
  expect(deriveEvent(event, 'c')).toMatchObject({
    count,
    firstSeenAt,
    lastSeenAt,
  });
});
