import { readTimeRange } from './timeRange';

const NOW = Date.parse('2026-11-21T10:00:00Z');
const at = (seconds: number) => new Date(NOW + seconds * 1000).toISOString();

it.each([
  ['the last hour', {}, 3600, 15],
  ['a day', { since: at(-86_400) }, 86_400, 600],
  ['the step that is asked for', { step: 7 }, 3600, 7],
  ['a year', { since: at(-365 * 86_400) }, 365 * 86_400, 7 * 86_400],
])('reads %s', (_, query, length, step) => {
  const range = readTimeRange(query, NOW);
  expect(range.until).toBe(NOW / 1000);
  expect(range.until - range.since).toBe(length);
  expect(range.step).toBe(step);
});

it('chooses no step that is finer than what is measured', () => {
  expect(readTimeRange({ since: at(-60) }, NOW, 30).step).toBe(30);
});

it('ends at the present, whatever a browser takes for it', () => {
  expect(readTimeRange({ until: at(30) }, NOW).until).toBe(NOW / 1000 + 30);
  expect(readTimeRange({ until: at(3600) }, NOW).until).toBe(NOW / 1000 + 60);
});

it.each([
  ['that ends before it begins', { since: at(-60), until: at(-120) }, 'since'],
  ['in the future', { since: at(3600), until: at(7200) }, 'since'],
  ['of centuries', { since: '1526-01-01T00:00:00Z' }, 'since'],
  ['with too many points', { since: at(-86_400), step: 1 }, 'step'],
  ['that is no time', { since: '2026-13-41T00:00:00Z' }, 'since'],
])('refuses a range %s', (_, query, parameter) => {
  expect(() => readTimeRange(query, NOW)).toThrow(
    expect.objectContaining({ status: 400, parameter }),
  );
});
