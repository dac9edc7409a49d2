import { humanDuration } from './duration';

describe('humanDuration', () => {
  it.each([
    [-5_000, '<invalid>'],
    [-1_000, '0s'],
    [999, '0s'],
    [119_000, '119s'],
    [150_000, '2m30s'],
    [180_000, '3m'],
    [600_000, '10m'],
    [3 * 3600_000 + 60_000, '3h1m'],
    [9 * 3600_000, '9h'],
    [49 * 3600_000, '2d1h'],
    [9 * 86400_000, '9d'],
    [3 * 365 * 86400_000, '3y'],
  ])('%d ms is %s, as kubectl writes it', (milliseconds, text) => {
    expect(humanDuration(milliseconds)).toBe(text);
  });
});
