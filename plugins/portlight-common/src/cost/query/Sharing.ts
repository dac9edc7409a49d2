import { valuesOf } from './dimensions';
import { directCost, nodeCost, NOTHING_IDLE, zeroFigures } from './figures';
import {
  type CostDimension,
  type CostFigures,
  type CostKeys,
  type CostRecord,
  NODE_AMOUNTS,
  type NodeAmounts,
  type SharedCostRecord,
  type SharingOptions,
} from './types';

/** What {@link Sharing} is computed with. @public */
export interface SharingContext {
  /** What is shared, as the query asks for it. */
  options: SharingOptions;
  /** The part of time that a time is in: what is idle or shared in it is shared by what costs something in it. */
  periodOf(at: number): number;
  /** What the flat cost is in a part of time, in nano-units. */
  feeOf?(period: number): number;
  /** Whether shared namespaces and labels of a cluster are shared in that cluster (default), or by the whole fleet. */
  across?: 'cluster' | 'fleet';
  /** What rows are aggregated by, for shares that are even. */
  dimensions?: readonly CostDimension[];
}

/** What of one cluster in one part of time is shared, and by how much. */
interface Pool {
  /** Modelled costs of workloads, by resource. */
  workloads: NodeAmounts;
  /** Modelled costs of what is idle, by resource. */
  idle: NodeAmounts;
  /** What is idle and of no resource, with what the bill adds to it. */
  idleRest: number;
}

/** Who bears a shared cost, and how much of it. */
interface Bearers {
  /** What is shared, and of what the bearers are of that cluster: empty for the whole fleet. */
  cluster: string;
  period: number;
  amount: number;
  /** What the bearers cost, by what they are aggregated by. */
  weights: Map<string, number>;
  total: number;
}

const WHOLE_FLEET = '';

/**
 * Shares out what is idle, shared namespaces and labels, and a flat cost. It is made of everything there is, before
 * anything is filtered or hidden; then it says of any row, or sum of rows, what its shares are.
 *
 * Idle cost is shared per cluster, part of time and resource, in proportion to what workloads cost of that resource;
 * where no workload has any, it stays where it is. Shared cost is shared in proportion to what workloads cost by
 * themselves, or evenly among those that cost something. Everything is in proportion to figures that add up.
 *
 * @public
 */
export class Sharing {
  readonly #context: SharingContext;
  readonly #namespaces: ReadonlySet<string>;
  readonly #pools = new Map<string, Pool>();
  readonly #bearers = new Map<string, Bearers>();
  readonly #across: 'cluster' | 'fleet';
  /** Whether anything but idle cost is shared. */
  readonly #bears: boolean;

  constructor(everything: readonly CostRecord[], context: SharingContext) {
    this.#context = context;
    this.#namespaces = new Set(context.options.namespaces);
    this.#across = context.across ?? 'cluster';
    const { namespaces, labels } = context.options;
    this.#bears =
      namespaces.length > 0 || labels.length > 0 || context.feeOf !== undefined;
    for (const record of everything) this.#addToPool(record);
    if (!this.#bears) return;
    for (const record of everything) this.#addToBearers(record);
    this.#addFees();
  }

  /** Whether others share its cost. */
  isShared({ namespace, labels }: CostKeys): boolean {
    return (
      (namespace !== undefined && this.#namespaces.has(namespace)) ||
      this.#context.options.labels.some(
        ({ key, value }) =>
          labels !== undefined &&
          Object.hasOwn(labels, key) &&
          labels[key] === value,
      )
    );
  }

  /** Rows with their shares, without those whose cost others bear. */
  apply(records: readonly CostRecord[]): SharedCostRecord[] {
    return records.flatMap(record => {
      if (record.keys.class === 'idle') return this.#applyToIdle(record);
      if (this.isShared(record.keys)) return [];
      return [
        {
          ...record,
          idleShares: this.#idleShares(record),
          sharedShare: this.#sharedShare(record),
        },
      ];
    });
  }

  /** What was to be shared and has nobody to bear it. */
  leftovers(): SharedCostRecord[] {
    return [...this.#bearers.values()]
      .filter(({ total, amount }) => total === 0 && amount !== 0)
      .map(({ cluster, period, amount }) => ({
        at: period,
        keys: { cluster, class: 'shared' },
        figures: zeroFigures(),
        idleShares: NOTHING_IDLE,
        sharedShare: amount,
      }));
  }

  #poolOf({ at, keys }: CostRecord): Pool {
    const key = `${this.#context.periodOf(at)} ${keys.cluster}`;
    const known = this.#pools.get(key);
    if (known) return known;
    const pool = {
      workloads: { ...NOTHING_IDLE },
      idle: { ...NOTHING_IDLE },
      idleRest: 0,
    };
    this.#pools.set(key, pool);
    return pool;
  }

  #bearersOf(cluster: string, period: number): Bearers {
    const key = `${period} ${cluster}`;
    const known = this.#bearers.get(key);
    if (known) return known;
    const bearers = {
      cluster,
      period,
      amount: 0,
      weights: new Map(),
      total: 0,
    };
    this.#bearers.set(key, bearers);
    return bearers;
  }

