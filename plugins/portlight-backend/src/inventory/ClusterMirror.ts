import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  ClusterInventory,
  type Cluster,
  type ClusterFigures,
  type KindDefinition,
  type KubernetesObject,
  type Worker,
} from '@portlight/plugin-portlight-common';
import type { ClusterConnection } from '@portlight/plugin-portlight-node';
import type { FleetCluster } from '../clusters';
import { BatchWriter } from './BatchWriter';
import { ClusterContact } from './ClusterContact';
import { clusterDocument } from './clusterDocument';
import { clusterStatus, type TimedFailure } from './clusterStatus';
import type { ListSlots } from './reflector/ListSlots';
import type { ChangeType } from './reflector/machineTypes';
import { Reflector, type ReflectorSink } from './reflector/Reflector';
import type { MirrorSettings } from './settings';
import { splitChanges } from './splitChanges';
import type { InventoryBatch, InventoryStore } from './store/InventoryStore';
import type { MirrorTelemetry } from './telemetry';
import { describeWorker } from './workers';

/** What a {@link ClusterMirror} is made of. */
export interface ClusterMirrorOptions {
  cluster: FleetCluster;
  kinds: readonly KindDefinition[];
  store: InventoryStore;
  slots: ListSlots;
  settings: MirrorSettings;
  logger: LoggerService;
  telemetry: MirrorTelemetry;
  /** The name of this backend replica. */
  replica: string;
  now: () => number;
  random: () => number;
  /** Something that lists or pages show is different in the database. */
  onCommitted: (cluster: string) => void;
}

/** The mirror of one cluster: its reflectors, its inventory, and its way to the database. */
export class ClusterMirror implements ReflectorSink {
  readonly #options: ClusterMirrorOptions;
  readonly #inventory: ClusterInventory;
  readonly #writer: BatchWriter;
  readonly #contact: ClusterContact;
  readonly #reflectors: Reflector[];
  readonly #lags = new Map<string, number>();
  /** Kinds with changes that are not written, and when the newest of them came. */
  #arrivals = new Map<string, number>();
  #cluster: FleetCluster;
  #connection?: ClusterConnection;
  #reflecting = false;
  #stopped = false;
  #resumeAt = new Map<string, string>();
  /**
   * Which cluster the stored rows are of. An address may lead to another one than before (a local cluster is
   * made anew, a context is pointed elsewhere), and resuming there would miss everything.
   */
  #identity?: string;
  #identified = false;
  #previous?: Cluster;
  #firstSyncAt?: number;
  #storeFailure?: TimedFailure;
  #timers: NodeJS.Timeout[] = [];
  #writtenDocument = '';
  #writtenWorkers = new Map<string, string>();
  #heartbeatAt = 0;
  #figures?: ClusterFigures;
  #figuresDueAt = 0;

