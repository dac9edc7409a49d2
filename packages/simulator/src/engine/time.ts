/** One second, minute, hour and day in milliseconds. */
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const cache = new Map<number, string>();

/** RFC 3339 with whole seconds, as the API has times. */
export function timestamp(milliseconds: number): string {
  const second = Math.floor(milliseconds / SECOND);
  let text = cache.get(second);
  if (text === undefined) {
    text = `${new Date(second * SECOND).toISOString().slice(0, 19)}Z`;
    if (cache.size > 1000) {
      cache.clear();
    }
    cache.set(second, text);
  }
  return text;
}

/** Milliseconds since the epoch of a time of the API; undefined for none. */
export function timeOf(text: string | undefined): number | undefined {
  if (!text) {
    return undefined;
  }
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}
