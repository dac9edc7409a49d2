import { hostname } from 'node:os';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { KINDS, type KindDefinition } from '@portlight/plugin-portlight-common';
import type { ClusterSource } from '@portlight/plugin-portlight-node';
import type { Knex } from 'knex';
import {
  ClusterRegistry,
  type FleetChanges,
  type FleetCluster,
  type SourceState,
} from '../clusters';
import { ClusterMirror } from './ClusterMirror';
import { History } from './History';
import { ListSlots } from './reflector/ListSlots';
import { mirrorSettings, type SettingsOverrides } from './settings';
import { InventoryStore } from './store/InventoryStore';
import { createTelemetry } from './telemetry';

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
  /** Default: the host's name and the process id. */
  replica?: string;
  /** Milliseconds since the epoch. */
  now?: () => number;
  /** From 0 up to 1, for jitter. */
  random?: () => number;
}

/** Keeps the database's inventory equal to the fleet. */
export interface Mirror {
  /** Begins to read; resolves at once, clusters come as they answer. */
  start(): Promise<void>;
  /** Ends reading and writes what has been read. */
  stop(): Promise<void>;
  /** Reads a cluster anew; false for a cluster that is not known. */
  sync(cluster: string): boolean;
  /**
   * Called with the names of clusters after their changes are committed.
   *
   * @returns a function that ends it
   */
  onChange(listener: (clusters: string[]) => void): () => void;
  /** What is known of the sources of clusters. */
  sources(): SourceState[];
}

class FleetMirror implements Mirror {
  readonly #options: Required<Omit<MirrorOptions, 'settings' | 'sources'>>;
  readonly #settings;
  readonly #store: InventoryStore;
  readonly #slots: ListSlots;
  readonly #registry: ClusterRegistry;
  readonly #history: History;
  readonly #telemetry;
  readonly #mirrors = new Map<string, ClusterMirror>();
  readonly #listeners = new Set<(clusters: string[]) => void>();
  /** What is done to a cluster is done one after the other. */
  readonly #tasks = new Map<string, Promise<void>>();
  #stopped = false;

  constructor({ sources, settings, ...options }: MirrorOptions) {
    this.#options = {
      kinds: KINDS,
      replica: `${hostname()}-${process.pid}`,
      now: Date.now,
      random: Math.random,
      ...options,
    };
    const { database, logger, now } = this.#options;
    this.#settings = mirrorSettings(settings);
    this.#store = new InventoryStore(database);
    this.#slots = new ListSlots(this.#settings.slots);
    this.#registry = new ClusterRegistry({
      sources,
      logger,
      retry: this.#settings.sourceRetry,
      onChanges: changes => this.#follow(changes),
    });
    this.#history = new History({
      store: this.#store,
      logger,
      now,
      interval: this.#settings.historyInterval,
    });
    this.#telemetry = createTelemetry(() =>
      [...this.#mirrors.values()].flatMap(mirror => [...mirror.objects()]),
    );
  }

  async start(): Promise<void> {
    this.#registry.start();
    this.#history.start();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#registry.stop();
    this.#history.stop();
    this.#telemetry.close();
    await Promise.all(this.#tasks.values());
    await Promise.all([...this.#mirrors.values()].map(each => each.stop()));
    this.#mirrors.clear();
  }

  sync(cluster: string): boolean {
    const mirror = this.#mirrors.get(cluster);
    mirror?.sync();
    return mirror !== undefined;
  }

  onChange(listener: (clusters: string[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  sources(): SourceState[] {
    return this.#registry.sources;
  }

  #follow(changes: FleetChanges): void {
    if (this.#stopped) return;
    for (const cluster of changes.added) {
      this.#queue(cluster.name, () => this.#add(cluster));
    }
    for (const cluster of changes.moved) {
      this.#queue(cluster.name, async () => {
        await this.#end(cluster.name);
        await this.#add(cluster);
      });
    }
    for (const cluster of changes.described) {
      this.#queue(cluster.name, async () => {
        this.#mirrors.get(cluster.name)?.describe(cluster);
      });
    }
    for (const name of changes.removed) this.#remove(name);
    this.#forgetOrphans();
  }

  async #add(cluster: FleetCluster): Promise<void> {
    if (this.#stopped) return;
    const mirror = new ClusterMirror({
      ...this.#options,
      cluster,
      store: this.#store,
      slots: this.#slots,
      settings: this.#settings,
      telemetry: this.#telemetry.telemetry,
      onCommitted: name => this.#committed(name),
    });
    this.#mirrors.set(cluster.name, mirror);
    await mirror.start();
  }

  async #end(name: string): Promise<void> {
    await this.#mirrors.get(name)?.stop();
    this.#mirrors.delete(name);
  }

  #remove(name: string): void {
    this.#queue(name, async () => {
      await this.#end(name);
      await this.#store.remove(name);
      this.#committed(name);
    });
  }

  /**
   * Rows of clusters that no source has any more, from before a restart. A source that has not answered yet
   * may still have them.
   */
  async #forgetOrphans(): Promise<void> {
    const silent = new Set(
      this.#registry.sources
        .filter(({ answered }) => !answered)
        .map(({ name }) => name),
    );
    try {
      for (const { name, source } of await this.#store.clusters()) {
        if (
          !this.#stopped &&
          !silent.has(source) &&
          !this.#registry.fleet.has(name) &&
          !this.#tasks.has(name)
        ) {
          this.#remove(name);
        }
      }
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
    const before = this.#tasks.get(cluster) ?? Promise.resolve();
    const after = before.then(() => this.#insist(cluster, task));
    this.#tasks.set(cluster, after);
    after.then(() => {
      if (this.#tasks.get(cluster) === after) this.#tasks.delete(cluster);
    });
  }

  /** Does it until it is done: these tasks fail only while the database does. */
  async #insist(cluster: string, task: () => Promise<void>): Promise<void> {
    const { minimum, maximum } = this.#settings.reflector;
    for (let pause = minimum; !this.#stopped; ) {
      try {
        await task();
        return;
      } catch (error) {
        this.#options.logger.warn(
          `The cluster ${cluster} waits for the database: ${
            (error as Error).message
          }`,
        );
        await this.#end(cluster);
        await this.#sleep(pause);
        pause = Math.min(pause * 2, maximum);
      }
    }
  }

  async #sleep(milliseconds: number): Promise<void> {
    await new Promise(resolve => {
      setTimeout(resolve, milliseconds);
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

/** The mirror of all clusters of the sources. */
export function createMirror(options: MirrorOptions): Mirror {
  return new FleetMirror(options);
}
