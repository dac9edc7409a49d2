import { availabilityOf } from '../../parts';
import { runChild } from '../children';
import { type Figure, figure, type Ratio, type Subject } from '../report';
import { median, percentile } from '../statistics';
import type { Suite } from '../suite';
import type { CostInput, CostResult } from './CostInput';

const FULL = {
  sizes: [
    { pods: 10_000, hours: 4 },
    { pods: 50_000, hours: 1 },
  ],
  clusters: 100,
  workloads: 50,
  days: 30,
  queries: 20,
  backfill: { clusters: 2, pods: 100, days: 30 },
};

const QUICK: typeof FULL = {
  sizes: [{ pods: 200, hours: 1 }],
  clusters: 4,
  workloads: 12,
  days: 3,
  queries: 2,
  backfill: { clusters: 1, pods: 10, days: 2 },
};

/** What PF4 asks for. */
const HOUR_PODS = 10_000;
const HOUR_SECONDS = 2;
const REPORT_MILLISECONDS = 300;

function hourFigures({ hours = [], ...result }: CostResult) {
  const figures: Record<string, Figure> = {
    'CPU of an hour': figure(
      'seconds',
      hours.map(({ cpu }) => cpu),
    ),
    'computing alone': figure('seconds', result.pure ?? []),
    'time of an hour': figure(
      'seconds',
      hours.map(({ wall }) => wall),
    ),
    'longest pause': figure('milliseconds', [
      (result.longestPause ?? 0) * 1000,
    ]),
    'details per pod and hour': figure('bytes', [
      result.detailBytesPerPodHour ?? 0,
    ]),
  };
  return figures;
}

function reportFigures(result: CostResult): Record<string, Figure> {
  const asked = (values: readonly number[] = []) =>
    figure(
      'milliseconds',
      values.map(value => value * 1000),
    );
  const { hours = 0, days = 0, months = 0 } = result.bytesPerWorkloadDay ?? {};
  return {
    'report by owner': asked(result.report?.map(({ wall }) => wall)),
    'its CPU here': asked(result.report?.map(({ cpu }) => cpu)),
    'the same, the first time': asked(
      result.firstReport?.map(({ wall }) => wall),
    ),
    'the same, idle shared': asked(
      result.sharedReport?.map(({ wall }) => wall),
    ),
    'sums by owner': asked(result.byOwner),
    'by day and owner': asked(result.byDayAndOwner),
    'workloads of one cluster': asked(result.byWorkload),
    'a workload and day by the hour': figure('bytes', [hours]),
    'by the day': figure('bytes', [days]),
    'by the month': figure('bytes', [months]),
  };
}

/** PF4: what an hour of a large cluster takes, and a month of a fleet. */
export const cost: Suite = {
  name: 'cost',
  title: 'Costs: an hour of one cluster, a month of the fleet, the past',
  async run({ quick, progress }) {
    const size = quick ? QUICK : FULL;
    const postgres = availabilityOf('postgres');
    const databases: CostInput['database'][] = postgres.available
      ? ['SQLite', 'PostgreSQL']
      : ['SQLite'];
    const subjects: Subject[] = [];
    const ratios: Ratio[] = [];
    const measure = (input: CostInput) =>
      runChild<CostResult>('cost/costProcess.ts', input);
    for (const database of databases) {
      const cpu = new Map<number, number>();
      for (const { pods, hours } of size.sizes) {
        progress(`${database}: hours of ${pods} pods`);
        const result = await measure({ database, what: 'hour', pods, hours });
        cpu.set(pods, median((result.hours ?? []).map(hour => hour.cpu)));
        subjects.push({
          name: `${database}, ${pods} pods`,
          figures: hourFigures(result),
        });
      }
      const hour = cpu.get(HOUR_PODS);
      if (hour !== undefined) {
        ratios.push({
          name: `${database}: an hour of ${HOUR_PODS} pods, of one core`,
          value: hour,
          unit: 'seconds',
          target: { atMost: HOUR_SECONDS },
        });
      }
      const [small, large] = size.sizes.map(({ pods }) => pods);
      if (large !== undefined) {
        ratios.push({
          name: `${database}: ${large} pods against ${small}, per pod`,
          value: cpu.get(large)! / large / (cpu.get(small)! / small),
        });
      }
      progress(`${database}: a month of the fleet`);
      const { clusters, workloads, days, queries } = size;
      const report = await measure({
        database,
        what: 'report',
        clusters,
        workloads,
        days,
        queries,
      });
      subjects.push({
        name: `${database}, ${clusters} clusters`,
        figures: reportFigures(report),
      });
      ratios.push({
        name: `${database}: ${days} days of ${clusters} clusters by owner, p95`,
        value:
          percentile(report.report?.map(({ wall }) => wall) ?? [], 0.95) * 1000,
        unit: 'milliseconds',
        target: { atMost: REPORT_MILLISECONDS },
      });
      progress(`${database}: hours of the past`);
      const past = await measure({
        database,
        what: 'backfill',
        ...size.backfill,
      });
      const {
        wall = 1,
        cpu: used = 0,
        hours: filled = 0,
      } = past.backfill ?? {};
      subjects.push({
        name: `${database}, the past`,
        figures: {
          hours: figure('count', [filled]),
          time: figure('seconds', [wall]),
          CPU: figure('seconds', [used]),
          'hours per second': figure('count', [filled / wall]),
        },
      });
    }
    const { queries } = size;
    return {
      parameters: {
        workloads: size.workloads,
        days: size.days,
        queries,
      },
      subjects,
      ratios,
      skipped: postgres.available ? [] : [`PostgreSQL: ${postgres.reason}`],
    };
  },
};
