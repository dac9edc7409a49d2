import {
  ClusterInventory,
  KINDS,
  type KindDefinition,
  type KubernetesObject,
  type Worker,
} from '@portlight/plugin-portlight-common';
import { BatchWriter } from '../../BatchWriter';
import { ListSlots } from '../../reflector/ListSlots';
import type { ChangeType } from '../../reflector/machineTypes';
import { Reflector, type ReflectorSink } from '../../reflector/Reflector';
import { splitChanges } from '../../splitChanges';
import type { InventoryBatch } from '../../store/InventoryStore';
import { describeWorker } from '../../workers';
import { WriteTurns } from '../../WriteTurns';
import type { KubernetesServer } from './KubernetesServer';

/** The kinds that the scripts play with: the kind and its resource. */
export const CHAOS_KINDS: KindDefinition[] = KINDS.filter(({ kind }) =>
  ['Pod', 'ServiceAccount'].includes(kind),
);

/** A database in memory: whole batches or nothing, and sometimes it is gone. */
export class MemoryStore {
  /** Records as JSON by `kind/namespace/name`. */
  readonly rows = new Map<string, string>();
  readonly versions = new Map<string, string>();
  down = false;

  write({ changes, workers }: InventoryBatch): void {
    if (this.down) throw new Error('the database is gone');
    for (const { kind, namespace, name } of changes.deletes) {
      this.rows.delete(`${kind}/${namespace}/${name}`);
    }
    for (const { kind, namespace, name, record } of changes.upserts) {
      this.rows.set(`${kind}/${namespace}/${name}`, JSON.stringify(record));
    }
    for (const { kind, resourceVersion } of workers) {
      if (resourceVersion) this.versions.set(kind, resourceVersion);
      else this.versions.delete(kind);
    }
  }
}

const SECOND = 1000;

/** The mirror's own times, and small bounds, so that scripts of a few objects meet each of them. */
const SETTINGS = {
  reflector: {
    minimum: SECOND,
    maximum: 60 * SECOND,
    pageSize: 3,
    recheck: 300 * SECOND,
    // Rarer in truth; here it comes in the midst of other faults.
    relist: 1800 * SECOND,
    answer: 30 * SECOND,
    listSilence: 30 * SECOND,
    watchSilence: 90 * SECOND,
    objectBytes: 100_000,
    pageBytes: 1_000_000,
  },
  slots: { limit: 1, perCluster: 4, timeBox: 10 * SECOND },
  flushInterval: 200,
  flushChanges: 8,
  pendingChanges: 12,
  batchRows: 3,
};

/** What a process has of a cluster: reflectors, inventory and writer, on a store that outlives it. */
export class MemoryMirror implements ReflectorSink {
  readonly inventory: ClusterInventory;
  readonly reflectors: Reflector[];
  readonly #store: MemoryStore;
  readonly #writer: BatchWriter;
  #killed = false;

  constructor(options: {
    server: KubernetesServer;
    store: MemoryStore;
    now: () => number;
    random: () => number;
  }) {
    const { server, store, now, random } = options;
    this.#store = store;
    this.inventory = new ClusterInventory({ cluster: 'chaos', now });
    this.#writer = new BatchWriter({
      collect: () => this.#collect(),
      write: async batch => {
        if (this.#killed) throw new Error('killed');
        this.#store.write(batch);
      },
      onFailure: () => {},
      onWritten: () => {},
      interval: SETTINGS.flushInterval,
      changes: SETTINGS.flushChanges,
      pending: SETTINGS.pendingChanges,
      backoff: SETTINGS.reflector,
      random,
      turns: new WriteTurns(1),
    });
    const slots = new ListSlots(SETTINGS.slots);
    const capabilities = { streamingLists: true };
    this.reflectors = CHAOS_KINDS.map(
      kind =>
        new Reflector({
          cluster: 'chaos',
          kind,
          connection: () => server.connection(),
          slots,
          settings: SETTINGS.reflector,
          sink: this,
          now,
          random,
          capabilities,
        }),
    );
  }

  start(): void {
    const { rows, versions } = this.#store;
    this.inventory.load([...rows.values()].map(row => JSON.parse(row)));
    for (const reflector of this.reflectors) {
      reflector.start(versions.get(reflector.kind.kind));
    }
  }

  /** The process is gone: nothing more is written. */
  async kill(): Promise<void> {
    this.#killed = true;
    this.reflectors.forEach(reflector => reflector.stop());
    await this.#writer.stop();
  }

  workers(): Worker[] {
    return this.reflectors.map(reflector =>
      describeWorker(
        'chaos',
        'replica',
        reflector,
        this.inventory.count(reflector.kind.kind),
        undefined,
      ),
    );
  }

  replace(
    kind: KindDefinition,
    objects: ReadonlyMap<string, KubernetesObject>,
  ): void {
    this.inventory.replace(kind.kind, objects.values(), { pruned: true });
    this.#writer.request(objects.size);
  }

  apply(
    kind: KindDefinition,
    change: ChangeType,
    object: KubernetesObject,
  ): void {
    this.inventory.apply(change, object, kind.kind);
    this.#writer.request(1);
  }

  room(): Promise<void> | undefined {
    return this.#writer.room();
  }

  changed(): void {
    this.#writer.request();
  }

  restarted(): void {}

  #collect(): InventoryBatch[] {
    const batches = splitChanges(
      this.inventory.flush(),
      SETTINGS.batchRows,
    ).map(
      (changes): InventoryBatch => ({ changes, workers: [], visible: true }),
    );
    batches[batches.length - 1].workers = this.workers();
    return batches;
  }
}
