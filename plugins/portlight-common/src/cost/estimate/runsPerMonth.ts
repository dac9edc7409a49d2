const NAMES: Record<string, readonly string[]> = {
  month: [
    'jan',
    'feb',
    'mar',
    'apr',
    'may',
    'jun',
    'jul',
    'aug',
    'sep',
    'oct',
    'nov',
    'dec',
  ],
  weekday: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'],
};

/** What Kubernetes' schedules may be instead of five fields. */
const MACROS: Record<string, string> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

interface FieldKind {
  least: number;
  most: number;
  names?: readonly string[];
}

const FIELDS: readonly FieldKind[] = [
  { least: 0, most: 59 },
  { least: 0, most: 23 },
  { least: 1, most: 31 },
  { least: 1, most: 12, names: NAMES.month },
  { least: 0, most: 7, names: NAMES.weekday },
];

function valueOf(text: string, { least, most, names }: FieldKind) {
  const index = names?.indexOf(text.toLowerCase()) ?? -1;
  const number = /^\d{1,2}$/.test(text) ? Number(text) : NaN;
  const value = index >= 0 ? index + least : number;
  return value >= least && value <= most ? value : undefined;
}

/** The values of a field; undefined where it cannot be read. */
function valuesOf(text: string, kind: FieldKind): Set<number> | undefined {
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const [range, step = '1', ...more] = part.split('/');
    const every = /^\d{1,3}$/.test(step) ? Number(step) : 0;
    if (every < 1 || more.length > 0) return undefined;
    let [first, last] = [kind.least, kind.most] as (number | undefined)[];
    if (range !== '*' && range !== '?') {
      const [from, to, ...rest] = range.split('-');
      if (rest.length > 0) return undefined;
      first = valueOf(from, kind);
      if (to !== undefined) last = valueOf(to, kind);
      else if (!part.includes('/')) last = first;
    }
    if (first === undefined || last === undefined || first > last) {
      return undefined;
    }
    for (let value = first; value <= last; value += every) values.add(value);
  }
  return values;
}

/** After so many years the weekdays fall on the same dates again. */
const YEARS = 28;

/**
 * How often a schedule of a CronJob fires in a month, on average; its time zone makes no difference to that.
 *
 * @returns undefined where it cannot be read
 */
export function runsPerMonth(schedule: string): number | undefined {
  const text = schedule.trim().replace(/^(?:CRON_)?TZ=\S+\s+/, '');
  const fields = (Object.hasOwn(MACROS, text) ? MACROS[text] : text).split(
    /\s+/,
  );
  if (fields.length !== FIELDS.length) return undefined;
  const sets = fields.map((field, index) => valuesOf(field, FIELDS[index]));
  const [minutes, hours, days, months, weekdays] = sets;
  if (!minutes || !hours || !days || !months || !weekdays) return undefined;
  if (weekdays.has(7)) weekdays.add(0);
  // As cron has it: where both are restricted, one of them is enough.
  const either = !/^[*?]/.test(fields[2]) && !/^[*?]/.test(fields[4]);
  let runs = 0;
  const date = new Date(Date.UTC(2000, 0, 1));
  while (date.getUTCFullYear() < 2000 + YEARS) {
    const onDay = days.has(date.getUTCDate());
    const onWeekday = weekdays.has(date.getUTCDay());
    if (
      months.has(date.getUTCMonth() + 1) &&
      (either ? onDay || onWeekday : onDay && onWeekday)
    ) {
      runs += 1;
    }
    date.setUTCDate(date.getUTCDate() + 1);
  }
  return (runs * minutes.size * hours.size) / (YEARS * 12);
}
