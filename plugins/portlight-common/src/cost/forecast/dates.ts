const DAY = 24 * 60 * 60 * 1000;

/** Days since the epoch of a date such as `2026-11-21`: for counting, whatever the time zone is. */
export function dayNumber(day: string): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / DAY);
}

/** The date of a number of days since the epoch. */
export function dayName(number: number): string {
  return new Date(number * DAY).toISOString().slice(0, 10);
}

/** From 0 for Sunday to 6. */
export function weekday(number: number): number {
  // The epoch was a Thursday.
  return (((number + 4) % 7) + 7) % 7;
}

/** The first day of the month after that of a date, in days since the epoch. */
export function nextMonth(day: string): number {
  const [year, month] = day.split('-').map(Number);
  return Math.round(Date.UTC(year, month, 1) / DAY);
}
