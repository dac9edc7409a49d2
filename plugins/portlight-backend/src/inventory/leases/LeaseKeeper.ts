import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { isPostgres } from '../../database';
import {
  LeaseLostError,
  LeaseTable,
  type LeaseGrant,
  type LeaseType,
} from './LeaseTable';
import { planTurn, type Turn } from './planTurn';
import type { LeaseTelemetry } from './leaseTelemetry';

/** Times of leases, in milliseconds. */
export interface LeaseSettings {
  /** How long one holds without being renewed. */
  duration: number;
  /** Between renewals. */
  renew: number;
  /** Between looks at what others have. */
  look: number;
}

/** The right to write something, until it is lost. */
export interface Lease extends LeaseGrant {
  /**
   * To be called in every transaction that writes what the lease is for.
   *
   * @throws LeaseLostError, or {@link LeaseLapsedError} where it may come back
   */
  check(trx: Knex): Promise<void>;
}

/** A lease could not be renewed in time, and may be somebody else's by now or in a moment. */
export class LeaseLapsedError extends Error {
  constructor(name: string) {
    super(`The lease of ${name} could not be renewed in time`);
    this.name = 'LeaseLapsedError';
  }
}

/** What a {@link LeaseKeeper} is made of. */
export interface LeaseKeeperOptions {
  knex: Knex;
  logger: LoggerService;
  replica: string;
  settings: LeaseSettings;
  telemetry: LeaseTelemetry;
  tasks: readonly string[];
  /** Clusters of the sources. */
  fleet: () => ReadonlySet<string>;
  /** Clusters that no source has any more. */
  orphans: () => ReadonlySet<string>;
  /** The cluster is this replica's now. */
  onClaimed: (lease: Lease) => void;
  /** Another replica has it: nothing of it may be written any more. */
  onLost: (lease: Lease) => void;
  /** Another replica is to have it; resolves when all has been written. */
  onHandOver: (lease: Lease) => Promise<void>;
  /** Somebody wants the cluster read anew. */
  onSync: (cluster: string) => void;
  /** Milliseconds that never jump; from any point on. */
  monotonic?: () => number;
  /** See {@link LeaseTable}. */
  databaseNow?: string;
}

interface Held {
  lease: Lease;
  /** By the monotonic clock: from then on another replica may have it. */
  deadline: number;
  releasing: boolean;
}

/** How much faster than ours the database's clock may run before a lease is taken that we think we have. */
const CLOCK_DRIFT = 0.9;

/**
 * Gets and keeps this replica's share of the work. Leases are taken and prolonged by the database's clock; of
 * its own, the replica uses only one that never jumps, to stop writing before a lease that it cannot prolong
 * may be taken. Even if both failed, the token of each lease is checked in the transaction of every write.
 */
export class LeaseKeeper {
  readonly #options: LeaseKeeperOptions;
  readonly #table: LeaseTable;
  readonly #monotonic: () => number;
  readonly #held = new Map<string, Held>();
  #renewAt = 0;
  #timer?: NodeJS.Timeout;
  #turn?: Promise<void>;
  #handingOver?: Promise<void>;
  /** Something came while a look was under way. */
  #again = false;
  #fresh = true;
  #stopped = false;
  #failed = false;

