import {
  ClusterInventory,
  type Cluster,
  type KindDefinition,
  type KubernetesObject,
} from '@portlight/plugin-portlight-common';
import type { ClusterConnection } from '@portlight/plugin-portlight-node';
import type { FleetCluster } from '../clusters';
import { BatchWriter } from './BatchWriter';
import { ClusterContact, type NodeUsageFeed } from './ClusterContact';
import { ClusterReport } from './ClusterReport';
import type { ClusterMirrorOptions } from './ClusterMirrorOptions';
import { identityOf } from './identityOf';
import { LeaseLostError } from './leases';
import { type SyncFailure, tooMany } from './reflector/failure';
import type { ChangeType } from './reflector/machineTypes';
import { Reflector, type ReflectorSink } from './reflector/Reflector';
import { splitChanges } from './splitChanges';
import { StoreTrouble } from './StoreTrouble';
import type { InventoryBatch } from './store/InventoryStore';
import { traced, tracedConnection, traceList } from './traces';
import { type Observation, WatchHealth } from './WatchHealth';
import { WorkerReports } from './WorkerReports';

/** The mirror of one cluster: its reflectors, its inventory, and its way to the database. */
export class ClusterMirror implements ReflectorSink {
  readonly #options: ClusterMirrorOptions;
  readonly #inventory: ClusterInventory;
  readonly #writer: BatchWriter;
  readonly #contact: ClusterContact;
  readonly #reflectors: Reflector[];
  readonly #report: ClusterReport;
  readonly #workers: WorkerReports;
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
  readonly #trouble: StoreTrouble;
  #timers: NodeJS.Timeout[] = [];
  #writtenDocument = '';
  /** As `performance.now()` has it: the machine's clock may be set at any time. */
  #heartbeatAt = -Infinity;
  #gatherUntil?: number;
  /** What is left is another replica's to write. */
  #discarding = false;
  readonly #usage = new Set<() => void>();
  readonly #watches: WatchHealth;