  constructor(options: ClusterMirrorOptions) {
    const { cluster, kinds, settings, now, random } = options;
    this.#options = options;
    this.#cluster = cluster;
    this.#inventory = new ClusterInventory({ cluster: cluster.name, now });
    this.#writer = new BatchWriter({
      collect: () => this.#collect(),
      write: batch => this.#write(batch),
      onFailure: error => this.#noteStoreFailure(error),
      onWritten: () => this.#noteWritten(),
      interval: settings.flushInterval,
      changes: settings.flushChanges,
      pending: settings.pendingChanges,
      backoff: settings.reflector,
      random,
    });
    this.#contact = new ClusterContact({
      connection: () => this.#connect(),
      settings,
      now,
      random,
      onReached: lostAt => this.#reached(lostAt),
      onChanged: () => this.#writer.request(),
    });
    const capabilities = { streamingLists: true };
    this.#reflectors = kinds.map(
      kind =>
        new Reflector({
          cluster: cluster.name,
          kind,
          connection: () => this.#connect(),
          slots: options.slots,
          settings: settings.reflector,
          sink: this,
          now,
          random,
          capabilities,
        }),
    );
  }

  /** Loads what is stored and begins to read. */
  async start(): Promise<void> {
    const { store, kinds, settings } = this.#options;
    const stored = await store.load(
      this.#cluster.name,
      kinds.map(({ kind }) => kind),
    );
    if (this.#stopped) return;
    this.#previous = stored.cluster;
    this.#resumeAt = stored.resourceVersions;
    this.#identity = identityOf(stored.objects.map(({ record }) => record));
    this.#firstSyncAt = parseTime(stored.cluster?.sync.firstSyncAt);
    this.#inventory.load(stored.objects);
    for (const kind of stored.resourceVersions.keys()) {
      // A kind without objects had been listed too: it is known to be empty.
      if (this.#inventory.count(kind) === 0) this.#inventory.replace(kind, []);
    }
    this.#writer.request();
    if (this.#cluster.signInRequired) return;
    this.#contact.start();
    this.#timers = [
      setInterval(() => this.#reassess(), settings.reassessInterval),
      setInterval(() => this.#writer.request(), settings.heartbeatInterval),
    ];
  }

  /** Ends reading, and writes what has been read. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#timers.forEach(clearInterval);
    this.#contact.stop();
    this.#reflectors.forEach(reflector => reflector.stop());
    await this.#writer.stop();
    await this.#connection?.close().catch(error => {
      this.#options.logger.debug(
        `Closing the connection to ${this.#cluster.name}: ${error}`,
      );
    });
  }

  /** Takes a new title, owner, ...; the way to the cluster stays. */
  describe(cluster: FleetCluster): void {
    this.#cluster = cluster;
    this.#writer.request();
  }

  /** Reads everything again. */
  sync(): void {
    if (this.#reflecting) {
      this.#reflectors.forEach(reflector => reflector.sync());
    }
  }

  /** Objects by kind, for metrics. */
  *objects(): Generator<{ cluster: string; kind: string; objects: number }> {
    for (const {
      kind: { kind },
    } of this.#reflectors) {
      const objects = this.#inventory.count(kind);
      yield { cluster: this.#cluster.name, kind, objects };
    }
  }

  replace(
    kind: KindDefinition,
    objects: ReadonlyMap<string, KubernetesObject>,
    took: number,
  ): void {
    // The reflector has pruned them one by one, so that a list never is in memory as it came.
    this.#inventory.replace(kind.kind, objects.values(), { pruned: true });
    if (kind.kind === 'Namespace' && !this.#identified) {
      this.#reflect(identityOf(objects.values()) === this.#identity);
    }
    this.#options.telemetry.listed(this.#cluster.name, kind.kind, took / 1000);
    this.#arrived(kind.kind, objects.size);
  }

  apply(
    kind: KindDefinition,
    change: ChangeType,
    object: KubernetesObject,
  ): void {
    this.#inventory.apply(change, object, kind.kind);
    this.#options.telemetry.event(this.#cluster.name, kind.kind);
    this.#arrived(kind.kind, 1);
  }

  room(): Promise<void> | undefined {
    return this.#writer.room();
  }

  changed(reflector: Reflector): void {
    const { phase: doing, failure } = reflector.state;
    // One kind's trouble may be the cluster's: ask the server rather than wait for the next look.
    if (doing === 'waiting' && failure) this.#contact.check();
    if (reflector.kind.kind === 'Namespace' && !this.#identified) {
      const { phase } = reflector.state;
      // Nobody can tell: reading everything anew is always right.
      if (phase === 'waiting' || phase === 'unavailable') this.#reflect(false);
    }
    this.#writer.request();
  }

  restarted(kind: KindDefinition, cause: string): void {
    this.#options.telemetry.restarted(this.#cluster.name, kind.kind, cause);
  }

  #arrived(kind: string, changes: number): void {
    const now = this.#options.now();
    this.#arrivals.set(kind, now);
    this.#writer.request(changes);
  }

  #connect(): ClusterConnection {
    this.#connection ??= this.#cluster.connect();
    return this.#connection;
  }

  #reached(lostAt = this.#options.now()): void {
    if (this.#stopped) return;
    if (this.#reflecting) {
      this.#reflectors.forEach(reflector => reflector.reconnect(lostAt));
      return;
    }
    this.#reflecting = true;
    const identifying = this.#reflectors.find(
      ({ kind }) => kind.kind === 'Namespace',
    );
    if (!identifying || this.#identity === undefined) {
      this.#reflect(false);
      return;
    }
    identifying.start();
  }

  /** Starts the reflectors that wait to know whether this is still the cluster that was stored. */
  #reflect(same: boolean): void {
    this.#identified = true;
    for (const reflector of this.#reflectors) {
      if (reflector.state.phase === 'pending') {
        const { kind } = reflector.kind;
        reflector.start(same ? this.#resumeAt.get(kind) : undefined);
      }
    }
  }

  #reassess(): void {
    this.#inventory.reassess();
    this.#writer.request();
  }

  /** What is to be written: rows first, and with the last of them the points they reach up to. */
  #collect(): InventoryBatch[] {
    const now = this.#options.now();
    const changes = this.#inventory.flush();
    const document = this.#document();
    const shown = JSON.stringify({
      ...document,
      sync: { ...document.sync, lastSyncAt: undefined, lastError: undefined },
    });
    const heartbeat =
      now - this.#heartbeatAt >= this.#options.settings.heartbeatInterval;
    const workers = this.#changedWorkers(heartbeat);
    const some = changes.upserts.length + changes.deletes.length > 0;
    const visible = some || shown !== this.#writtenDocument;
    if (!visible && !heartbeat && workers.length === 0) return [];
    this.#writtenDocument = shown;
    if (heartbeat) this.#heartbeatAt = now;
    const batches = splitChanges(changes, this.#options.settings.batchRows).map(
      (part): InventoryBatch => ({ changes: part, workers: [], visible }),
    );
    const last = batches[batches.length - 1];
    last.workers = workers;
    last.cluster = document;
    return batches;
  }

  #changedWorkers(heartbeat: boolean): Worker[] {
    const workers: Worker[] = [];
    const touched = this.#arrivals;
    this.#arrivals = new Map();
    for (const reflector of this.#reflectors) {
      const { kind } = reflector.kind;
      const worker = describeWorker(
        this.#cluster.name,
        this.#options.replica,
        reflector,
        this.#inventory.count(kind),
        this.#lags.get(kind),
      );
      const { state, restarts, error } = worker;
      const shown = JSON.stringify([state, restarts, error?.message]);
      const arrival = touched.get(kind);
      if (
        arrival !== undefined ||
        heartbeat ||
        shown !== this.#writtenWorkers.get(kind)
      ) {
        workers.push(worker);
        this.#writtenWorkers.set(kind, shown);
      }
      if (arrival !== undefined) this.#waiting.set(kind, arrival);
    }
    return workers;
  }

  /** Arrivals whose batch is being written. */
  readonly #waiting = new Map<string, number>();

  async #write(batch: InventoryBatch): Promise<void> {
    const { store, telemetry, now, onCommitted } = this.#options;
    const { name } = this.#cluster;
    const began = now();
    await store.write(name, batch);
    const { upserts, deletes } = batch.changes;
    telemetry.written(
      name,
      upserts.length + deletes.length,
      (now() - began) / 1000,
    );
    if (batch.visible) onCommitted(name);
  }

  #noteWritten(): void {
    const now = this.#options.now();
    for (const [kind, arrival] of this.#waiting) {
      const lag = Math.max(0, now - arrival) / 1000;
      this.#lags.set(kind, lag);
      this.#options.telemetry.lag(this.#cluster.name, kind, lag);
    }
    this.#waiting.clear();
    if (this.#storeFailure) {
      this.#storeFailure = undefined;
      this.#writer.request();
    }
  }

  #noteStoreFailure(error: unknown): void {
    const { logger, telemetry, now } = this.#options;
    const { message } = error as Error;
    telemetry.writeFailed(this.#cluster.name);
    if (!this.#storeFailure) {
      logger.warn(
        `Changes of the cluster ${
          this.#cluster.name
        } cannot be written and wait: ${message}`,
      );
    }
    this.#storeFailure = {
      cause: 'serverError',
      message:
        "The portal's database does not take changes at the moment; what is shown may be old. Look at the database and the backend's log.",
      at: now(),
    };
    this.#announceStoreFailure();
  }

  /** The batch is what fails; the document alone may pass, and then the failure is seen. */
  #announceStoreFailure(): void {
    const batch: InventoryBatch = {
      changes: { upserts: [], deletes: [] },
      workers: [],
      cluster: this.#document(),
      visible: true,
    };
    this.#write(batch).catch(error => {
      this.#options.logger.debug(
        `Not even the state of ${this.#cluster.name} can be written: ${error}`,
      );
    });
  }

  #document(): Cluster {
    const { now, settings } = this.#options;
    const kinds = this.#reflecting
      ? this.#reflectors.map(({ kind, state, times }) => ({
          kind: kind.kind,
          phase: state.phase,
          listed: state.listed,
          optional: kind.optional ?? false,
          failure: state.failure,
          failedAt: times.failedAt,
          failedSince: times.failedSince,
        }))
      : [];
    const listed = kinds.filter(each => each.listed);
    const settled = kinds.every(
      each => each.listed || each.phase === 'unavailable',
    );
    if (this.#firstSyncAt === undefined && listed.length > 0 && settled) {
      this.#firstSyncAt = now();
    }
    const contact = this.#contact.state;
    const hasData = this.#firstSyncAt !== undefined;
    const status = clusterStatus({
      signInRequired: this.#cluster.signInRequired,
      probeFailure: contact.failure,
      storeFailure: this.#storeFailure,
      kinds,
      answeredAt: contact.lastHeardAt,
      lastHeardAt: this.#lastHeardAt(),
      firstSyncAt: this.#firstSyncAt,
      hasData,
      stopped: this.#stopped,
      now: now(),
      staleAfter: settings.staleAfter,
    });
    return clusterDocument({
      cluster: this.#cluster,
      status,
      contact,
      figures: hasData ? this.#currentFigures() : undefined,
      listed: new Set(listed.map(({ kind }) => kind)),
      previous: this.#previous,
    });
  }

  /**
   * The figures, which take a look at every object: of a large cluster that changes all the time they are
   * summed up anew only so often that it takes a twentieth of the time.
   */
  #currentFigures(): ClusterFigures {
    const { now } = this.#options;
    const began = now();
    if (!this.#figures || began >= this.#figuresDueAt) {
      const { version, readiness } = this.#contact.state;
      this.#figures = this.#inventory.figures({
        version: version ?? this.#previous?.version,
        readyz: readiness && {
          ok: readiness.ready,
          failed: readiness.failing,
        },
      });
      this.#figuresDueAt = now() + 20 * (now() - began);
    } else {
      this.#writer.request();
    }
    return this.#figures;
  }

  #lastHeardAt(): number | undefined {
    const times = this.#reflectors
      .map(({ times: { lastHeardAt } }) => lastHeardAt)
      .concat(
        this.#contact.state.lastHeardAt,
        parseTime(this.#previous?.sync.lastSyncAt),
      )
      .filter(time => time !== undefined);
    return times.length > 0 ? Math.max(...times) : undefined;
  }
}

/** What tells a cluster from all others: the namespace kube-system is made with it and never again. */
function identityOf(objects: Iterable<KubernetesObject>): string | undefined {
  for (const { kind, metadata } of objects) {
    if (kind === 'Namespace' && metadata?.name === 'kube-system') {
      return metadata.uid;
    }
  }
  return undefined;
}

function parseTime(text: string | undefined): number | undefined {
  const time = text === undefined ? NaN : Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}
