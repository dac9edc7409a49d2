import {
  buildCostRows,
  type CostNotice,
  type CostReport,
  type CostSource,
  filterFields,
  fromNanos,
  matchesFilter,
  type SharedCostRecord,
  type TimeSpan,
  stepIndex,
  stepsOf,
  totalCost,
} from '@portlight/plugin-portlight-common';
import type { CostSettings } from '../settings';
import type { CostReader } from '../store';
import type { CostFence } from './CostFence';
import { type CostLoader, mayNotShare } from './CostLoader';
import type { CostQuestion } from './CostQuestion';
import { readCoverage } from './coverage';
import { forecastCosts } from './forecastCosts';
import { type LevelPlan, planLevel } from './levels';
import { columnsOf, pushedFilter, readTotals } from './readTotals';
import { previousSpans } from './spans';

/** Less of what was requested than this has been measured only in part. */
const MEASURED = 0.98;

/** What the catalog says of a day. */
const OF_OWNERSHIP: ReadonlySet<string> = new Set([
  'owner',
  'system',
  'domain',
  'entity',
]);

function iso(at: number): string {
  return new Date(at * 1000).toISOString();
}

/** What has to be known to read a figure. */
function noticesOf(
  question: CostQuestion,
  plan: LevelPlan,
  fence: CostFence,
): CostNotice[] {
  return [
    ...question.window.notices.map(message => ({
      code: 'window-clamped',
      message,
    })),
    ...(plan.notice ? [{ code: 'window-clamped', message: plan.notice }] : []),
    ...(fence.isOpen
      ? []
      : [
          {
            code: 'restricted',
            message:
              'Only costs of what you may see are in these figures, totals among them',
          },
        ]),
  ];
}

/** What was measured of what was requested. */
function usageNotices({ quantities }: CostReport['total'], measured: number) {
  if (quantities.cpuRequestHours === 0) return [];
  if (measured === 0) {
    return [
      {
        code: 'requests-only',
        message:
          'No usage was measured: costs are of what containers requested, and there is no efficiency',
      },
    ];
  }
  const share = measured / quantities.cpuRequestHours;
  return share < MEASURED
    ? [
        {
          code: 'requests-only',
          message: `Usage was measured for ${Math.floor(
            share * 100,
          )}% of what was requested; the rest costs what it requested, and efficiencies are of what was measured`,
        },
      ]
    : [];
}

/** Why there is nothing to see. */
function nothingNotices(
  { computed, computedUntil }: CostReport['coverage'],
  { count }: Pick<CostReport, 'count'>,
): CostNotice[] {
  if (computed > 0) {
    return count === 0
      ? [
          {
            code: 'no-costs',
            // The same for what is not there and for what is not to be seen.
            message:
              'Nothing that you may see cost anything here in this time; look at a longer window, and at how it is spelled',
          },
        ]
      : [];
  }
  return [
    {
      code: 'no-costs',
      message:
        computedUntil === undefined
          ? 'No costs are known yet: an hour is computed some minutes after its end, of each cluster whose nodes and pods were watched in it. The page of the cost job says how far it is'
          : `No hour of this time has been computed; the latest that is known ends at ${computedUntil}`,
    },
  ];
}

/** Answers what costs were. */
export class CostReports {
  constructor(
    private readonly options: {
      reader: CostReader;
      loader: CostLoader;
      settings: CostSettings;
      /** What has to be known of who owned what in a time. */
      ownership: (span: TimeSpan) => Promise<CostNotice[]>;
    },
  ) {}

  /** @param extras - whether also what is beside the rows is asked for: before, forecast, sources */
  async report(
    question: CostQuestion,
    fence: CostFence,
    extras = true,
  ): Promise<CostReport> {
    if (question.ownSharing && !fence.isOpen) throw mayNotShare();
    const { loader, settings } = this.options;
    const { timeZone } = settings;
    const plan = planLevel(question, settings);
    const window = { ...question.window, ...plan.span };
    const steps = stepsOf(window, plan.step);
    const { dimensions, clusters, filter, sharing, details, limit } = question;
    const request = {
      dimensions,
      sharing,
      details,
      ...(clusters === undefined ? {} : { clusters }),
      ...(filter === undefined ? {} : { filter }),
    };
    const [records, previous, known, coverage, sources, month, ownership] =
      await Promise.all([
        loader.load({ ...request, level: plan.level, span: plan.span }, fence),
        extras && !details ? this.#previous(plan, request, fence) : undefined,
        filter === undefined && fence.isOpen
          ? undefined
          : this.#knownSteps(question, plan, fence, steps),
        readCoverage(this.options.reader, {
          level: plan.level,
          span: plan.span,
          clusters: fence.visible(clusters),
          now: question.now,
        }),
        extras ? this.#sources(question, plan, fence) : [],
        extras && !details
          ? forecastCosts(loader, question, fence, timeZone)
          : undefined,
        dimensions.some(({ name }) => OF_OWNERSHIP.has(name))
          ? this.options.ownership(plan.span)
          : [],
      ]);
    const rows = buildCostRows({
      records,
      dimensions,
      steps,
      known: known ?? knownSteps(records, steps),
      limit,
      ...(previous === undefined ? {} : { previous }),
    });
    const measured = records.reduce(
      (sum, { figures }) => sum + figures.cpuMeasuredRequestHours,
      0,
    );
    return {
      currency: settings.currency,
      timeZone,
      window: {
        start: iso(window.since),
        end: iso(window.until),
        requested: question.requested,
      },
      step: plan.step,
      aggregate: [...question.aggregate],
      idle: sharing.idle,
      policy: settings.policy,
      times: steps.map(({ since }) => iso(since)),
      ...rows,
      sources,
      coverage: coverage.coverage,
      ...month,
      notices: [
        ...noticesOf(question, plan, fence),
        ...nothingNotices(coverage.coverage, rows),
        ...coverage.notices,
        ...ownership,
        ...defaultPrices(sources),
        ...usageNotices(rows.total, measured),
      ],
    };
  }