  constructor(options: ClusterMirrorOptions) {
    const { cluster, kinds, settings, now, random } = options;
    this.#options = options;
    this.#cluster = cluster;
    this.#trouble = new StoreTrouble(options);
    this.#inventory = new ClusterInventory({
      cluster: cluster.name,
      owner: options.owner,
      now,
    });
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
      onUsage: () => this.#usage.forEach(listener => listener()),
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
    this.#watches = new WatchHealth(this.#reflectors);
    this.#workers = new WorkerReports({
      cluster: cluster.name,
      replica: options.replica,
      reflectors: this.#reflectors,
      count: kind => this.#inventory.count(kind),
    });
    this.#report = new ClusterReport({
      inventory: this.#inventory,
      reflectors: this.#reflectors,
      contact: () => this.#contact.state,
      staleAfter: settings.staleAfter,
      now,
      onOutdated: () => this.#writer.request(),
    });
  }

  /** It is not read on purpose: the cluster is in maintenance. */
  get resting(): boolean {
    return this.#cluster.maintenance !== undefined;
  }

  /** The way to the API server; the mirror closes it. */
  get connection(): ClusterConnection {
    return this.#connect();
  }

  /** What the nodes use, as often as the mirror asks for it. */
  get nodeUsage(): NodeUsageFeed {
    return {
      latest: () => {
        const { usage, usageUnavailable, usageAbsent } = this.#contact.state;
        if (usage || usageUnavailable === undefined) return usage;
        return { unavailable: usageUnavailable, absent: usageAbsent };
      },
      follow: listener => {
        this.#usage.add(listener);
        return () => this.#usage.delete(listener);
      },
    };
  }

  /** Whether nodes and pods are known as they are. */
  get observation(): Observation {
    return this.#watches.observation;
  }

  /** Changes that are not in the database yet. */
  get waiting(): number {
    return this.#writer.waiting;
  }

  /** Loads what is stored and begins to read. */
  async start(): Promise<void> {
    const { store, kinds, settings, fence } = this.#options;
    const { name } = this.#cluster;
    const stored = await traced('portlight.load', { cluster: name }, () =>
      store.load(
        name,
        kinds.map(({ kind }) => kind),
        fence,
      ),
    );
    if (this.#stopped) return;
    this.#report.resume(stored.cluster);
    this.#resumeAt = stored.resourceVersions;
    this.#workers.resumeAt(stored.resourceVersions);
    this.#identity = identityOf(stored.objects.map(({ record }) => record));
    this.#inventory.load(stored.objects);
    for (const kind of stored.resourceVersions.keys()) {
      // A kind without objects had been listed too: it is known to be empty.
      if (this.#inventory.count(kind) === 0) this.#inventory.replace(kind, []);
    }
    this.#writer.request();
    if (this.#cluster.signInRequired || this.resting) return;
    this.#contact.start();
    this.#timers = [
      setInterval(() => this.#reassess(), settings.reassessInterval),
      setInterval(() => this.#writer.request(), settings.heartbeatInterval),
    ];
  }

  /**
   * Ends reading, and writes what has been read.
   *
   * @param options - `discard`: writes nothing more, because another replica does
   */
  async stop({ discard = false } = {}): Promise<void> {
    this.#stopped = true;
    this.#discarding = discard;
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
    this.#watches.listed(kind.kind);
    if (kind.kind === 'Namespace' && !this.#identified) {
      this.#reflect(identityOf(objects.values()) === this.#identity);
    }
    this.#options.telemetry.listed(this.#cluster.name, kind.kind, took / 1000);
    traceList(this.#cluster.name, kind.kind, objects.size, took);
    this.#arrived(kind.kind, objects.size);
  }

  apply(
    kind: KindDefinition,
    change: ChangeType,
    object: KubernetesObject,
  ): void {
    const late = this.#watches.late(kind.kind, performance.now());
    this.#inventory.apply(change, object, kind.kind, { late });
    this.#options.telemetry.event(this.#cluster.name, kind.kind);
    this.#arrived(kind.kind, 1);
  }

  full(
    kind: KindDefinition,
    objects = this.#inventory.count(kind.kind) + 1,
  ): SyncFailure | undefined {
    const { objectsPerKind } = this.#options.settings.retention;
    return objects > objectsPerKind ? tooMany(kind, objectsPerKind) : undefined;
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
    this.#workers.arrived(kind, performance.now());
    this.#writer.request(changes);
  }

  #connect(): ClusterConnection {
    this.#connection ??= tracedConnection(
      this.#cluster.name,
      this.#cluster.connect(),
    );
    return this.#connection;
  }

  #reached(lostAt = performance.now()): void {
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
    this.#watches.look(performance.now());
    this.#inventory.reassess();
    this.#writer.request();
  }

  /** What is to be written: rows first, and with the last of them the points they reach up to. */
  #collect(): InventoryBatch[] {
    if (this.#discarding) return [];
    const now = performance.now();
    const gathering = this.#gathers(now);
    const changes = gathering
      ? { upserts: [], deletes: [], ended: [] }
      : this.#inventory.flush();
    const { ended = [] } = changes;
    const document = this.#document();
    const shown = JSON.stringify(
      gathering
        ? // How far the first lists have come is not worth a transaction for each of them.
          [document.status, document.sync.state]
        : {
            ...document,
            sync: {
              ...document.sync,
              lastSyncAt: undefined,
              lastError: undefined,
            },
          },
    );
    const heartbeat =
      now - this.#heartbeatAt >= this.#options.settings.heartbeatInterval;
    // Where a kind resumes is written with its objects.
    const workers = gathering ? [] : this.#workers.collect(heartbeat);
    const some = changes.upserts.length + changes.deletes.length > 0;
    const visible = some || shown !== this.#writtenDocument;
    if (!visible && !heartbeat && workers.length === 0 && ended.length === 0) {
      return [];
    }
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

  /**
   * Whether rows wait for the first lists of the other kinds, for a short time. Objects say things of each other:
   * what is derived before all are there is derived and written twice.
   */
  #gathers(now: number): boolean {
    if (this.#stopped || this.#report.settled) return false;
    if (this.#gatherUntil === undefined) {
      const { gatherTime } = this.#options.settings;
      this.#gatherUntil = now + gatherTime;
      this.#timers.push(setTimeout(() => this.#writer.request(), gatherTime));
    }
    return now < this.#gatherUntil;
  }

  async #write(batch: InventoryBatch): Promise<void> {
    const { store, telemetry, onCommitted, fence } = this.#options;
    const { name } = this.#cluster;
    const began = performance.now();
    const rows = batch.changes.upserts.length + batch.changes.deletes.length;
    await traced('portlight.write', { cluster: name, rows }, () =>
      store.write(name, batch, fence),
    );
    telemetry.written(name, rows, (performance.now() - began) / 1000);
    if (batch.visible) onCommitted(name);
  }

  #noteWritten(): void {
    for (const [kind, lag] of this.#workers.written(performance.now())) {
      this.#options.telemetry.lag(this.#cluster.name, kind, lag);
    }
    if (this.#trouble.ended()) this.#writer.request();
  }

  #noteStoreFailure(error: unknown): void {
    if (error instanceof LeaseLostError) {
      this.#discarding = true;
      this.#options.onLost();
      return;
    }
    this.#trouble.met(error);
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
    return this.#report.document({
      cluster: this.#cluster,
      reflecting: this.#reflecting,
      stopped: this.#stopped,
      storeFailure: this.#trouble.failure,
    });
  }
}
