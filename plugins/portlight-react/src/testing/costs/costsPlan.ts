import type {
  CostBreakdown,
  CostItem,
  ResourceHours,
} from '@portlight/plugin-portlight-common';
import type { FleetFixture } from '../fleetFixture';

/** Milliseconds. */
export const HOUR = 3_600_000;
/** Milliseconds. */
export const DAY = 24 * HOUR;

const GIB = 1024 ** 3;
/** How many times a byte-GiB a core costs, as OpenCost's default prices have it. */
const CORE_TO_GIB = 7.4607;
/** What kubelet and system take of a node. */
const OVERHEAD = 0.06;
/** How much of what pods can have is allocated at a shape of 1: even the busiest hour leaves something idle. */
const ALLOCATED = 0.42;

/** Where each cluster's node prices come from; what a node of 16 cores costs per hour follows from it. */
export const PRICES: Readonly<
  Record<
    string,
    {
      source: string;
      version: string;
      at: string;
      hourly: number;
      factor?: number;
    }
  >
> = {
  'prod-eu': {
    source: 'bill',
    version: 'aws-2026-11.csv',
    at: '2026-11-18',
    hourly: 0.9677,
    factor: 1.031,
  },
  'prod-us': {
    source: 'seed',
    version: 'gcp-2026-10',
    at: '2026-10-01',
    hourly: 0.7769,
  },
  'data-platform': {
    source: 'custom',
    version: '3f2a91c0',
    at: '2026-09-01',
    hourly: 0.864,
  },
  staging: {
    source: 'csv',
    version: 'staging-prices.csv',
    at: '2026-08-14',
    hourly: 0.9677,
  },
  'edge-warehouse': {
    source: 'default',
    version: '2026.1',
    at: '2026-01-01',
    hourly: 0.7769,
  },
  sandbox: {
    source: 'default',
    version: '2026.1',
    at: '2026-01-01',
    hourly: 0.7769,
  },
};

/** What a row of the fixture is about, with everything that reports group by. */
export interface CostRowPlan {
  class: CostItem['class'];
  keys: Readonly<Record<string, string | undefined>>;
  /** What it costs in an hour, in the currency, and what it had. */
  at(hour: number): CostCell;
}

/** One row in one hour, or the sum of several. */
export interface CostCell {
  amounts: CostBreakdown;
  quantities: Required<ResourceHours>;
}

/** Nothing at all. */
export const emptyCell = (): CostCell => ({
  amounts: {
    cpu: 0,
    memory: 0,
    gpu: 0,
    storage: 0,
    network: 0,
    loadBalancer: 0,
    other: 0,
    adjustment: 0,
    shared: 0,
    idle: 0,
    total: 0,
  },
  quantities: {
    podHours: 0,
    cpuHours: 0,
    cpuRequestHours: 0,
    cpuUsageHours: 0,
    memoryByteHours: 0,
    memoryRequestByteHours: 0,
    memoryUsageByteHours: 0,
    gpuHours: 0,
    storageByteHours: 0,
    loadBalancerHours: 0,
    networkBytes: 0,
  },
});

/** Adds to a cell in place. */
export function addCell(sum: CostCell, cell: CostCell, factor = 1): CostCell {
  for (const part of Object.keys(sum.amounts) as (keyof CostBreakdown)[]) {
    sum.amounts[part] += cell.amounts[part] * factor;
  }
  for (const part of Object.keys(
    sum.quantities,
  ) as (keyof Required<ResourceHours>)[]) {
    sum.quantities[part] += cell.quantities[part] * factor;
  }
  return sum;
}

const SYSTEMS: Record<string, [system: string, domain: string, cc: string]> = {
  shop: ['system:default/shop', 'domain:default/commerce', 'CC-1010'],
  payments: ['system:default/payments', 'domain:default/commerce', 'CC-1020'],
  streaming: ['system:default/clickstream', 'domain:default/data', 'CC-2040'],
  warehouse: ['system:default/clickstream', 'domain:default/data', 'CC-2040'],
};

/** Nobody owns these in the catalog. */
export const UNOWNED = new Set([
  'recommendations',
  'nightly-aggregation-29388122',
]);

/** The same between 0 and 1 for the same name. */
export function hashOf(name: string): number {
  let hash = 2166136261;
  for (const char of name) {
    hash = Math.imul(hash ^ char.charCodeAt(0), 16777619);
  }
  return ((hash >>> 8) % 1000) / 1000;
}

/** Busy by day, calm at night and at weekends, growing a little. */
function shapeOf(workload: string, hour: number): number {
  const at = new Date(hour * HOUR);
  const day = at.getUTCDay();
  const isWeekend = day === 0 || day === 6;
  const wave = 0.12 * Math.sin(((at.getUTCHours() - 8) / 24) * 2 * Math.PI);
  const growth = (hour - Date.UTC(2026, 8, 1) / HOUR) / (24 * 900);
  // Somebody doubled its replicas on the 18th.
  const jump =
    workload === 'clickstream-enricher' &&
    hour >= Date.UTC(2026, 10, 18, 9) / HOUR
      ? 1.6
      : 1;
  return (1 + wave - (isWeekend ? 0.14 : 0) + growth) * jump;
}

/** The unit prices of a node of a cluster, per hour of a core and of a byte. */
export function unitPrices(cluster: string) {
  const { hourly, factor = 1 } = PRICES[cluster] ?? PRICES.sandbox;
  const perGib = hourly / (16 * CORE_TO_GIB + 64);
  return { cpu: perGib * CORE_TO_GIB, memory: perGib / GIB, factor };
}

