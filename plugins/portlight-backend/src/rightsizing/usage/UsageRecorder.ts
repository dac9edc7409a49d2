import type { LoggerService } from '@backstage/backend-plugin-api';
import type { FindPod, PodUsage } from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import { LeaseLostError, type OwnedCluster } from '../../inventory';
import type { ContainerUsageStore, DayChange } from './ContainerUsageStore';
import { type Kill, readKills } from './outOfMemory';
import type { QuotaUsageStore } from './QuotaUsageStore';
import { SlotUsage, slotAt } from './SlotUsage';

/** What a {@link UsageRecorder} is made of. */
export interface UsageRecorderOptions {
  knex: Knex;
  cluster: OwnedCluster;
  store: ContainerUsageStore;
  quotas: QuotaUsageStore;
  logger: LoggerService;
}

/** Five minutes that wait for the database at most; it is gone for longer than an hour. */
const MAXIMUM_WAITING = 12;
/** Kills that are remembered as written. */
const MAXIMUM_KILLS = 10_000;

/**
 * Keeps what the containers of an owned cluster use. What is written are five minutes at a time, when they are over: a
 * process that is killed loses the five minutes under way, and what was written is not written twice.
 */
export class UsageRecorder {
  readonly #options: UsageRecorderOptions;
  readonly #waiting: SlotUsage[] = [];
  /** When each pod was measured last: servers answer the same figures several times. */
  #measuredAt = new Map<string, number>();
  #current?: SlotUsage;
  #writing?: Promise<void>;
  #kills = new Set<string>();
  #stopped = false;

  constructor(options: UsageRecorderOptions) {
    this.#options = options;
  }

  /**
   * Takes what pods use.
   *
   * @param at - seconds since the epoch
   */
  add(at: number, pods: readonly PodUsage[], find: FindPod): void {
    if (this.#stopped) return;
    const slot = slotAt(at);
    if (this.#current && this.#current.slot !== slot) {
      this.#waiting.push(this.#current);
      // The database is gone for an hour: the oldest are given up.
      this.#waiting.splice(0, this.#waiting.length - MAXIMUM_WAITING);
      this.#current = undefined;
      this.#write();
    }
    this.#current ??= new SlotUsage(slot);
    const measuredAt = new Map<string, number>();
    for (const pod of pods) {
      const key = `${pod.namespace}/${pod.name}`;
      if (pod.at !== undefined) {
        measuredAt.set(key, pod.at);
        if (this.#measuredAt.get(key) === pod.at) continue;
      }
      this.#current.add(pod, find);
    }
    this.#measuredAt = measuredAt;
  }

  /** Nothing is written from here on but what is being written. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#writing;
  }

  #write(): void {
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = undefined;
    });
  }

  async #writeAll(): Promise<void> {
    const { cluster, logger } = this.#options;
    try {
      while (this.#waiting.length > 0 && !this.#stopped) {
        const [slot] = this.#waiting;
        await this.#writeSlot(slot);
        if (this.#waiting[0] === slot) this.#waiting.shift();
      }
    } catch (error) {
      if (this.#stopped || error instanceof LeaseLostError) return;
      logger.warn(
        `What the containers of ${
          cluster.name
        } use cannot be kept and is tried again in five minutes: ${
          (error as Error).message
        }`,
      );
    }
  }

  async #writeSlot(slot: SlotUsage): Promise<void> {
    const { knex, cluster, store, quotas } = this.#options;
    const { name, lease } = cluster;
    await store.change(name, slot.day, slot.changes(), lease);
    await quotas.sample(name, slot.slot, lease);
    const kills = (await readKills(knex, name)).filter(
      ({ key }) => !this.#kills.has(key),
    );
    const byDay = new Map<number, DayChange[]>();
    for (const { day, change } of kills) {
      byDay.set(day, [...(byDay.get(day) ?? []), change]);
    }
    for (const [day, changes] of byDay) {
      await store.change(name, day, changes, lease);
    }
    this.#remember(kills);
  }

  #remember(kills: readonly Kill[]): void {
    if (this.#kills.size + kills.length > MAXIMUM_KILLS) this.#kills.clear();
    kills.forEach(({ key }) => this.#kills.add(key));
  }
}
