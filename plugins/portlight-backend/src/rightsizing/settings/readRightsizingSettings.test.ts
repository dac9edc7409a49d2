import { ConfigReader } from '@backstage/config';
import { DEFAULT_RIGHTSIZING_SETTINGS, readRightsizingSettings } from '.';

const read = (rightsizing: object) =>
  readRightsizingSettings(new ConfigReader({ rightsizing } as never));

it('has defaults', () => {
  expect(readRightsizingSettings(undefined)).toBe(DEFAULT_RIGHTSIZING_SETTINGS);
  expect(read({})).toEqual(DEFAULT_RIGHTSIZING_SETTINGS);
});

it('reads all of it', () => {
  expect(
    read({
      enabled: false,
      strategy: 'krr',
      historyDays: 7,
      retentionDays: 60,
      interval: '10m',
      minimumSamples: 100,
      cpuPercentile: 0.99,
      margin: 0.3,
      holdDays: 14,
      krr: 'simple_limit',
      floors: { cpu: '25m', memory: '64Mi' },
      abandoned: { days: 30, cpu: '5m', bytesPerSecond: 500 },
    }),
  ).toEqual({
    enabled: false,
    strategy: 'krr',
    historyDays: 7,
    retentionDays: 60,
    interval: 600_000,
    portlight: {
      minimumSamples: 100,
      cpuPercentile: 0.99,
      margin: 0.3,
      holdDays: 14,
      krr: 'simple_limit',
      floors: { cpu: 0.025, memory: 64 * 1024 * 1024 },
    },
    abandoned: { days: 30, cpu: 0.005, bytesPerSecond: 500 },
  });
});

it.each([
  [{ strategy: 'magic' }, /rightsizing.strategy` .* portlight or vpa or krr/],
  [{ historyDays: 0 }, /historyDays` .* whole number from 1 to 90/],
  [{ historyDays: 1.5 }, /not 1.5/],
  [{ historyDays: 40 }, /retentionDays` .* at least `historyDays` \(40\)/],
  [{ interval: '1s' }, /interval` .* from 1 minute/],
  [{ interval: 'soon' }, /interval` .* such as `30m`/],
  [{ cpuPercentile: 95 }, /cpuPercentile` .* from 0.5 to 1/],
  [{ margin: -1 }, /margin`/],
  [{ krr: 'simpel' }, /krr` .* simple or simple_limit/],
  [{ floors: { cpu: 'x' } }, /floors.cpu` .* such as 10m/],
  [{ floors: { memory: '1' } }, /floors.memory` .* such as 32Mi/],
  [{ abandoned: { bytesPerSecond: 'many' } }, /abandoned.bytesPerSecond`/],
])('refuses %j', (settings, message) => {
  expect(() => read(settings)).toThrow(message);
});