  constructor(options: LeaseKeeperOptions) {
    const { knex, replica, settings, databaseNow } = options;
    this.#options = options;
    this.#monotonic = options.monotonic ?? (() => performance.now());
    this.#table = new LeaseTable({
      knex,
      replica,
      duration: settings.duration,
      now: databaseNow,
    });
  }

  start(): void {
    this.#run();
  }

  /** Looks now: the sources have something new. */
  wake(): void {
    if (this.#stopped) return;
    if (this.#timer === undefined) this.#again = true;
    else {
      clearTimeout(this.#timer);
      this.#run();
    }
  }

  /** The lease of a cluster, or of a task, where this replica has it. */
  lease(type: LeaseType, name: string): Lease | undefined {
    const held = this.#held.get(keyOf({ type, name }));
    return held && !held.releasing ? held.lease : undefined;
  }

  /** Asks the replica that has the cluster to read it anew; false where nobody knows the cluster. */
  async requestSync(name: string): Promise<boolean> {
    const asked = await this.#table.requestSync(name);
    this.wake();
    return asked;
  }

  /** Gives a lease back; it is free at once. */
  async release(lease: LeaseGrant): Promise<void> {
    await this.#table.release([lease]);
    this.#drop(lease, 'released');
  }

  /** Removes the lease of a cluster that is gone. */
  async forget(lease: LeaseGrant): Promise<void> {
    await this.#table.forget(lease);
    this.#drop(lease, 'released');
  }

  /** What the database refused: somebody else has the lease. */
  lost(lease: LeaseGrant): void {
    const held = this.#held.get(keyOf(lease));
    if (held?.lease.token !== lease.token) return;
    this.#drop(lease, 'lost');
    if (lease.type === 'cluster') {
      this.#options.logger.warn(
        `Another replica reads the cluster ${lease.name} now: its lease could not be renewed in time`,
      );
      this.#options.onLost(held.lease);
    }
  }

  /** Claims nothing more, and tells the others; the leases themselves stay until they are released. */
  async leave(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#turn;
    await this.#handingOver;
    await this.#table.leave();
    for (const { lease } of [...this.#held.values()]) {
      if (lease.type === 'task') await this.release(lease);
    }
  }

  #run(): void {
    if (this.#stopped) return;
    this.#timer = undefined;
    this.#again = false;
    this.#turn = this.#takeTurn()
      .then(
        () => {
          if (this.#failed) {
            this.#options.logger.info('The lease table can be used again');
          }
          this.#failed = false;
        },
        error => {
          this.#options.telemetry.failed();
          if (!this.#failed) {
            this.#options.logger.warn(
              `The lease table cannot be used; what this replica reads is not written until it can: ${
                (error as Error).message
              }`,
            );
          }
          this.#failed = true;
        },
      )
      .finally(() => {
        if (this.#stopped) return;
        const { look } = this.#options.settings;
        const pause = this.#again ? 0 : look * (0.9 + Math.random() * 0.2);
        this.#timer = setTimeout(() => this.#run(), pause);
      });
  }

  async #takeTurn(): Promise<void> {
    const { knex, settings, replica, tasks, fleet, orphans } = this.#options;
    if (this.#fresh) {
      // SQLite is this process's own.
      if (!isPostgres(knex)) await this.#table.reset();
      this.#fresh = false;
    }
    if (this.#monotonic() >= this.#renewAt) await this.#renew();
    const view = await this.#table.look();
    for (const row of view.leases) {
      const held = this.#held.get(keyOf(row));
      if (!held) continue;
      if (row.owner !== replica || row.token !== held.lease.token) {
        if (!held.releasing) this.lost(held.lease);
      } else if (row.syncRequestedAt !== null && !held.releasing) {
        this.#options.onSync(row.name);
        await this.#table.answerSync(held.lease, row.syncRequestedAt);
      }
    }
    await this.#follow(
      planTurn({
        replica,
        view,
        duration: settings.duration,
        fleet: fleet(),
        orphans: orphans(),
        tasks,
        held: this.#names('cluster'),
        heldTasks: this.#names('task'),
      }),
    );
  }

  async #follow(turn: Turn): Promise<void> {
    if (this.#stopped) return;
    const table = this.#table;
    await table.introduce('cluster', turn.introduceClusters);
    await table.introduce('task', turn.introduceTasks);
    await table.unwant(turn.unwant);
    await this.#claim('cluster', turn.claimClusters);
    await this.#claim('task', turn.claimTasks);
    if (turn.want) await table.want(turn.want.name, turn.want.before);
    if (turn.handOver !== undefined) this.#handOver(turn.handOver);
    if (turn.introduceClusters.length + turn.introduceTasks.length > 0) {
      // What was made just now is there to be taken.
      await this.#takeTurn();
    }
  }

  async #renew(): Promise<void> {
    const began = this.#monotonic();
    const { duration, renew } = this.#options.settings;
    const grants = new Map(
      (await this.#table.renew()).map(each => [keyOf(each), each.token]),
    );
    this.#renewAt = began + renew;
    for (const [key, held] of this.#held) {
      if (grants.get(key) === held.lease.token) {
        held.deadline = began + duration * CLOCK_DRIFT;
      } else if (!held.releasing) {
        this.lost(held.lease);
      }
    }
  }

  async #claim(type: LeaseType, names: readonly string[]): Promise<void> {
    if (names.length === 0) return;
    const began = this.#monotonic();
    const { duration } = this.#options.settings;
    for (const grant of await this.#table.claim(type, names)) {
      const held: Held = {
        lease: { ...grant, check: trx => this.#check(trx, grant) },
        deadline: began + duration * CLOCK_DRIFT,
        releasing: false,
      };
      this.#held.set(keyOf(grant), held);
      this.#options.telemetry.claimed(type);
      if (type === 'cluster') this.#options.onClaimed(held.lease);
    }
  }

  #handOver(name: string): void {
    const held = this.#held.get(keyOf({ type: 'cluster', name }));
    if (!held || held.releasing || this.#handingOver) return;
    held.releasing = true;
    this.#handingOver = this.#options
      .onHandOver(held.lease)
      .then(() => this.release(held.lease))
      .catch(error => {
        // It is renewed no more by then, or released by the next attempt to stop.
        this.#options.logger.warn(
          `The cluster ${name} could not be handed over: ${error.message}`,
        );
        this.#drop(held.lease, 'lost');
      })
      .finally(() => {
        this.#handingOver = undefined;
      });
  }

  async #check(trx: Knex, grant: LeaseGrant): Promise<void> {
    const held = this.#held.get(keyOf(grant));
    if (held?.lease.token !== grant.token) throw new LeaseLostError(grant.name);
    if (this.#monotonic() >= held.deadline) {
      throw new LeaseLapsedError(grant.name);
    }
    await this.#table.check(trx, grant);
  }

  #drop(grant: LeaseGrant, how: 'lost' | 'released'): void {
    const held = this.#held.get(keyOf(grant));
    if (held?.lease.token !== grant.token) return;
    this.#held.delete(keyOf(grant));
    this.#options.telemetry.ended(grant.type, how);
  }

  #names(wanted: LeaseType): Set<string> {
    const names = new Set<string>();
    for (const { lease } of this.#held.values()) {
      if (lease.type === wanted) names.add(lease.name);
    }
    return names;
  }
}

function keyOf({ type, name }: { type: LeaseType; name: string }): string {
  return `${type}/${name}`;
}
