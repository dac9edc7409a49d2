import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ClusterConnection } from '@portlight/plugin-portlight-node';
import type { Lease, Mirror, OwnedCluster } from '../../inventory';
import type { DiscoveryFetcher } from '../methods/createFetch';
import type { DiscoveryMethods } from '../methods';
import type { PeerListener } from '../PeerService';
import type { PeersSettings } from '../settings';
import type { PeerClient } from '../reach/PeerClient';
import type { PeerTelemetry } from '../telemetry';
import { type StoredTarget, targetKeyText, type TargetKey } from './Target';
import type { TargetStore } from './TargetStore';
import { TargetWorker } from './TargetWorker';

/** What a pool is made of. */
export interface TargetPoolOptions {
  mirror: Pick<Mirror, 'follow' | 'taskLease'>;
  store: TargetStore;
  methods: DiscoveryMethods;
  fetcher: DiscoveryFetcher;
  client: PeerClient;
  settings: PeersSettings;
  /** Milliseconds after the last question until a target is left alone. */
  idleAfter: number;
  listener: PeerListener;
  telemetry: PeerTelemetry;
  logger: LoggerService;
  /** Has targets worked on that annotations want so; before the table is looked at. */
  before?(clusters: readonly string[], task: Lease | undefined): Promise<void>;
}

/** Milliseconds between two looks at what is asked for. */
const PERIOD = 1_000;

/** Works on the targets that somebody asks for, those of the clusters that this replica reads. */
export class TargetPool {
  readonly #options: TargetPoolOptions;
  readonly #owned = new Map<string, OwnedCluster>();
  readonly #workers = new Map<string, TargetWorker>();
  #timer?: NodeJS.Timeout;
  #looking?: Promise<void>;
  #again = false;
  #unfollow?: () => void;
  #stopped = false;

  constructor(options: TargetPoolOptions) {
    this.#options = options;
  }

  get workers(): Iterable<TargetWorker> {
    return this.#workers.values();
  }

  get size(): number {
    return this.#workers.size;
  }

  worker(key: TargetKey): TargetWorker | undefined {
    return this.#workers.get(targetKeyText(key));
  }

  connectionOf(cluster: string): ClusterConnection | undefined {
    return this.#owned.get(cluster)?.connection;
  }

  start(): void {
    this.#unfollow = this.#options.mirror.follow({
      claimed: cluster => {
        this.#owned.set(cluster.name, cluster);
        this.wake();
      },
      lost: name => {
        this.#owned.delete(name);
        this.#end(worker => worker.target.cluster === name, false);
      },
    });
    this.wake();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#unfollow?.();
    await this.#looking;
    await this.#end(() => true, true);
  }

  /** Looks at once at what is asked for. */
  wake(): void {
    if (this.#stopped) return;
    if (this.#looking) {
      this.#again = true;
      return;
    }
    clearTimeout(this.#timer);
    this.#looking = this.#look()
      .catch(error =>
        this.#options.logger.warn(
          `What peers are asked for could not be read: ${error.message}`,
        ),
      )
      .finally(() => {
        this.#looking = undefined;
        if (this.#stopped) return;
        if (this.#again) {
          this.#again = false;
          this.wake();
        } else {
          this.#timer = setTimeout(() => this.wake(), PERIOD);
        }
      });
  }

  async #look(): Promise<void> {
    const { store, settings, idleAfter, mirror, before } = this.#options;
    const task = mirror.taskLease('metrics');
    const clusters = [...this.#owned.keys(), ...(task ? [''] : [])];
    await before?.([...this.#owned.keys()], task);
    const wanted = await store.active(
      clusters,
      idleAfter,
      settings.maximumTargets,
    );
    if (this.#stopped) return;
    const current = new Map(
      wanted.flatMap(target => {
        const lease = target.cluster
          ? this.#owned.get(target.cluster)?.lease
          : task;
        return lease ? [[targetKeyText(target), { target, lease }]] : [];
      }),
    );
    await this.#end(({ target }) => {
      const now = current.get(targetKeyText(target));
      return (
        !now ||
        now.lease.token !== target.lease.token ||
        JSON.stringify(now.target.spec) !== JSON.stringify(target.spec)
      );
    }, true);
    for (const [key, { target, lease }] of current) {
      if (!this.#workers.has(key)) this.#begin(key, target, lease);
    }
  }

  #begin(key: string, stored: StoredTarget, lease: Lease): void {
    const { methods, fetcher, listener, ...rest } = this.#options;
    const { cluster, id, spec, topic } = stored;
    const factory = methods.get(spec.method);
    // Of a module that is not installed any more.
    if (!factory) return;
    // It may have been lost while the table was read.
    if (cluster && !this.#owned.has(cluster)) return;
    const worker: TargetWorker = new TargetWorker({
      ...rest,
      listener,
      factory,
      fetch: fetcher.in(this.connectionOf(cluster)),
      target: { cluster, id, spec, topic, lease },
      onGone: () => this.#end(each => each === worker, false),
    });
    this.#workers.set(key, worker);
    worker.start();
  }

  async #end(
    which: (worker: TargetWorker) => boolean,
    write: boolean,
  ): Promise<void> {
    const ending: Promise<void>[] = [];
    for (const [key, worker] of this.#workers) {
      if (which(worker)) {
        this.#workers.delete(key);
        ending.push(worker.stop({ write }));
      }
    }
    await Promise.all(ending);
  }
}
