import {
  calendarPeriod,
  costReportCsv,
  filterFields,
  type FocusCharge,
  focusHeader,
  focusLines,
  type FocusVersion,
  matchesFilter,
} from '@portlight/plugin-portlight-common';
import { FileStream } from '../../api/operations';
import type { CostSettings } from '../settings';
import type { CostReader } from '../store';
import type { CostFence } from './CostFence';
import type { CostQuestion } from './CostQuestion';
import type { CostReports } from './CostReports';
import { type LevelPlan, planLevel } from './levels';
import { columnsOf, pushedFilter, readTotals } from './readTotals';

const HOUR = 3600;

/** What exports are made with. */
export interface ExportOptions {
  reader: CostReader;
  reports: CostReports;
  settings: CostSettings;
  /** Who runs the nodes of clusters. */
  providers(): Promise<(cluster: string) => string>;
}

/** Without anything that a header or a file system takes for something else. */
function fileName(question: CostQuestion, format: string): string {
  const date = (at: number) => new Date(at * 1000).toISOString().slice(0, 10);
  const { since, until } = question.window;
  return `costs-${date(since)}-${date(until - 1)}-${format}.csv`;
}

/** Parts of a span that are read one after the other, so that no more than one of them is in memory. */
function* parts({ level, span }: LevelPlan, timeZone: string) {
  for (let at = span.since; at < span.until; ) {
    const unit = level === 'month' ? 'month' : 'day';
    const end = Math.min(calendarPeriod(at, unit, timeZone).end, span.until);
    yield { since: at, until: end };
    at = end;
  }
}

async function* focusFile(
  question: CostQuestion,
  fence: CostFence,
  version: FocusVersion,
  { reader, settings, providers }: ExportOptions,
): AsyncGenerator<string> {
  const { filter, clusters, sharing, now } = question;
  const plan = planLevel(question, settings);
  const visible = fence.visible(clusters);
  const options = {
    version,
    currency: settings.currency,
    timeZone: settings.timeZone,
    policy: settings.policy,
    providerOf: await providers(),
    complete: filter === undefined && fence.seesAll,
  };
  yield focusHeader(version);
  if (visible?.length === 0) return;
  const by = [
    'at' as const,
    'price' as const,
    ...columnsOf([
      'class',
      'cluster',
      'namespace',
      'workload',
      'owner',
      'system',
      'domain',
      'entity',
      'team',
      'costCenter',
      ...filterFields(filter),
      ...fence.fields,
    ]),
  ];
  const periodEnd = (at: number) =>
    plan.level === 'hour'
      ? at + HOUR
      : calendarPeriod(at, plan.level, settings.timeZone).end;
  for (const span of parts(plan, settings.timeZone)) {
    const records = await readTotals(reader, {
      level: plan.level,
      ...span,
      by,
      ...(visible === undefined ? {} : { clusters: visible }),
      where: pushedFilter(filter),
    });
    const prices = await reader.prices(
      records.flatMap(({ price }) => price ?? []),
    );
    const charges = records.flatMap((record): FocusCharge[] => {
      const price = prices.get(record.price!);
      const { keys, at } = record;
      return price &&
        (keys.class !== 'idle' || sharing.idle !== 'hide') &&
        fence.sees(keys) &&
        matchesFilter(filter, keys)
        ? [
            {
              record,
              price,
              period: {
                since: at,
                // A day that is not over is known until now.
                until: Math.min(periodEnd(at), Math.ceil(now / HOUR) * HOUR),
              },
            },
          ]
        : [];
    });
    if (charges.length > 0) yield focusLines(charges, options);
  }
}

async function* reportFile(
  question: CostQuestion,
  fence: CostFence,
  { reports }: ExportOptions,
): AsyncGenerator<string> {
  yield* costReportCsv(await reports.report(question, fence));
}

/** A report, or the charges behind it, as a file. */
export function exportCosts(
  question: CostQuestion,
  fence: CostFence,
  format: 'csv' | 'focus-1.2' | 'focus-1.3',
  options: ExportOptions,
): FileStream {
  return new FileStream({
    type: 'text/csv; charset=utf-8',
    name: fileName(question, format),
    chunks:
      format === 'csv'
        ? reportFile(question, fence, options)
        : focusFile(
            question,
            fence,
            format === 'focus-1.2' ? '1.2' : '1.3',
            options,
          ),
  });
}
