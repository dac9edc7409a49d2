import { ConfigReader } from '@backstage/config';
import { readUsageSettings } from './readUsageSettings';
import { DEFAULT_USAGE_SETTINGS } from './usageSettings';

const read = (usage: object) =>
  readUsageSettings(new ConfigReader({ metrics: { usage: usage as never } }));

it('has defaults', () => {
  expect(readUsageSettings(undefined)).toEqual(DEFAULT_USAGE_SETTINGS);
  expect(read({})).toEqual(DEFAULT_USAGE_SETTINGS);
});

it('reads what is set', () => {
  expect(
    read({
      enabled: false,
      podsPerCluster: 10,
      kubelet: { enabled: false, interval: { minutes: 2 }, concurrency: 1 },
    }),
  ).toMatchObject({
    enabled: false,
    podsPerCluster: 10,
    kubelet: { enabled: false, interval: 120_000, concurrency: 1 },
  });
});

it.each([
  ['podsPerCluster', { podsPerCluster: -1 }],
  ['kubelet.interval', { kubelet: { interval: '1s' } }],
  ['kubelet.interval', { kubelet: { interval: 'often' } }],
  ['kubelet.concurrency', { kubelet: { concurrency: 1.5 } }],
])('refuses another %s', (name, usage) => {
  expect(() => read(usage)).toThrow(`portlight.metrics.usage.${name}`);
});