  #addToPool(record: CostRecord): void {
    const { keys, figures } = record;
    if (keys.class !== 'idle' && keys.class !== 'workload') return;
    const pool = this.#poolOf(record);
    const amounts = keys.class === 'idle' ? pool.idle : pool.workloads;
    for (const name of NODE_AMOUNTS) amounts[name] += figures[name];
    if (keys.class === 'idle') {
      pool.idleRest += directCost(figures) - nodeCost(figures);
    }
  }

  /** Who bears what: those of the cluster what is shared of it, everybody the flat cost. */
  #addToBearers(record: CostRecord): void {
    const { keys, figures, at } = record;
    if (keys.class === 'idle') return;
    const period = this.#context.periodOf(at);
    const own = this.#bearersOf(
      this.#across === 'cluster' ? keys.cluster : WHOLE_FLEET,
      period,
    );
    if (this.isShared(keys)) {
      own.amount += directCost(figures) + nodeCost(this.#idleShares(record));
      return;
    }
    if (keys.class !== 'workload') return;
    const cost = directCost(figures);
    if (cost <= 0) return;
    const group = this.#groupOf(keys);
    const all = new Set([own, this.#bearersOf(WHOLE_FLEET, period)]);
    for (const bearers of all) {
      bearers.weights.set(group, (bearers.weights.get(group) ?? 0) + cost);
      bearers.total += cost;
    }
  }

  #addFees(): void {
    const { feeOf } = this.#context;
    if (!feeOf) return;
    const periods = new Set(
      [...this.#bearers.values()].map(({ period }) => period),
    );
    for (const period of periods) {
      this.#bearersOf(WHOLE_FLEET, period).amount += feeOf(period);
    }
  }

  /** In shares that are even, what gets one of them. */
  #groupOf(keys: CostKeys): string {
    const { options, dimensions = [] } = this.#context;
    return options.split === 'even'
      ? JSON.stringify(valuesOf(keys, dimensions))
      : '';
  }

  #idleShares(record: CostRecord): NodeAmounts {
    const { keys, figures } = record;
    if (this.#context.options.idle !== 'share' || keys.class !== 'workload') {
      return NOTHING_IDLE;
    }
    const { workloads, idle, idleRest } = this.#poolOf(record);
    const all = nodeCost(workloads);
    // What the bill adds to idle cost is of no resource; whoever has a part of the node has that part of it.
    const rest = all > 0 ? idleRest / all : 0;
    const shareOf = (name: (typeof NODE_AMOUNTS)[number]) =>
      workloads[name] > 0
        ? (idle[name] / workloads[name] + rest) * figures[name]
        : 0;
    return {
      cpuCost: shareOf('cpuCost'),
      memoryCost: shareOf('memoryCost'),
      gpuCost: shareOf('gpuCost'),
    };
  }

  #sharedShare({ at, keys, figures }: CostRecord): number {
    if (!this.#bears || keys.class !== 'workload') return 0;
    const cost = directCost(figures);
    if (cost <= 0) return 0;
    const period = this.#context.periodOf(at);
    const group = this.#groupOf(keys);
    const pools = new Set([
      this.#bearers.get(`${period} ${WHOLE_FLEET}`),
      ...(this.#across === 'cluster'
        ? [this.#bearers.get(`${period} ${keys.cluster}`)]
        : []),
    ]);
    let share = 0;
    for (const bearers of pools) {
      const weight = bearers?.weights.get(group) ?? 0;
      if (bearers && weight > 0) {
        // With one group this is the proportion of the cost; with several an even part, and of that the proportion.
        share += (bearers.amount / bearers.weights.size / weight) * cost;
      }
    }
    return share;
  }

  #applyToIdle(record: CostRecord): SharedCostRecord[] {
    const { idle: option } = this.#context.options;
    if (option === 'hide') return [];
    if (option === 'separate') {
      return [{ ...record, idleShares: NOTHING_IDLE, sharedShare: 0 }];
    }
    const { workloads } = this.#poolOf(record);
    const left: CostFigures = { ...record.figures };
    for (const name of NODE_AMOUNTS) if (workloads[name] > 0) left[name] = 0;
    if (nodeCost(workloads) > 0) {
      left.adjustment = 0;
      left.storageCost = 0;
      left.networkCost = 0;
      left.loadBalancerCost = 0;
      left.otherCost = 0;
    }
    return directCost(left) === 0
      ? []
      : [
          {
            ...record,
            figures: left,
            idleShares: NOTHING_IDLE,
            sharedShare: 0,
          },
        ];
  }
}
