import { fromNanos } from '../money';
import { aggregateCosts, type CostGroup, groupCost } from './aggregate';
import { CLASS_VALUES } from './dimensions';
import { efficiencies } from './figures';
import type {
  CostDimension,
  CostFigures,
  CostKeys,
  SharedCostRecord,
  TimeSpan,
} from './types';

const HOUR = 3600;

/** What OpenCost calls an allocation, as JSON. @public */
export type OpenCostAllocation = Record<string, unknown>;

/** Allocations of one step by their names. @public */
export interface OpenCostSet {
  /** The step that all of them are for. */
  span: TimeSpan;
  /** By name, as `/allocation` answers them. */
  allocations: Record<string, OpenCostAllocation>;
}

/** What OpenCost aggregates by when nothing is said: each container by itself. @public */
export const OPENCOST_AGGREGATE: readonly string[] = [
  'cluster',
  'node',
  'namespace',
  'pod',
  'container',
];

/**
 * Rows as OpenCost has them: what nodes keep for themselves is idle there, what nobody mounts or reaches is its
 * namespace's, and a cluster's management fee is no allocation.
 *
 * @public
 */
export function asOpenCostRecord<Row extends { keys: CostKeys }>(
  record: Row,
): Row | undefined {
  const { keys } = record;
  switch (keys.class) {
    case 'management-fee':
      return undefined;
    case 'overhead':
      return { ...record, keys: { ...keys, class: 'idle' } };
    case 'unmounted':
    case 'unallocated-load-balancer':
      return keys.namespace === undefined
        ? { ...record, keys: { ...keys, class: 'unmounted' } }
        : { ...record, keys: { ...keys, class: 'workload' } };
    default:
      return record;
  }
}

function nameOf(group: CostGroup, dimensions: readonly CostDimension[]) {
  if (group.class === 'idle') return CLASS_VALUES.idle;
  if (dimensions.length === 0) return 'all';
  return dimensions
    .map((dimension, index) => {
      const value = group.values[index];
      // As in OpenCost, a controller is named with its kind unless the kind was asked for.
      return dimension.name === 'controller' &&
        dimension.kind === undefined &&
        group.names.kind !== undefined &&
        value === group.names.workload
        ? `${group.names.kind.toLowerCase()}:${value}`
        : value;
    })
    .join('/');
}

function propertiesOf(group: CostGroup, dimensions: readonly CostDimension[]) {
  const { cluster, namespace, kind, workload } = group.names;
  const properties: Record<string, unknown> = {
    cluster,
    namespace,
    controllerKind: kind?.toLowerCase(),
    controller: workload,
  };
  if (group.class !== 'idle') {
    dimensions.forEach(({ name }, index) => {
      const value = group.values[index];
      if (name === 'node' || name === 'pod' || name === 'container') {
        properties[name] = value;
      } else if (name === 'service' && !value.startsWith('__')) {
        properties.services = [value];
      }
    });
  }
  return properties;
}

/** What the bill adds to the cost of a resource of nodes, in proportion to what it costs. */
function adjustmentOf(figures: CostFigures, cost: number): number {
  const all =
    figures.cpuCost + figures.memoryCost + figures.gpuCost + figures.otherCost;
  return all > 0 ? (figures.adjustment * cost) / all : 0;
}

/** Of something else than nodes. */
function unitAdjustment(figures: CostFigures): number {
  const { cpuCost, memoryCost, gpuCost, otherCost } = figures;
  return cpuCost + memoryCost + gpuCost + otherCost > 0
    ? 0
    : figures.adjustment;
}

