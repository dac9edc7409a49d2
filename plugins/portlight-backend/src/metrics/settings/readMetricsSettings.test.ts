import { ConfigReader } from '@backstage/config';
import { DEFAULT_METRICS_SETTINGS } from './MetricsSettings';
import { readMetricsSettings } from './readMetricsSettings';

const read = (metrics: object) =>
  readMetricsSettings(new ConfigReader({ metrics } as never));

describe('readMetricsSettings', () => {
  it('needs no settings', () => {
    expect(readMetricsSettings(undefined)).toEqual(DEFAULT_METRICS_SETTINGS);
    expect(read({})).toEqual(DEFAULT_METRICS_SETTINGS);
  });

  it('reads times and bounds', () => {
    expect(
      read({
        scrapeInterval: '30s',
        scrapeTimeout: { seconds: 20 },
        idleAfter: { minutes: 1 },
        limits: {
          bodyBytes: 2048,
          samples: 10,
          series: 7,
          snapshotBytes: 9999,
        },
        goldenSignals: {
          requestRate: [{ family: 'hits_total', matchers: ['kind="page"'] }],
        },
      }),
    ).toEqual({
      scrapeInterval: 30_000,
      scrapeTimeout: 20_000,
      idleAfter: 60_000,
      limits: {
        exposition: {
          ...DEFAULT_METRICS_SETTINGS.limits.exposition,
          bodySize: 2048,
          samples: 10,
        },
        series: 7,
        snapshotBytes: 9999,
      },
      goldenSignals: {
        requestRate: [
          {
            family: 'hits_total',
            matchers: [{ name: 'kind', operator: '=', value: 'page' }],
          },
        ],
      },
    });
  });

  it('waits no longer for an answer than until the next question', () => {
    expect(read({ scrapeInterval: '5s' })).toMatchObject({
      scrapeInterval: 5000,
      scrapeTimeout: 5000,
    });
  });

  it.each<[object, RegExp]>([
    [{ scrapeInterval: 'often' }, /scrapeInterval` .* has to be a duration/],
    [{ scrapeInterval: '10ms' }, /scrapeInterval` .* from 1 to 240 seconds/],
    [{ scrapeInterval: { hours: 1 } }, /from 1 to 240 seconds, not 3600/],
    [{ scrapeTimeout: '1m' }, /scrapeTimeout` .* is 60 s .* at most .* 15 s/],
    [{ idleAfter: '1s' }, /idleAfter` .* from 30 to 86400 seconds/],
    [{ limits: { samples: 0 } }, /limits.samples` .* whole number from 1 /],
    [{ limits: { bodyBytes: 10 } }, /limits.bodyBytes` .* from 1024 to/],
    [{ limits: { labels: 1.5 } }, /limits.labels` .* not 1.5/],
    [{ limits: 'none' }, /limits/],
    [
      { goldenSignals: { requests: [] } },
      /goldenSignals.requests` is not known/,
    ],
    [{ goldenSignals: { latency: [{}] } }, /latency\[0\].family` must be/],
  ])('refuses %j', (metrics, message) => {
    expect(() => read(metrics)).toThrow(message);
  });
});