/** Per byte and hour, as 0.04 per GiB and month. */
export const STORAGE_PRICE = 0.04 / 730 / GIB;
/** Per hour. */
export const LOAD_BALANCER_PRICE = 0.025;

function withTotal(cell: CostCell, factor: number): CostCell {
  const { amounts } = cell;
  amounts.adjustment = (amounts.cpu + amounts.memory) * (factor - 1);
  amounts.total =
    amounts.cpu +
    amounts.memory +
    amounts.storage +
    amounts.loadBalancer +
    amounts.other +
    amounts.adjustment;
  return cell;
}

/** The rows of a fleet: its workloads, and per cluster idle, overhead and the fee; they add up to the nodes' price. */
export function costRows(fixture: FleetFixture): CostRowPlan[] {
  const rows: CostRowPlan[] = [];
  for (const { name: cluster } of fixture.clusters) {
    const nodes = fixture.nodes.filter(node => node.cluster === cluster);
    const cores = nodes.reduce(
      (sum, node) => sum + (node.cpu?.allocatable ?? 0),
      0,
    );
    if (cores === 0) continue;
    const price = unitPrices(cluster);
    const bytes = cores * 4 * GIB;
    const workloads = fixture.workloads.filter(
      item => item.cluster === cluster && item.kind !== 'CronJob',
    );
    const weightOf = ({ kind, name, replicas }: (typeof workloads)[number]) =>
      (replicas?.desired ?? 1) * (0.4 + hashOf(`${kind}/${name}`));
    const weights = workloads.reduce((sum, item) => sum + weightOf(item), 0);

    const own = workloads.map((workload): CostRowPlan => {
      const { namespace, kind, name, owner, replicas } = workload;
      const share = (weightOf(workload) / weights) * ALLOCATED;
      const [system, domain, costCenter] = SYSTEMS[namespace] ?? [];
      const isOwned = !UNOWNED.has(name);
      const storage = kind === 'StatefulSet' ? 100 * GIB : 0;
      const hasBalancer = name === 'storefront';
      return {
        class: 'workload',
        keys: {
          cluster,
          namespace,
          kind,
          workload: name,
          controller: `${kind}/${name}`,
          owner: isOwned ? owner : undefined,
          entity: isOwned ? `component:default/${name}` : undefined,
          system: isOwned ? system : undefined,
          domain: isOwned ? domain : undefined,
          team: namespace,
          costCenter,
          'label:app': name,
        },
        at: remembered(hour => {
          const shape = shapeOf(name, hour);
          const pods = (replicas?.desired ?? 1) * shape;
          const cell = emptyCell();
          const { amounts, quantities } = cell;
          quantities.podHours = pods;
          quantities.cpuHours = cores * (1 - OVERHEAD) * share * shape;
          quantities.cpuRequestHours = quantities.cpuHours * 0.94;
          quantities.cpuUsageHours =
            quantities.cpuHours * (0.15 + 0.5 * hashOf(name));
          // Memory is a little fuller than CPU, so that the two differ in every figure.
          quantities.memoryByteHours =
            bytes * (1 - OVERHEAD) * share * 1.05 * shape;
          quantities.memoryRequestByteHours = quantities.memoryByteHours * 0.97;
          quantities.memoryUsageByteHours =
            quantities.memoryByteHours * (0.35 + 0.5 * hashOf(`${name}.`));
          quantities.storageByteHours = storage * (replicas?.desired ?? 1);
          quantities.loadBalancerHours = hasBalancer ? 1 : 0;
          amounts.cpu = quantities.cpuHours * price.cpu;
          amounts.memory = quantities.memoryByteHours * price.memory;
          amounts.storage = quantities.storageByteHours * STORAGE_PRICE;
          amounts.loadBalancer =
            quantities.loadBalancerHours * LOAD_BALANCER_PRICE;
          return withTotal(cell, price.factor);
        }),
      };
    });

    const rest = (isIdle: boolean) => (hour: number) => {
      const cell = emptyCell();
      let freeCores = cores * OVERHEAD;
      let freeBytes = bytes * OVERHEAD;
      if (isIdle) {
        freeCores = cores * (1 - OVERHEAD);
        freeBytes = bytes * (1 - OVERHEAD);
        for (const row of own) {
          const { quantities } = row.at(hour);
          freeCores -= quantities.cpuHours;
          freeBytes -= quantities.memoryByteHours;
        }
      }
      cell.quantities.cpuHours = freeCores;
      cell.quantities.memoryByteHours = freeBytes;
      cell.amounts.cpu = freeCores * price.cpu;
      cell.amounts.memory = freeBytes * price.memory;
      return withTotal(cell, price.factor);
    };
    rows.push(
      ...own,
      { class: 'idle', keys: { cluster }, at: rest(true) },
      { class: 'overhead', keys: { cluster }, at: rest(false) },
    );
    if (['EKS', 'GKE'].includes(providerOf(fixture, cluster))) {
      rows.push({
        class: 'managementFee',
        keys: { cluster },
        at: () => {
          const cell = emptyCell();
          cell.amounts.other = 0.1;
          return withTotal(cell, 1);
        },
      });
    }
  }
  return rows.map(row => ({ ...row, at: remembered(row.at) }));
}

/** Every report adds the same hours up again, and idle is what the others of its hour leave. */
function remembered(at: CostRowPlan['at']): CostRowPlan['at'] {
  const known = new Map<number, CostCell>();
  return hour => {
    let cell = known.get(hour);
    if (!cell) {
      cell = at(hour);
      known.set(hour, cell);
    }
    return cell;
  };
}

function providerOf(fixture: FleetFixture, cluster: string): string {
  return (
    fixture.clusters.find(({ name }) => name === cluster)?.provider ?? 'unknown'
  );
}
