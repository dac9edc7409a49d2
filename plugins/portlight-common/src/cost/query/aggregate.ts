import { compareTexts } from '../allocation/CostRows';
import { CLASS_VALUES, valuesOf } from './dimensions';
import {
  addFigures,
  directCost,
  nodeCost,
  NOTHING_IDLE,
  zeroFigures,
} from './figures';
import { stepIndex } from './steps';
import {
  type CostDimension,
  type CostFigures,
  type CostKeys,
  type CostRecordClass,
  NODE_AMOUNTS,
  type NodeAmounts,
  type SharedCostRecord,
  type TimeSpan,
} from './types';

/** Names that a sum has where all of its rows have the same one. */
const COMMON_KEYS = [
  'cluster',
  'namespace',
  'kind',
  'workload',
  'entity',
] as const;

/** Rows added up that have the same values. */
export interface CostGroup {
  /** What tells groups apart. */
  id: string;
  /** One for each dimension. */
  values: readonly string[];
  class: CostRecordClass | 'other';
  figures: CostFigures;
  idleShares: NodeAmounts;
  sharedShare: number;
  /** Total cost by step; empty without steps. */
  trend: number[];
  incomplete: boolean;
  /** Names that all of its rows have. */
  names: Partial<Pick<CostKeys, (typeof COMMON_KEYS)[number] | 'owner'>>;
  /** Begin of the latest row, whose owner is the group's. */
  latest: number;
}

/** What it costs with all of its shares. @public */
export function groupCost(
  group: Pick<SharedCostRecord, 'figures' | 'idleShares' | 'sharedShare'>,
): number {
  return (
    directCost(group.figures) + nodeCost(group.idleShares) + group.sharedShare
  );
}

function newGroup(
  id: string,
  values: readonly string[],
  keys: CostKeys,
  steps: number,
): CostGroup {
  const names: CostGroup['names'] = {};
  for (const name of COMMON_KEYS) {
    // A leftover of the fleet is of no cluster.
    if (keys[name]) names[name] = keys[name];
  }
  return {
    id,
    values,
    class: keys.class,
    figures: zeroFigures(),
    idleShares: { ...NOTHING_IDLE },
    sharedShare: 0,
    trend: new Array<number>(steps).fill(0),
    incomplete: false,
    names,
    latest: -Infinity,
  };
}

function addShares(to: NodeAmounts, shares: NodeAmounts): void {
  for (const name of NODE_AMOUNTS) to[name] += shares[name];
}

function addRecord(
  group: CostGroup,
  record: SharedCostRecord,
  steps: readonly TimeSpan[],
): void {
  const { keys, at } = record;
  addFigures(group.figures, record.figures);
  addShares(group.idleShares, record.idleShares);
  group.sharedShare += record.sharedShare;
  group.incomplete ||= record.incomplete ?? false;
  if (steps.length > 0) {
    const index = stepIndex(steps, Math.max(at, steps[0].since));
    if (index >= 0) group.trend[index] += groupCost(record);
  }
  for (const name of COMMON_KEYS) {
    if (group.names[name] !== keys[name]) delete group.names[name];
  }
  if (at >= group.latest) {
    group.latest = at;
    if (keys.owner === undefined) delete group.names.owner;
    else group.names.owner = keys.owner;
  }
}

/**
 * What tells groups apart: their values, the class of what is no workload's, and the kind of workloads, of which there
 * may be several of one name.
 */
function idOf(
  { class: name, kind }: CostKeys,
  values: readonly string[],
  kinds: boolean,
): string {
  const apart = name === 'workload' ? '' : CLASS_VALUES[name];
  return JSON.stringify([apart, ...values, ...(kinds ? [kind ?? ''] : [])]);
}

/** Adds rows up by what they are aggregated by. What is no workload's has rows of its own. */
export function aggregateCosts(
  records: Iterable<SharedCostRecord>,
  dimensions: readonly CostDimension[],
  steps: readonly TimeSpan[] = [],
): Map<string, CostGroup> {
  const groups = new Map<string, CostGroup>();
  const kinds = dimensions.some(({ name }) => name === 'workload');
  for (const record of records) {
    const { keys } = record;
    const values = valuesOf(keys, dimensions);
    const id = idOf(keys, values, kinds);
    let group = groups.get(id);
    if (!group) {
      group = newGroup(id, values, keys, steps.length);
      groups.set(id, group);
    }
    addRecord(group, record, steps);
  }
  return groups;
}

/** All groups in one. */
export function totalOf(groups: Iterable<CostGroup>, steps: number): CostGroup {
  const total: CostGroup = {
    id: '',
    values: [],
    class: 'workload',
    figures: zeroFigures(),
    idleShares: { ...NOTHING_IDLE },
    sharedShare: 0,
    trend: new Array<number>(steps).fill(0),
    incomplete: false,
    names: {},
    latest: -Infinity,
  };
  for (const group of groups) {
    addFigures(total.figures, group.figures);
    addShares(total.idleShares, group.idleShares);
    total.sharedShare += group.sharedShare;
    group.trend.forEach((cost, step) => {
      total.trend[step] += cost;
    });
    total.incomplete ||= group.incomplete;
  }
  return total;
}

/** What is beyond the limit. */
export const OTHER = '__other__';

/** The dearest groups first; what is beyond the limit is one group. */
export function dearest(
  groups: Iterable<CostGroup>,
  limit: number,
  steps: number,
): CostGroup[] {
  const sorted = [...groups]
    .map(group => ({ group, cost: groupCost(group) }))
    .sort((a, b) => b.cost - a.cost || compareTexts(a.group.id, b.group.id))
    .map(({ group }) => group);
  if (sorted.length <= limit) return sorted;
  const rest = sorted.slice(limit);
  const other: CostGroup = {
    ...totalOf(rest, steps),
    id: JSON.stringify([OTHER]),
    values: rest[0].values.map(() => OTHER),
    class: 'other',
  };
  return [...sorted.slice(0, limit), other];
}