  async #previous(
    plan: LevelPlan,
    request: Omit<Parameters<CostLoader['load']>[0], 'level' | 'span'>,
    fence: CostFence,
  ): Promise<SharedCostRecord[]> {
    const { loader, settings } = this.options;
    const parts = await Promise.all(
      previousSpans(plan, settings.timeZone).map(({ level, span }) =>
        loader.load(
          { ...request, level, span, withoutTimes: true, costsOnly: true },
          fence,
        ),
      ),
    );
    return parts.flat();
  }

  /** In which steps anything was computed, of whatever, also of what is not to be seen. */
  async #knownSteps(
    { clusters }: CostQuestion,
    { level, span }: LevelPlan,
    fence: CostFence,
    steps: CostQuestion['steps'],
  ): Promise<boolean[]> {
    const visible = fence.visible(clusters);
    const totals = await this.options.reader.totals({
      level,
      ...span,
      by: ['at'],
      measures: 'cost',
      ...(visible === undefined ? {} : { clusters: visible }),
    });
    return knownSteps(
      totals.map(({ at = 0 }) => ({ at })),
      steps,
    );
  }

  /** Which prices the costs stand on. */
  async #sources(
    { clusters, filter }: CostQuestion,
    { level, span }: LevelPlan,
    fence: CostFence,
  ): Promise<CostSource[]> {
    const { reader } = this.options;
    const visible = fence.visible(clusters);
    const query = {
      level,
      ...span,
      by: [
        'price' as const,
        ...columnsOf([...filterFields(filter), ...fence.fields]),
      ],
      ...(visible === undefined ? {} : { clusters: visible }),
      where: pushedFilter(filter),
      measures: 'cost' as const,
    };
    const records = await readTotals(reader, query);
    const costs = new Map<number, number>();
    for (const { keys, figures, price } of records) {
      if (
        price !== undefined &&
        fence.sees(keys) &&
        matchesFilter(filter, keys)
      ) {
        costs.set(
          price,
          (costs.get(price) ?? 0) + totalCost(figures) + figures.adjustment,
        );
      }
    }
    const prices = await reader.prices([...costs.keys()]);
    const sources = new Map<
      string,
      { cost: number; versions: Set<string>; times: Set<string> }
    >();
    for (const [id, cost] of costs) {
      const price = prices.get(id);
      const name = price?.source ?? 'default';
      const source = sources.get(name) ?? {
        cost: 0,
        versions: new Set<string>(),
        times: new Set<string>(),
      };
      source.cost += cost;
      if (price?.version) source.versions.add(price.version);
      if (price?.publishedAt) source.times.add(price.publishedAt);
      sources.set(name, source);
    }
    const total = [...costs.values()].reduce((sum, cost) => sum + cost, 0);
    return [...sources]
      .sort(([, a], [, b]) => b.cost - a.cost)
      .map(([source, { cost, versions, times }]) => ({
        source,
        cost: fromNanos(cost),
        share: total > 0 ? cost / total : 0,
        // Of several there is no one to name.
        ...(versions.size === 1 ? { version: [...versions][0] } : {}),
        ...(times.size === 1 ? { at: [...times][0] } : {}),
      }));
  }
}

function knownSteps(
  rows: readonly { at: number }[],
  steps: CostQuestion['steps'],
): boolean[] {
  const known = steps.map(() => false);
  for (const { at } of rows) {
    const index = stepIndex(steps, Math.max(at, steps[0].since));
    if (index >= 0) known[index] = true;
  }
  return known;
}

function defaultPrices(sources: readonly CostSource[]): CostNotice[] {
  const share = sources.find(({ source }) => source === 'default')?.share ?? 0;
  return share > 0.0005
    ? [
        {
          code: 'default-prices',
          message: `${
            Math.round(share * 1000) / 10
          }% of the cost stands on default prices, which are not those that you pay; set prices for what they are used for`,
        },
      ]
    : [];
}