function allocation(
  group: CostGroup,
  dimensions: readonly CostDimension[],
  { since, until }: TimeSpan,
): OpenCostAllocation {
  const { figures, idleShares } = group;
  const hours = (until - since) / HOUR;
  const average = (quantity: number | undefined) =>
    hours > 0 ? (quantity ?? 0) / hours : 0;
  const { cpu = 0, memory = 0, total = 0 } = efficiencies(figures);
  const start = new Date(since * 1000).toISOString().replace('.000Z', 'Z');
  const end = new Date(until * 1000).toISOString().replace('.000Z', 'Z');
  const adjustment = (cost: number) => fromNanos(adjustmentOf(figures, cost));
  return {
    name: nameOf(group, dimensions),
    properties: propertiesOf(group, dimensions),
    window: { start, end },
    start,
    end,
    minutes: hours * 60,
    cpuCores: average(figures.cpuHours),
    cpuCoreRequestAverage: average(figures.cpuRequestHours),
    cpuCoreUsageAverage: average(figures.cpuUsageHours),
    cpuCoreHours: figures.cpuHours,
    cpuCost: fromNanos(figures.cpuCost + idleShares.cpuCost),
    cpuCostAdjustment: adjustment(figures.cpuCost),
    cpuCostIdle: fromNanos(idleShares.cpuCost),
    cpuEfficiency: cpu,
    gpuCount: average(figures.gpuHours),
    gpuHours: figures.gpuHours,
    gpuCost: fromNanos(figures.gpuCost + idleShares.gpuCost),
    gpuCostAdjustment: adjustment(figures.gpuCost),
    gpuCostIdle: fromNanos(idleShares.gpuCost),
    gpuEfficiency: 0,
    networkTransferBytes: figures.networkBytes,
    networkReceiveBytes: 0,
    networkCost: fromNanos(figures.networkCost),
    networkCrossZoneCost: 0,
    networkCrossRegionCost: 0,
    networkInternetCost: 0,
    networkCostAdjustment: 0,
    loadBalancerCost: fromNanos(figures.loadBalancerCost),
    loadBalancerCostAdjustment: 0,
    pvBytes: average(figures.storageByteHours),
    pvByteHours: figures.storageByteHours,
    pvCost: fromNanos(figures.storageCost),
    pvs: volumesOf(group),
    pvCostAdjustment: fromNanos(unitAdjustment(figures)),
    ramBytes: average(figures.memoryByteHours),
    ramByteRequestAverage: average(figures.memoryRequestByteHours),
    ramByteUsageAverage: average(figures.memoryUsageByteHours),
    ramByteHours: figures.memoryByteHours,
    ramCost: fromNanos(figures.memoryCost + idleShares.memoryCost),
    ramCostAdjustment: adjustment(figures.memoryCost),
    ramCostIdle: fromNanos(idleShares.memoryCost),
    ramEfficiency: memory,
    // What OpenCost has no resource for; its sum is the total there too.
    externalCost: fromNanos(
      figures.otherCost + adjustmentOf(figures, figures.otherCost),
    ),
    sharedCost: fromNanos(group.sharedShare),
    totalCost: fromNanos(groupCost(group)),
    totalEfficiency: total,
    lbAllocations: null,
  };
}

/**
 * The volumes of a row, as one: which they are is kept by nobody. Clients in Go add these up instead of reading the sum,
 * and refuse an answer with a key that is not of two parts.
 */
function volumesOf({ figures, names }: CostGroup) {
  if (figures.storageCost === 0 && figures.storageByteHours === 0) return null;
  const cluster = (names.cluster ?? '').replace(/:/g, '_');
  return {
    [`cluster=${cluster}:name=volumes`]: {
      byteHours: figures.storageByteHours,
      cost: fromNanos(figures.storageCost),
      providerID: '',
      adjustment: 0,
    },
  };
}

const SUMMARY_FIELDS = [
  'name',
  'start',
  'end',
  'cpuCoreRequestAverage',
  'cpuCoreUsageAverage',
  'cpuCost',
  'gpuCost',
  'networkCost',
  'loadBalancerCost',
  'pvCost',
  'ramByteRequestAverage',
  'ramByteUsageAverage',
  'ramCost',
  'sharedCost',
  'externalCost',
  'totalEfficiency',
  'totalCost',
];

/** What is left of an allocation in a summary. @public */
export function summarizeAllocation(
  full: OpenCostAllocation,
): OpenCostAllocation {
  return Object.fromEntries(SUMMARY_FIELDS.map(name => [name, full[name]]));
}

/** Rows of one step in OpenCost's shape. @public */
export function openCostSet(
  records: readonly SharedCostRecord[],
  dimensions: readonly CostDimension[],
  span: TimeSpan,
): OpenCostSet {
  // One row for all that is idle, whatever the clusters; its name is how clients know it.
  const idle = records.filter(({ keys }) => keys.class === 'idle');
  const groups = [
    ...aggregateCosts(
      records.filter(({ keys }) => keys.class !== 'idle'),
      dimensions,
    ).values(),
    ...aggregateCosts(idle, []).values(),
  ];
  // Names are anybody's: one may be __proto__.
  const allocations: OpenCostSet['allocations'] = Object.create(null);
  for (const group of groups) {
    const made = allocation(group, dimensions, span);
    allocations[String(made.name)] = made;
  }
  return { span, allocations };
}
