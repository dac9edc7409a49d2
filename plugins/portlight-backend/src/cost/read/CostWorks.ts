import {
  type CostItem,
  type CostWork,
  type CostWorkLine,
  filterFields,
  matchesFilter,
  Sharing,
} from '@portlight/plugin-portlight-common';
import type { CostSettings } from '../settings';
import type { CostReader } from '../store';
import type { CostFence } from './CostFence';
import type { CostQuestion } from './CostQuestion';
import type { CostReports } from './CostReports';
import { planLevel } from './levels';
import { columnsOf, pushedFilter, readTotals } from './readTotals';
import { readPodWork } from './readPodWork';
import { workLines } from './workLines';

const GIBIBYTE = 2 ** 30;

const hours = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 });

/** How demand became an allocation, in words with the figures. */
function explain({ quantities }: CostItem, settings: CostSettings): string[] {
  const { cpuHours, cpuRequestHours, cpuUsageHours } = quantities;
  const gib = (bytes: number) => hours.format(bytes / GIBIBYTE);
  return [
    'A pod counts from the moment at which a node was reserved for it until it ended. At each moment the demand of its containers is the larger of what they request and what they use.',
    settings.policy === 'proportional'
      ? 'Where all pods of a node demand more than it has for pods, all demand is scaled down in the same proportion, so that a node never costs more than its price.'
      : 'Where all pods of a node demand more than it has for pods, requests are served first and the rest is divided in proportion, so that a node never costs more than its price.',
    `CPU: ${hours.format(cpuRequestHours)} core-hours were requested, ${
      cpuUsageHours === undefined
        ? 'usage was not measured'
        : `${hours.format(cpuUsageHours)} were used`
    }, ${hours.format(cpuHours)} are charged.`,
    `Memory: ${gib(
      quantities.memoryRequestByteHours,
    )} GiB-hours were requested, ${
      quantities.memoryUsageByteHours === undefined
        ? 'usage was not measured'
        : `${gib(quantities.memoryUsageByteHours)} were used`
    }, ${gib(quantities.memoryByteHours)} are charged.`,
    'Each quantity is multiplied by its unit price, which is the part of the price of its node that is for this resource; a bill multiplies that by its factor.',
  ];
}

/** What a line is of. */
function placeOf(line: CostWorkLine): string {
  const { cluster, namespace, kind, workload, node, pod, resource } = line;
  const { priceSource, priceVersion, instanceType, capacityType } = line;
  return JSON.stringify([
    ...[cluster, namespace, kind, workload, node, pod, line.class, resource],
    ...[priceSource, priceVersion, instanceType, capacityType, line.unitPrice],
  ]);
}

/** The most expensive first; of what costs the same always the same first, so that a limit cuts off the same. */
function byCost(a: CostWorkLine, b: CostWorkLine): number {
  if (a.cost !== b.cost) return b.cost - a.cost;
  const [first, second] = [placeOf(a), placeOf(b)];
  if (first === second) return 0;
  return first < second ? -1 : 1;
}

/** Shows how figures came about. */
export class CostWorks {
  constructor(
    private readonly options: {
      reader: CostReader;
      reports: CostReports;
      settings: CostSettings;
    },
  ) {}

  async work(question: CostQuestion, fence: CostFence): Promise<CostWork> {
    const { reader, reports, settings } = this.options;
    const [report, lines] = await Promise.all([
      reports.report(question, fence, false),
      question.details
        ? readPodWork(reader, question, fence)
        : this.#lines(question, fence),
    ]);
    const sorted = lines.sort(byCost);
    const shown = sorted.slice(0, question.limit);
    return {
      currency: settings.currency,
      window: report.window,
      lines: shown,
      total: report.total.amounts,
      other: sorted
        .slice(question.limit)
        .reduce((sum, { cost }) => sum + cost, 0),
      steps: explain(report.total, settings),
      notices: report.notices,
    };
  }

  async #lines(
    question: CostQuestion,
    fence: CostFence,
  ): Promise<CostWorkLine[]> {
    const { reader, settings } = this.options;
    const { filter, clusters, sharing } = question;
    const { level, span } = planLevel(question, settings);
    const visible = fence.visible(clusters);
    const records = await readTotals(reader, {
      level,
      ...span,
      by: [
        'price',
        ...columnsOf([
          'class',
          'cluster',
          'namespace',
          'workload',
          ...(sharing.labels.length > 0 ? (['label'] as const) : []),
          ...filterFields(filter),
          ...fence.fields,
        ]),
      ],
      ...(visible === undefined ? {} : { clusters: visible }),
      where: pushedFilter(filter),
    });
    const ids = records.flatMap(({ price }) => price ?? []);
    const prices = await reader.prices(ids);
    const shared = new Sharing([], { options: sharing, periodOf: at => at });
    return records
      .filter(
        ({ keys }) =>
          (keys.class !== 'idle' || sharing.idle === 'separate') &&
          !shared.isShared(keys) &&
          fence.sees(keys) &&
          matchesFilter(filter, keys),
      )
      .flatMap(record => {
        const price = prices.get(record.price!);
        return price ? workLines(record, price) : [];
      });
  }
}
