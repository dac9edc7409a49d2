import { setTimeout as sleep } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  type AttributionOptions,
  type Attributor,
  calendarPeriod,
  createAttributor,
  type EntityOwnership,
} from '@portlight/plugin-portlight-common';
import type { Lease } from '../../inventory';
import type { AttributionSource } from './AttributionSource';
import type { OwnershipStore } from './OwnershipStore';

/** Milliseconds between looks at whether the day has its snapshot. */
const INTERVAL = 2 * 60_000;
/** Attributors that are kept; a job works its way from day to day. */
const KEPT = 4;

/** What {@link createAttribution} needs. */
export interface AttributionSourceOptions {
  store: OwnershipStore;
  /** Asks the catalog. */
  read: () => Promise<EntityOwnership[]>;
  logger: LoggerService;
  options: AttributionOptions;
  /** IANA name. */
  timeZone: string;
  /** Who has it takes the snapshots. */
  taskLease: () => Lease | undefined;
  /** Milliseconds since the epoch. */
  now?: () => number;
  /** Milliseconds between two readings of a catalog that may still be filling. */
  pause?: number;
  /** Milliseconds after which a catalog is taken as it is. */
  patience?: number;
}

/** Takes a snapshot of the catalog's ownership a day, and attributes costs by it. */
export interface Attribution extends AttributionSource {
  start(): void;
  stop(): Promise<void>;
}

class SnapshotAttribution implements Attribution {
  readonly #options: Required<AttributionSourceOptions>;
  readonly #attributors = new Map<string, Promise<Attributor>>();
  readonly #until: number;
  #first?: Promise<void>;
  #timer?: NodeJS.Timeout;
  #turn?: Promise<void>;
  #stopped = false;
  #failed = false;
  /** The wait for a catalog that is being filled ends with it. */
  readonly #ending = new AbortController();

  constructor(options: AttributionSourceOptions) {
    this.#options = {
      now: Date.now,
      pause: 2_000,
      patience: 60_000,
      ...options,
    };
    this.#until = this.#options.now() + this.#options.patience;
  }

  async forDay(day: string): Promise<Attributor> {
    const { store, options } = this.#options;
    let of = await store.dayFor(day);
    if (of === undefined) {
      await this.#takeFirst();
      of = await store.dayFor(day);
    }
    // Not kept: it is to be found as soon as there is one.
    if (of === undefined) return createAttributor(undefined, options);
    const known = this.#attributors.get(of);
    if (known) return known;
    const attributor = store
      .read(of)
      .then(snapshot => createAttributor(snapshot, options));
    this.#attributors.set(of, attributor);
    attributor.catch(() => this.#attributors.delete(of));
    if (this.#attributors.size > KEPT) {
      const [oldest] = this.#attributors.keys();
      this.#attributors.delete(oldest);
    }
    return attributor;
  }

  start(): void {
    this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#ending.abort();
    clearTimeout(this.#timer);
    await Promise.all([this.#turn, this.#first?.catch(() => {})]);
  }

  #run(): void {
    this.#turn = this.#take()
      .catch(error => {
        this.#options.logger.warn(
          `Who owns what cannot be read from the catalog, so that costs are attributed as they were last: ${error.message}`,
        );
      })
      .finally(() => {
        if (this.#stopped) return;
        this.#timer = setTimeout(() => this.#run(), INTERVAL);
        this.#timer.unref();
      });
  }

  #today(): string {
    const { now, timeZone } = this.#options;
    return calendarPeriod(now() / 1000, 'day', timeZone).name;
  }

  async #take(): Promise<void> {
    const { store, read, taskLease } = this.#options;
    if (!taskLease()) return;
    const day = this.#today();
    if (await store.has(day)) return;
    if ((await store.dayFor(day)) === undefined) {
      await this.#takeFirst();
      return;
    }
    const entities = await read();
    // Empty where there was something: more likely a catalog that is being filled anew than one without entities.
    if (entities.length === 0) return;
    await store.add({ day, entities });
  }

  /** One at a time; whoever else wants it waits for the same. */
  #takeFirst(): Promise<void> {
    this.#first ??= this.#readFirst().finally(() => {
      this.#first = undefined;
    });
    return this.#first;
  }

  /** There is none at all. A portal that starts for the first time is filling its catalog: until it grows no more. */
  async #readFirst(): Promise<void> {
    const { store, read, now, pause, logger } = this.#options;
    let before = -1;
    while (!this.#stopped) {
      let entities: EntityOwnership[] = [];
      try {
        entities = await read();
        this.#failed = false;
      } catch (error) {
        if (!this.#failed) {
          logger.warn(
            `Who owns what cannot be read from the catalog yet, so that costs are attributed by labels only: ${
              (error as Error).message
            }`,
          );
        }
        this.#failed = true;
      }
      const grown = entities.length !== before;
      before = entities.length;
      const late = now() >= this.#until;
      // Nothing is no ownership that days to come should be told by.
      if (entities.length > 0 && (late || !grown)) {
        await store.add({ day: this.#today(), entities });
        return;
      }
      if (late) return;
      const { signal } = this.#ending;
      await sleep(pause, undefined, { signal, ref: false }).catch(() => {});
    }
  }
}

/** Attributes costs by snapshots of the catalog's ownership. */
export function createAttribution(
  options: AttributionSourceOptions,
): Attribution {
  return new SnapshotAttribution(options);
}
