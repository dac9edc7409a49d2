const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

function two(
  value: number,
  unit: number,
  name: string,
  smaller: number,
  smallerName: string,
): string {
  const rest = Math.floor((value % unit) / smaller);
  return `${Math.floor(value / unit)}${name}${
    rest > 0 ? `${rest}${smallerName}` : ''
  }`;
}

/**
 * A duration as kubectl writes ages: two units while they say something, one afterwards.
 *
 * @param milliseconds - negative ones come from clocks that differ
 */
export function humanDuration(milliseconds: number): string {
  const value = Math.floor(milliseconds / SECOND) * SECOND;
  if (value < -2 * SECOND) {
    return '<invalid>';
  }
  if (value < 0) {
    return '0s';
  }
  if (value < 2 * MINUTE) {
    return `${value / SECOND}s`;
  }
  if (value < 10 * MINUTE) {
    return two(value, MINUTE, 'm', SECOND, 's');
  }
  if (value < 3 * HOUR) {
    return `${Math.floor(value / MINUTE)}m`;
  }
  if (value < 8 * HOUR) {
    return two(value, HOUR, 'h', MINUTE, 'm');
  }
  if (value < 2 * DAY) {
    return `${Math.floor(value / HOUR)}h`;
  }
  if (value < 8 * DAY) {
    return two(value, DAY, 'd', HOUR, 'h');
  }
  if (value < 2 * YEAR) {
    return `${Math.floor(value / DAY)}d`;
  }
  if (value < 8 * YEAR) {
    return two(value, YEAR, 'y', DAY, 'd');
  }
  return `${Math.floor(value / YEAR)}y`;
}
