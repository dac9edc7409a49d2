import type {
  CostBreakdown,
  CostItem,
  CostReport,
  ResourceHours,
} from '../../api/types';
import { fromNanos } from '../money';
import {
  aggregateCosts,
  type CostGroup,
  dearest,
  groupCost,
  totalOf,
} from './aggregate';
import { CLASS_VALUES } from './dimensions';
import { efficiencies, nodeCost } from './figures';
import type {
  CostDimension,
  CostFigures,
  SharedCostRecord,
  TimeSpan,
} from './types';

/** How classes are called in answers. */
const ANSWER_CLASSES: Record<CostGroup['class'], CostItem['class']> = {
  workload: 'workload',
  idle: 'idle',
  overhead: 'overhead',
  unmounted: 'unmounted',
  'unallocated-load-balancer': 'loadBalancer',
  'management-fee': 'managementFee',
  shared: 'shared',
  other: 'other',
};

/** Of what a report is made. @public */
export interface ReportParts {
  /** Those that are to be seen, with their shares; also leftovers. */
  records: readonly SharedCostRecord[];
  /** The same of the window before. */
  previous?: readonly SharedCostRecord[];
  /** What rows are aggregated by; none for one row. */
  dimensions: readonly CostDimension[];
  /** Of the trend, in order and without gaps. */
  steps: readonly TimeSpan[];
  /** Whether anything is known of each step; of the others nothing is told. */
  known: readonly boolean[];
  /** Rows at most. */
  limit: number;
}

/** Costs in units of the currency. */
export function describeAmounts(
  group: Pick<CostGroup, 'figures' | 'idleShares' | 'sharedShare'>,
): CostBreakdown {
  const { figures, idleShares, sharedShare } = group;
  return {
    cpu: fromNanos(figures.cpuCost),
    memory: fromNanos(figures.memoryCost),
    gpu: fromNanos(figures.gpuCost),
    storage: fromNanos(figures.storageCost),
    network: fromNanos(figures.networkCost),
    loadBalancer: fromNanos(figures.loadBalancerCost),
    other: fromNanos(figures.otherCost),
    adjustment: fromNanos(figures.adjustment),
    shared: fromNanos(sharedShare),
    idle: fromNanos(nodeCost(idleShares)),
    total: fromNanos(groupCost(group)),
  };
}

function describeQuantities(figures: CostFigures): ResourceHours {
  const { cpuUsageHours, memoryUsageByteHours } = figures;
  return {
    podHours: figures.podHours,
    cpuHours: figures.cpuHours,
    cpuRequestHours: figures.cpuRequestHours,
    ...(cpuUsageHours === undefined ? {} : { cpuUsageHours }),
    memoryByteHours: figures.memoryByteHours,
    memoryRequestByteHours: figures.memoryRequestByteHours,
    ...(memoryUsageByteHours === undefined ? {} : { memoryUsageByteHours }),
    gpuHours: figures.gpuHours,
    storageByteHours: figures.storageByteHours,
    loadBalancerHours: figures.loadBalancerHours,
    networkBytes: figures.networkBytes,
  };
}

/** What a row is called: its values, and for what is no workload's also its class. */
function nameOf({ values, class: name }: CostGroup): string {
  if (name === 'workload' || name === 'other') return values.join('/');
  const apart = CLASS_VALUES[name];
  return values.includes(apart)
    ? values.join('/')
    : [...values, apart].join('/');
}

/** Names, with the kind of the workload where two have the same. */
function uniqueNames(groups: readonly CostGroup[]): Map<CostGroup, string> {
  const names = groups.map(nameOf);
  const counts = new Map<string, number>();
  names.forEach(name => counts.set(name, (counts.get(name) ?? 0) + 1));
  return new Map(
    groups.map((group, index) => {
      const name = names[index];
      const { kind } = group.names;
      return [
        group,
        counts.get(name)! > 1 && kind ? `${name} (${kind})` : name,
      ];
    }),
  );
}

/** Rows of a report, with its total. @public */
export type ReportRows = Pick<CostReport, 'total' | 'items' | 'count'>;

/** Adds rows up to a report. Nothing here changes what a row costs; what is left out is left out whole. @public */
export function buildCostRows(parts: ReportParts): ReportRows {
  const { dimensions, steps, known, limit } = parts;
  const groups = aggregateCosts(parts.records, dimensions, steps);
  const before = parts.previous && aggregateCosts(parts.previous, dimensions);
  const total = totalOf(groups.values(), steps.length);
  const sum = groupCost(total);
  const shown = dearest(groups.values(), limit, steps.length);
  const inRows = new Set(shown.map(({ id }) => id));
  const previousOf = (group: CostGroup): number | undefined => {
    if (!before) return undefined;
    if (group !== total && group.class !== 'other') {
      const same = before.get(group.id);
      return same ? groupCost(same) : 0;
    }
    // Also of what is gone; of the row of the rest, what has no row of its own now.
    return [...before.values()]
      .filter(({ id }) => group === total || !inRows.has(id))
      .reduce((cost, each) => cost + groupCost(each), 0);
  };
  const names = uniqueNames(shown);
  const describe = (group: CostGroup): CostItem => {
    const previous = previousOf(group);
    return {
      name: names.get(group) ?? 'all',
      key: dimensions.slice(0, group.values.length).map(({ text }, index) => ({
        aggregate: text,
        value: group.values[index],
      })),
      class: ANSWER_CLASSES[group.class],
      amounts: describeAmounts(group),
      quantities: describeQuantities(group.figures),
      efficiency: efficiencies(group.figures),
      share: sum > 0 ? groupCost(group) / sum : 0,
      ...(previous === undefined ? {} : { previousTotal: fromNanos(previous) }),
      trend: group.trend.map((cost, step) =>
        known[step] || cost !== 0 ? fromNanos(cost) : null,
      ),
      ...(group.class === 'other' ? {} : group.names),
    };
  };
  return {
    total: describe(total),
    items: shown.map(describe),
    count: groups.size,
  };
}
