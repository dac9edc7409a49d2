import {
  type CalendarPeriod,
  calendarPeriods,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';

const HOUR = 60 * 60;
/** A day of which fewer hours are known tells nothing about days. */
const WHOLE_DAY = 0.9;

/** How much of the costs of days is known. */
export interface DayHours {
  /** In their order; the last one is not over. */
  days: readonly CalendarPeriod[];
  /** Clusters with costs on any of the days. */
  clusters: readonly string[];
  /** Whether a day's costs are known, so that they can be compared; of a cluster, or of all that have costs then. */
  isWhole(day: CalendarPeriod, cluster?: string): boolean;
  /** How much of the last day is known: a share from 0 to 1. */
  elapsed(cluster?: string): number;
}

/** The days before a time and that of it. */
export function daysBefore(
  now: number,
  count: number,
  timeZone: string,
): CalendarPeriod[] {
  // A day has at most 25 hours.
  return calendarPeriods(
    now - count * 25 * HOUR,
    now + 1,
    'day',
    timeZone,
  ).slice(-count - 1);
}

/** Reads how many hours of each day are known, by cluster. */
export async function readDayHours(
  knex: Knex,
  days: readonly CalendarPeriod[],
): Promise<DayHours> {
  const rows: { at: number; cluster: string; hours: number }[] = await knex(
    'cost_periods',
  )
    .join('cost_clusters', 'cost_clusters.id', 'cost_periods.cluster')
    .where('cost_periods.level', 'day')
    .whereBetween('cost_periods.at', [
      days[0].start,
      days[days.length - 1].start,
    ])
    .select({
      at: 'cost_periods.at',
      cluster: 'cost_clusters.name',
      hours: 'cost_periods.hours',
    });
  const byDay = new Map<number, Map<string, number>>();
  for (const { at, cluster, hours } of rows) {
    const of = byDay.get(at) ?? new Map<string, number>();
    byDay.set(at, of.set(cluster, hours));
  }
  const known = (day: CalendarPeriod, cluster: string | undefined) => {
    const of = byDay.get(day.start);
    return cluster === undefined
      ? [...(of?.values() ?? [])].reduce((sum, hours) => sum + hours, 0)
      : of?.get(cluster) ?? 0;
  };
  const length = ({ start, end }: CalendarPeriod) => (end - start) / HOUR;
  const clustersOn = (day: CalendarPeriod | undefined) =>
    (day && byDay.get(day.start)?.size) ?? 0;
  return {
    days,
    clusters: [...new Set(rows.map(({ cluster }) => cluster))].sort(),
    isWhole(day, cluster) {
      const count = cluster === undefined ? clustersOn(day) : 1;
      return (
        count > 0 && known(day, cluster) >= WHOLE_DAY * count * length(day)
      );
    },
    elapsed(cluster) {
      const today = days[days.length - 1];
      // In the first hours of a day some clusters have none of it yet.
      const count =
        cluster === undefined
          ? Math.max(clustersOn(today), clustersOn(days[days.length - 2]), 1)
          : 1;
      return Math.min(1, known(today, cluster) / (count * length(today)));
    },
  };
}
