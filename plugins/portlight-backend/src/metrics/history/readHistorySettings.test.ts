import { ConfigReader } from '@backstage/config';
import { readPortlightConfig } from '../../config';
import { DEFAULT_HISTORY_SETTINGS } from './HistorySettings';

const read = (history: unknown) =>
  readPortlightConfig(
    new ConfigReader({ portlight: { metrics: { history } } } as any),
  ).history;

describe('readHistorySettings', () => {
  it('keeps a quarter of a year unless told otherwise', () => {
    expect(readPortlightConfig(new ConfigReader({})).history).toEqual(
      DEFAULT_HISTORY_SETTINGS,
    );
  });

  it('reads what is set', () => {
    expect(
      read({
        enabled: false,
        samples: '3h',
        oneMinute: { days: 2 },
        oneHour: 'P400D',
        seriesPerTarget: 10,
        seriesPerCluster: 100,
      }),
    ).toEqual({
      enabled: false,
      keep: {
        samples: 10_800,
        '1m': 172_800,
        '5m': DEFAULT_HISTORY_SETTINGS.keep['5m'],
        '1h': 400 * 86_400,
      },
      seriesPerTarget: 10,
      seriesPerCluster: 100,
    });
  });

  it.each([
    [{ samples: 'long' }, /history.samples.* a duration, such as/],
    [{ samples: '10m' }, /history.samples.* from 1 hour to 1 day/],
    [{ oneMinute: '40d' }, /history.oneMinute.* from 3 hours to 31 days/],
    [{ fiveMinutes: '1h' }, /history.fiveMinutes.* from 1 day to 92 days/],
    [{ oneHour: { years: 3 } }, /history.oneHour.* from 1 day to 800 days/],
    [
      { oneMinute: '10d' },
      /history.fiveMinutes.* at least as long as `oneMinute`/,
    ],
    [
      { seriesPerTarget: 0 },
      /history.seriesPerTarget.* from 1 to 1000000, not 0/,
    ],
    [{ seriesPerCluster: 1.5 }, /history.seriesPerCluster.* whole number/],
    [{ retention: '1h' }, /metrics.history.retention.* is not a setting/],
    ['2h', /metrics.history.* has to be a section/],
  ])('refuses %p', (history, message) => {
    expect(() => read(history)).toThrow(message);
  });
});
