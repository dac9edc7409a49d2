import { ConfigReader } from '@backstage/config';
import { readPortlightConfig } from '../../config';
import { DEFAULT_COST_SETTINGS } from './CostSettings';

const read = (cost?: unknown) =>
  readPortlightConfig(
    new ConfigReader(
      cost === undefined ? {} : { portlight: { cost } as never },
    ),
  ).cost;

it('needs no setting', () => {
  expect(read()).toEqual(DEFAULT_COST_SETTINGS);
  expect(read({})).toEqual(DEFAULT_COST_SETTINGS);
  // It may be changed while the portal runs.
  expect(read()).not.toBe(DEFAULT_COST_SETTINGS);
});

it('reads what is set', () => {
  expect(
    read({
      enabled: false,
      currency: 'EUR',
      timeZone: 'Europe/Berlin',
      policy: 'reserved-first',
      retention: {
        hours: '10d',
        days: { days: 100 },
        details: '12h',
        endedObjects: '6h',
      },
      backfill: false,
    }),
  ).toEqual({
    enabled: false,
    currency: 'EUR',
    timeZone: 'Europe/Berlin',
    policy: 'reserved-first',
    retention: {
      hours: 10 * 86_400,
      days: 100 * 86_400,
      details: 43_200,
      endedObjects: 21_600,
    },
    backfill: false,
  });
});

it.each([
  [{ currency: 'euro' }, 'portlight.cost.currency'],
  [{ timeZone: 'Berlin' }, 'portlight.cost.timeZone'],
  [{ timeZone: '+02:00' }, 'such as Europe/Berlin'],
  [{ policy: 'fair' }, 'proportional or reserved-first'],
  [{ retention: { hours: '1d' } }, 'portlight.cost.retention.hours'],
  [{ retention: { details: 'long' } }, 'portlight.cost.retention.details'],
  [
    { retention: { hours: '90d', days: '62d' } },
    'portlight.cost.retention.days',
  ],
  [{ retention: { minutes: '1h' } }, 'portlight.cost.retention.minutes'],
  [{ colour: 'red' }, 'portlight.cost.colour'],
])('refuses %j and says where', (cost, message) => {
  expect(() => read(cost)).toThrow(message);
});
