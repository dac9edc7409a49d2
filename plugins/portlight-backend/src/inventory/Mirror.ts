import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  KINDS,
  type KindDefinition,
  type OwnerOptions,
} from '@portlight/plugin-portlight-common';
import type {
  ClusterConnection,
  ClusterSource,
} from '@portlight/plugin-portlight-node';
import type { Knex } from 'knex';
import {
  ClusterRegistry,
  type FleetChanges,
  type FleetCluster,
  type SourceState,
} from '../clusters';
import { pendingDocument } from './clusterDocument';
import type { NodeUsageFeed } from './ClusterContact';
import { ClusterMirror } from './ClusterMirror';
import { History } from './History';
import {
  createLeaseTelemetry,
  LeaseKeeper,
  LeaseLostError,
  type Lease,
} from './leases';
import { ListSlots } from './reflector/ListSlots';
import { Retention, type RetentionTask } from './retention';
import { mirrorSettings, type SettingsOverrides } from './settings';
import { InventoryStore } from './store/InventoryStore';
import { TaskQueues } from './TaskQueues';
import type { Observation } from './WatchHealth';
import { createTelemetry } from './telemetry';

/** Jobs that one replica does for all. */
export const REPLICA_TASKS = [
  'history',
  'retention',
  'metrics',
  'budgets',
] as const;

/** One of {@link REPLICA_TASKS}. */
export type ReplicaTask = (typeof REPLICA_TASKS)[number];

/** Options of {@link createMirror}. */
export interface MirrorOptions {
  sources: readonly ClusterSource[];
  /** With the plugin's migrations applied; see `openDatabase`. */
  database: Knex;
  logger: LoggerService;
  /** Times and bounds that are different from the default. */
  settings?: SettingsOverrides;
  /** Default: all that Portlight knows. */
  kinds?: readonly KindDefinition[];
  /** Where owners are read from. */
  owner?: OwnerOptions;
  /** Default: the host's name, the process id, and something that no other process has. */
  replica?: string;
  /** What is removed regularly besides the mirror's own. */
  retentionTasks?: readonly RetentionTask[];
  /** Milliseconds since the epoch. */
  now?: () => number;
  /** From 0 up to 1, for jitter. */
  random?: () => number;
}

/** A cluster that this replica reads, for what else is read of it while it does. */
export interface OwnedCluster {
  readonly name: string;
  /** The mirror's own way to the API server; closed by the mirror. */
  readonly connection: ClusterConnection;
  /** To be checked in every transaction that writes about the cluster. */
  readonly lease: Lease;
  /** What its nodes use, as the mirror asks for it anyway. */
  readonly nodeUsage?: NodeUsageFeed;
  /** Whether its nodes and pods are known as they are. */
  readonly observation?: () => Observation;
}

/** How to reach a cluster, whichever replica reads it. */
export type ClusterAddress = Pick<FleetCluster, 'connect' | 'fingerprint'>;

/** Hears which clusters this replica reads. Must not throw. */
export interface OwnershipListener {
  /** Called once per cluster, also for those that are owned already when it is added. */
  claimed(cluster: OwnedCluster): void;
  /** From here on nothing may be asked of the cluster nor written about it. */
  lost(cluster: string): void;
}

/** Keeps the database's inventory equal to the fleet, together with the other replicas of the backend. */
export interface Mirror {
  /** Begins to read; resolves at once, clusters come as they answer. */
  start(): Promise<void>;
  /** Ends reading, writes what has been read, and leaves the clusters to the other replicas. */
  stop(): Promise<void>;
  /** Reads a cluster anew, on whichever replica has it; false for a cluster that is not known. */
  sync(cluster: string): Promise<boolean>;
  /** Other bounds from now on: the portal's configuration has changed. */
  configure(settings: SettingsOverrides): void;
  /**
   * Called with the names of clusters after this replica has committed changes of them.
   *
   * @returns a function that ends it
   */
  onChange(listener: (clusters: string[]) => void): () => void;
  /**
   * Follows which clusters this replica reads; those in maintenance are not read.
   *
   * @returns a function that ends it
   */
  follow(listener: OwnershipListener): () => void;
  /**
   * How to reach a cluster for what somebody asks now; nothing for clusters that are not known, are in maintenance
   * or need the user's own sign-in. Whoever connects closes.
   */
  reach(cluster: string): ClusterAddress | undefined;
  /** The right to do a job that one replica does for all, where this one has it. */
  taskLease(task: ReplicaTask): Lease | undefined;
  /** What is known of the sources of clusters. */
  sources(): SourceState[];
}

