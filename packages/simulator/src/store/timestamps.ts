let lastSecond = NaN;
let lastText = '';

/**
 * A moment as Kubernetes writes it: RFC 3339 in whole seconds.
 *
 * @param milliseconds - since the epoch
 *
 * @public
 */
export function formatTime(milliseconds: number): string {
  const second = Math.floor(milliseconds / 1000);
  // Most writes share their second; sharing the text too saves a string per object.
  if (second !== lastSecond) {
    lastSecond = second;
    lastText = new Date(second * 1000).toISOString().replace('.000Z', 'Z');
  }
  return lastText;
}

/**
 * A moment as Kubernetes writes it where it needs microseconds (leases, events).
 *
 * @param milliseconds - since the epoch
 *
 * @public
 */
export function formatMicroTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('Z', '000Z');
}
