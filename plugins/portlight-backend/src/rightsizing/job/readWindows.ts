import {
  DAY_SECONDS,
  KRR_DAYS,
  type RightsizingStrategy,
  SLOTS_PER_DAY,
  UsageWindow,
  VPA_DAYS,
} from '@portlight/plugin-portlight-common';
import type { Lease } from '../../inventory';
import {
  type ContainerSpec,
  type ContainerUsageStore,
  WHOLE_CLUSTER,
} from '../usage';
import { turn, workloadKey } from './readCluster';

/** What a container used, as each strategy looks back. */
export type StrategyWindows = Readonly<
  Record<RightsizingStrategy, UsageWindow>
>;

/** When a cluster was measured. */
export class Coverage {
  readonly #slots = new Map<number, Uint8Array>();

  add(day: number, slots: Uint8Array): void {
    this.#slots.set(day, slots);
  }

  /**
   * Five minutes in which it was measured.
   *
   * @param since - seconds since the epoch
   */
  since(since: number): number {
    let count = 0;
    for (const [day, slots] of this.#slots) {
      const first = Math.max(
        0,
        Math.ceil(((since - day * DAY_SECONDS) / DAY_SECONDS) * SLOTS_PER_DAY),
      );
      for (let slot = first; slot < SLOTS_PER_DAY; slot++) count += slots[slot];
    }
    return count;
  }
}

/** Containers that are read at once. */
const CHUNK = 250;

function isWhole({ namespace, workload, container }: ContainerSpec): boolean {
  return (
    namespace === WHOLE_CLUSTER.namespace &&
    workload === WHOLE_CLUSTER.workload &&
    container === WHOLE_CLUSTER.container
  );
}

function windowsOf(
  days: readonly { day: number; usage: Parameters<UsageWindow['add']>[1] }[],
  today: number,
  historyDays: number,
): StrategyWindows {
  const make = (length: number) => {
    const window = new UsageWindow();
    for (const { day, usage } of days) {
      if (day > today - length) window.add(day, usage);
    }
    return window;
  };
  const portlight = make(historyDays);
  return {
    portlight,
    vpa: make(VPA_DAYS),
    krr: historyDays === KRR_DAYS ? portlight : make(KRR_DAYS),
  };
}

/** Specs by workload, some hundred containers at a time. */
function batches(
  specs: readonly ContainerSpec[],
): Map<string, ContainerSpec[]>[] {
  const byWorkload = new Map<string, ContainerSpec[]>();
  for (const spec of specs) {
    const key = workloadKey(spec.namespace, spec.workload);
    const list = byWorkload.get(key);
    if (list) list.push(spec);
    else byWorkload.set(key, [spec]);
  }
  const batch: Map<string, ContainerSpec[]>[] = [];
  let size = CHUNK;
  for (const [key, containers] of byWorkload) {
    if (size >= CHUNK) {
      batch.push(new Map());
      size = 0;
    }
    batch[batch.length - 1].set(key, containers);
    size += containers.length;
  }
  return batch;
}

/** What the containers of a workload used. */
export interface WorkloadWindows {
  key: string;
  /** By container. */
  windows: Map<string, StrategyWindows>;
}

/**
 * Reads what the containers of a cluster used, some workloads at a time, and makes days that are over smaller.
 *
 * @param now - seconds since the epoch
 */
export async function* readWindows(options: {
  store: ContainerUsageStore;
  cluster: string;
  wanted: (key: string) => boolean;
  historyDays: number;
  now: number;
  lease: Pick<Lease, 'check'>;
}): AsyncGenerator<WorkloadWindows[]> {
  const { store, cluster, wanted, historyDays, now, lease } = options;
  const today = Math.floor(now / DAY_SECONDS);
  const since = today - Math.max(historyDays, KRR_DAYS) + 1;
  const specs = (await store.specs(cluster)).filter(spec =>
    wanted(workloadKey(spec.namespace, spec.workload)),
  );
  for (const batch of batches(specs)) {
    const days = await store.days(
      [...batch.values()].flat().map(({ id }) => id),
      since,
    );
    await store.compact(days, today, lease);
    const bySpec = new Map<number, typeof days>();
    for (const day of days) {
      const list = bySpec.get(day.spec);
      if (list) list.push(day);
      else bySpec.set(day.spec, [day]);
    }
    const found: WorkloadWindows[] = [];
    for (const [key, containers] of batch) {
      const windows = new Map<string, StrategyWindows>();
      for (const { id, container } of containers) {
        const usage = bySpec.get(id);
        if (usage) windows.set(container, windowsOf(usage, today, historyDays));
      }
      if (windows.size > 0) found.push({ key, windows });
    }
    yield found;
    await turn();
  }
}

/**
 * Reads when a cluster was measured.
 *
 * @param since - days since the epoch
 */
export async function readCoverage(
  store: ContainerUsageStore,
  cluster: string,
  since: number,
): Promise<Coverage> {
  const coverage = new Coverage();
  const whole = (await store.specs(cluster)).find(isWhole);
  if (!whole) return coverage;
  for (const { day, usage } of await store.days([whole.id], since)) {
    coverage.add(day, usage.slots);
  }
  return coverage;
}
