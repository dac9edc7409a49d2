/** Waiting times of a reflector, all in milliseconds. */
export interface BackoffSettings {
  /** Wait after the first failure. */
  minimum: number;
  /** No wait is longer, whatever a server asks for. */
  maximum: number;
}

/**
 * The wait after the given number of failures in a row (1 or more): doubles each time, and a random half
 * keeps the reflectors of a fleet from coming back at the same instant.
 *
 * @param random - a number from 0 up to 1
 */
export function backoff(
  failures: number,
  settings: BackoffSettings,
  random: number,
  retryAfter = 0,
): number {
  const exponent = Math.min(Math.max(failures, 1) - 1, 30);
  const full = Math.min(settings.minimum * 2 ** exponent, settings.maximum);
  const jittered = full / 2 + (full / 2) * random;
  return Math.min(Math.max(jittered, retryAfter), settings.maximum);
}