class FleetMirror implements Mirror {
  readonly #options: Required<
    Omit<MirrorOptions, 'settings' | 'sources' | 'retentionTasks'>
  >;
  readonly #settings;
  readonly #store: InventoryStore;
  readonly #slots: ListSlots;
  readonly #registry: ClusterRegistry;
  readonly #leases: LeaseKeeper;
  readonly #history: History;
  readonly #retention: Retention;
  readonly #telemetry;
  readonly #mirrors = new Map<string, ClusterMirror>();
  readonly #listeners = new Set<(clusters: string[]) => void>();
  readonly #owners = new Set<OwnershipListener>();
  readonly #owned = new Map<string, OwnedCluster>();
  /** What is done to a cluster is done one after the other. */
  readonly #tasks = new TaskQueues();
  #fleet: ReadonlySet<string> = new Set();
  #orphans: ReadonlySet<string> = new Set();
  #stopped = false;

  constructor({
    sources,
    settings,
    retentionTasks = [],
    ...options
  }: MirrorOptions) {
    this.#options = {
      kinds: KINDS,
      owner: {},
      replica: `${hostname()}-${process.pid}-${randomBytes(3).toString('hex')}`,
      now: Date.now,
      random: Math.random,
      ...options,
    };
    const { database, logger, now, replica } = this.#options;
    this.#settings = mirrorSettings(settings);
    this.#store = new InventoryStore(database);
    this.#slots = new ListSlots(this.#settings.slots);
    this.#registry = new ClusterRegistry({
      sources,
      logger,
      retry: this.#settings.sourceRetry,
      stored: async () =>
        new Map(
          (await this.#store.clusters()).map(({ name, source }) => [
            name,
            source,
          ]),
        ),
      onChanges: changes => this.#follow(changes),
    });
    this.#leases = new LeaseKeeper({
      knex: database,
      logger,
      replica,
      settings: this.#settings.leases,
      telemetry: createLeaseTelemetry(),
      tasks: REPLICA_TASKS,
      fleet: () => this.#fleet,
      orphans: () => this.#orphans,
      onClaimed: lease => this.#claimed(lease),
      onLost: ({ name }) =>
        this.#queue(name, () => this.#end(name, { discard: true })),
      onHandOver: ({ name }) => this.#tasks.add(name, () => this.#end(name)),
      onSync: name => this.#mirrors.get(name)?.sync(),
    });
    this.#history = new History({
      store: this.#store,
      logger,
      now,
      interval: this.#settings.historyInterval,
      lease: () => this.#leases.lease('task', 'history'),
    });
    this.#retention = new Retention({
      knex: database,
      logger,
      settings: this.#settings.retention,
      lease: () => this.#leases.lease('task', 'retention'),
      tasks: retentionTasks,
    });
    this.#telemetry = createTelemetry({
      objects: () =>
        [...this.#mirrors.values()].flatMap(each => [...each.objects()]),
      waiting: () =>
        [...this.#mirrors].map(([cluster, { waiting }]) => ({
          cluster,
          waiting,
        })),
      lists: () => this.#slots.sizes,
    });
  }

  async start(): Promise<void> {
    this.#registry.start();
    this.#leases.start();
    this.#history.start();
    this.#retention.start();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#registry.stop();
    this.#history.stop();
    this.#telemetry.close();
    await this.#retention.stop();
    // First of all, so that the others take what is free at once.
    await this.#tolerate(this.#leases.leave());
    await this.#tasks.settled();
    await Promise.all(
      [...this.#mirrors.keys()].map(async name => {
        const lease = this.#leases.lease('cluster', name);
        await this.#end(name);
        if (lease) await this.#tolerate(this.#leases.release(lease));
      }),
    );
  }

  async sync(cluster: string): Promise<boolean> {
    return this.#leases.requestSync(cluster);
  }

  configure(settings: SettingsOverrides): void {
    Object.assign(this.#settings.retention, mirrorSettings(settings).retention);
  }

  onChange(listener: (clusters: string[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  sources(): SourceState[] {
    return this.#registry.sources;
  }

  follow(listener: OwnershipListener): () => void {
    this.#owners.add(listener);
    this.#owned.forEach(cluster => listener.claimed(cluster));
    return () => this.#owners.delete(listener);
  }

  reach(name: string): ClusterAddress | undefined {
    const cluster = this.#registry.fleet.get(name);
    return cluster?.signInRequired || cluster?.maintenance
      ? undefined
      : cluster;
  }

  taskLease(task: ReplicaTask): Lease | undefined {
    return this.#leases.lease('task', task);
  }

  #follow(changes: FleetChanges): void {
    if (this.#stopped) return;
    this.#fleet = new Set(this.#registry.fleet.keys());
    // First: another cluster may have taken the name.
    for (const name of changes.removed) {
      this.#queue(name, async () => {
        const lease = this.#leases.lease('cluster', name);
        // Another replica's: it removes the rows when its sources say the same.
        if (lease) await this.#remove(lease);
      });
    }
    for (const cluster of changes.added) {
      // Listed at once, whichever replica is going to read it.
      this.#queue(cluster.name, async () => {
        const added = await this.#store.introduce(pendingDocument(cluster));
        if (added) this.#committed(cluster.name);
      });
    }
    for (const cluster of changes.moved) {
      this.#queue(cluster.name, () => this.#restart(cluster));
    }
    for (const cluster of changes.described) {
      this.#queue(cluster.name, async () => {
        const mirror = this.#mirrors.get(cluster.name);
        if (mirror?.resting === (cluster.maintenance !== undefined)) {
          mirror.describe(cluster);
        } else await this.#restart(cluster);
      });
    }
    this.#leases.wake();
    this.#findOrphans();
  }

  #claimed(lease: Lease): void {
    const { name } = lease;
    this.#queue(name, async () => {
      if (this.#leases.lease('cluster', name)?.token !== lease.token) return;
      const cluster = this.#registry.fleet.get(name);
      if (!cluster) await this.#remove(lease);
      else if (!this.#mirrors.has(name)) await this.#add(cluster, lease);
    });
  }

  async #restart(cluster: FleetCluster): Promise<void> {
    await this.#end(cluster.name);
    const lease = this.#leases.lease('cluster', cluster.name);
    if (lease) await this.#add(cluster, lease);
  }

  async #add(cluster: FleetCluster, lease: Lease): Promise<void> {
    if (this.#stopped) return;
    const mirror = new ClusterMirror({
      ...this.#options,
      cluster,
      store: this.#store,
      slots: this.#slots,
      settings: this.#settings,
      telemetry: this.#telemetry.telemetry,
      fence: lease.check,
      onLost: () => this.#leases.lost(lease),
      onCommitted: name => this.#committed(name),
    });
    this.#mirrors.set(cluster.name, mirror);
    await mirror.start();
    if (mirror.resting || cluster.signInRequired) return;
    const { name } = cluster;
    const { connection, nodeUsage } = mirror;
    const observation = () => mirror.observation;
    const owned = { name, lease, connection, nodeUsage, observation };
    this.#owned.set(name, owned);
    this.#owners.forEach(owner => owner.claimed(owned));
  }

  async #end(name: string, options?: { discard: boolean }): Promise<void> {
    if (this.#owned.delete(name)) {
      this.#owners.forEach(owner => owner.lost(name));
    }
    await this.#mirrors.get(name)?.stop(options);
    this.#mirrors.delete(name);
    this.#store.forget(name);
    this.#slots.forget(name);
  }

  async #remove(lease: Lease): Promise<void> {
    const { name } = lease;
    await this.#end(name, { discard: true });
    await this.#store.remove(name, lease.check);
    await this.#leases.forget(lease);
    this.#committed(name);
  }

  /**
   * Finds rows of clusters that no source has any more, from before a restart. A source that has not answered
   * yet may still have them.
   */
  async #findOrphans(): Promise<void> {
    const silent = new Set(
      this.#registry.sources
        .filter(({ answered }) => !answered)
        .map(({ name }) => name),
    );
    try {
      const clusters = await this.#store.clusters();
      this.#orphans = new Set(
        clusters
          .filter(
            ({ name, source }) =>
              !silent.has(source) &&
              !this.#registry.fleet.has(name) &&
              !this.#tasks.has(name),
          )
          .map(({ name }) => name),
      );
      if (this.#orphans.size > 0) this.#leases.wake();
    } catch (error) {
      // Tried again after the next look at a source.
      this.#options.logger.warn(
        `Clusters that are gone cannot be forgotten: ${
          (error as Error).message
        }`,
      );
    }
  }

  #queue(cluster: string, task: () => Promise<void>): void {
    this.#tasks.add(cluster, () => this.#insist(cluster, task));
  }

  /** Does it until it is done: these tasks fail only while the database does. */
  async #insist(cluster: string, task: () => Promise<void>): Promise<void> {
    const { minimum, maximum } = this.#settings.reflector;
    for (let pause = minimum; !this.#stopped; ) {
      try {
        await task();
        return;
      } catch (error) {
        await this.#end(cluster, { discard: true });
        if (error instanceof LeaseLostError) {
          const lease = this.#leases.lease('cluster', cluster);
          if (lease) this.#leases.lost(lease);
          return;
        }
        this.#options.logger.warn(
          `The cluster ${cluster} waits for the database: ${
            (error as Error).message
          }`,
        );
        await sleep(pause);
        pause = Math.min(pause * 2, maximum);
      }
    }
  }

  /** What cannot be given back at the end is free a little later anyway. */
  async #tolerate(work: Promise<void>): Promise<void> {
    await work.catch(error => {
      this.#options.logger.warn(
        `Clusters could not be handed over before the end, and move when their leases expire: ${error.message}`,
      );
    });
  }

  #committed(cluster: string): void {
    for (const listener of this.#listeners) {
      try {
        listener([cluster]);
      } catch (error) {
        this.#options.logger.error(
          'A listener of the mirror failed',
          error as Error,
        );
      }
    }
  }
}

async function sleep(milliseconds: number): Promise<void> {
  await new Promise(resolve => {
    setTimeout(resolve, milliseconds);
  });
}

/** The mirror of all clusters of the sources. */
export function createMirror(options: MirrorOptions): Mirror {
  return new FleetMirror(options);
}
