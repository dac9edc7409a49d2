import { runsPerMonth } from './runsPerMonth';

/** Of the mean month of the calendar. */
const DAYS = 365.25 / 12;

describe('runsPerMonth', () => {
  it.each([
    ['0 * * * *', 24 * DAYS],
    ['*/15 * * * *', 96 * DAYS],
    ['0 3 * * *', DAYS],
    ['@daily', DAYS],
    ['@weekly', DAYS / 7],
    ['0 0 1 * *', 1],
    ['@yearly', 1 / 12],
    ['0 0 * * mon-fri', (DAYS * 5) / 7],
    ['0 0 * * 7', DAYS / 7],
    ['0,30 8-17/3 * * *', 8 * DAYS],
    ['0 0 31 * *', 7 / 12],
    ['0 0 29 feb *', 1 / 48],
    // Either of both, as cron has it.
    ['0 0 1 * mon', 1 + (DAYS - 1) / 7],
    ['TZ=Europe/Berlin 0 3 * * *', DAYS],
    ['5/20 0 * * *', 3 * DAYS],
  ])('counts %s', (schedule, runs) => {
    expect(runsPerMonth(schedule)).toBeCloseTo(runs, 2);
  });

  it.each([
    '',
    'sometimes',
    '* * * *',
    '* * * * * *',
    '60 * * * *',
    '* 24 * * *',
    '*/0 * * * *',
    '5-1 * * * *',
    '1-2-3 * * * *',
    '* * 0 * *',
    '1/2/3 * * * *',
    '-1 * * * *',
    '@every 5m',
    '__proto__',
  ])('does not guess %j', schedule => {
    expect(runsPerMonth(schedule)).toBeUndefined();
  });
});
