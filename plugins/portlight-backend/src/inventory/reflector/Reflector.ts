import type {
  KindDefinition,
  KubernetesObject,
} from '@portlight/plugin-portlight-common';
import type { ClusterConnection } from '@portlight/plugin-portlight-node';
import { classifyError } from './classify';
import { KindReader, type Listener, type ReaderSettings } from './KindReader';
import type { SyncFailure } from './failure';
import type { ListSlots, Release } from './ListSlots';
import { initialState, step } from './machine';
import type {
  ChangeType,
  MachineSettings,
  ReflectorEffect,
  ReflectorInput,
  ReflectorState,
} from './machineTypes';

/** Times (milliseconds) and bounds (bytes) of a reflector. */
export interface ReflectorSettings extends MachineSettings, ReaderSettings {
  /** Between complete lists of a kind whose watches went on all the time. */
  relist: number;
}

/** Where the objects go. */
export interface ReflectorSink {
  /** The complete list of a kind, and how long (milliseconds) it took to read. */
  replace(
    kind: KindDefinition,
    objects: ReadonlyMap<string, KubernetesObject>,
    took: number,
  ): void;
  apply(
    kind: KindDefinition,
    change: ChangeType,
    object: KubernetesObject,
  ): void;
  /** Why there may not be so many objects of the kind; by default one more than are known. */
  full?(kind: KindDefinition, objects?: number): SyncFailure | undefined;
  /** Resolves when more may come; nothing while there is room. */
  room(): Promise<void> | undefined;
  /** List and watch begin again because something went wrong. */
  restarted(kind: KindDefinition, cause: string): void;
  /** What the reflector is doing is different. */
  changed(reflector: Reflector): void;
}

/** What a reflector is made of. */
export interface ReflectorOptions {
  cluster: string;
  kind: KindDefinition;
  connection: () => ClusterConnection;
  slots: ListSlots;
  settings: ReflectorSettings;
  sink: ReflectorSink;
  now: () => number;
  random: () => number;
  /** Whether the server has streaming lists; shared by the reflectors of a cluster. */
  capabilities: { streamingLists: boolean };
}

/**
 * Keeps the objects of one kind in one cluster: lists, watches, resumes and recovers. What to do is decided
 * by the pure function {@link step}; this class does it.
 */
export class Reflector {
  readonly kind: KindDefinition;
  readonly #options: ReflectorOptions;
  readonly #reader: KindReader;
  readonly #queue: ReflectorInput[] = [];
  #draining = false;
  #state: ReflectorState;
  /** Grows with every abort; answers to older attempts are not heard. */
  #attempt = 0;
  #controller?: AbortController;
  #timer?: NodeJS.Timeout;
  /** Until everything is read again. */
  #relist?: NodeJS.Timeout;
  #withdraw?: () => void;
  #release?: Release;
  #completed = false;
  #collected = new Map<string, KubernetesObject>();
  #listBegan = 0;
  #lastEventAt?: number;
  #lastListAt?: number;
  #lastHeardAt?: number;
  /** When the watch that is open brought something, as `performance.now()` has it. */
  #watchHeardAt?: number;
  #failedSince?: number;
  #failedAt?: number;

  constructor(options: ReflectorOptions) {
    this.kind = options.kind;
    this.#options = options;
    this.#reader = new KindReader(
      options.kind,
      options.connection,
      options.settings,
    );
    this.#state = initialState(options.settings, {
      streaming: options.capabilities.streamingLists,
      optional: options.kind.optional,
    });
  }

  /** Begins; with a version the watch resumes there, and what was read before counts as listed. */
  start(resourceVersion?: string): void {
    // Nobody knows how long ago the last list was; those of a fleet shall not come together.
    if (resourceVersion) this.#relistIn(this.#options.random());
    this.#dispatch({ type: 'start', resourceVersion });
  }

  /** Reads everything again. */
  sync(): void {
    this.#dispatch({ type: 'sync' });
  }

  /**
   * The server is back: ends a wait, and opens a watch anew that has brought nothing since. A proxy in between
   * may keep a watch open whose server is gone.
   *
   * @param lostAt - when the server did not answer first, as `performance.now()` has it
   */
  reconnect(lostAt: number): void {
    const alive =
      this.#watchHeardAt !== undefined && this.#watchHeardAt > lostAt;
    this.#dispatch({ type: alive ? 'retry' : 'reopen' });
  }

  /** Ends everything; no object is reported after this returns. */
  stop(): void {
    clearTimeout(this.#relist);
    this.#dispatch({ type: 'stop' });
  }

  get state(): ReflectorState {
    return this.#state;
  }

  /** Milliseconds since the epoch, where it has happened. */
  get times() {
    return {
      lastEventAt: this.#lastEventAt,
      lastListAt: this.#lastListAt,
      lastHeardAt: this.#lastHeardAt,
      /** When the failure that lasts began, and when it was last met. */
      failedSince: this.#failedSince,
      failedAt: this.#failedAt,
    };
  }

  #dispatch(input: ReflectorInput): void {
    this.#queue.push(input);
    // Effects may answer at once (a free turn to list): one input after the other all the same.
    if (this.#draining) return;
    this.#draining = true;
    const before = this.#state;
    try {
      for (let next = this.#queue.shift(); next; next = this.#queue.shift()) {
        const { state, effects } = step(
          this.#state,
          next,
          this.#options.settings,
          this.#options.random(),
        );
        this.#state = state;
        for (const effect of effects) this.#perform(effect);
      }
    } finally {
      this.#draining = false;
    }
    if (before !== this.#state) this.#noteState(before);
  }

  #noteState(before: ReflectorState): void {
    const { failure } = this.#state;
    if (failure && failure !== before.failure) {
      this.#failedAt = this.#options.now();
      if (failure.cause !== before.failure?.cause) {
        this.#failedSince = this.#failedAt;
      }
    }
    if (before.streaming && !this.#state.streaming) {
      this.#options.capabilities.streamingLists = false;
    }
    if (this.#state.restarts > before.restarts) {
      this.#options.sink.restarted(this.kind, failure?.cause ?? 'expired');
    }
    if (
      before.phase !== this.#state.phase ||
      before.failure !== failure ||
      before.listed !== this.#state.listed
    ) {
      this.#options.sink.changed(this);
    }
  }

  #perform(effect: ReflectorEffect): void {
    switch (effect.type) {
      case 'acquire':
        this.#acquire();
        return;
      case 'release':
        this.#release?.({ completed: this.#completed });
        this.#release = undefined;
        return;
      case 'page':
        this.#run(async signal => {
          const input = await this.#reader.page(
            effect.limit,
            effect.continue,
            signal,
          );
          this.#hear(input, signal);
        });
        return;
      case 'verify':
        this.#run(async signal =>
          this.#hear(await this.#reader.newest(signal), signal),
        );
        return;
      case 'stream':
        this.#watch(undefined);
        return;
      case 'watch':
        this.#watch(effect.resourceVersion);
        return;
      case 'abort':
        this.#abort();
        return;
      case 'begin':
        this.#collected = new Map();
        this.#completed = false;
        this.#listBegan = performance.now();
        return;
      case 'collect':
        this.#collect(effect.change, effect.object);
        return;
      case 'commit':
        this.#commit();
        return;
      case 'apply':
        this.#apply(effect.change, effect.object);
        return;
      case 'wait':
        this.#wait(effect.milliseconds);
        return;
      default:
        throw new Error(`Unknown effect ${JSON.stringify(effect)}`);
    }
  }

  #acquire(): void {
    // What the first reflector of a cluster learns spares the others the attempt.
    if (!this.#options.capabilities.streamingLists) {
      this.#state = { ...this.#state, streaming: false };
    }
    const attempt = this.#attempt;
    this.#withdraw = this.#options.slots.acquire(
      this.#options.cluster,
      release => {
        if (attempt !== this.#attempt) {
          release();
          return;
        }
        this.#release = release;
        this.#dispatch({ type: 'granted' });
      },
    );
  }

  #abort(): void {
    this.#attempt++;
    clearTimeout(this.#timer);
    this.#withdraw?.();
    this.#withdraw = undefined;
    this.#controller?.abort();
    this.#controller = undefined;
    this.#collected = new Map();
  }

  #wait(milliseconds: number): void {
    clearTimeout(this.#timer);
    const attempt = this.#attempt;
    this.#timer = setTimeout(() => {
      if (attempt === this.#attempt) this.#dispatch({ type: 'waited' });
    }, milliseconds);
  }

  #collect(change: ChangeType, object: KubernetesObject): void {
    const key = `${object.metadata?.namespace ?? ''}/${object.metadata?.name}`;
    if (change === 'DELETED') this.#collected.delete(key);
    else this.#collected.set(key, this.kind.prune(object));
    const failure = this.#options.sink.full?.(this.kind, this.#collected.size);
    // Once: the rest of the page is too much for the same reason.
    if (failure && this.#queue.every(({ type }) => type !== 'failed')) {
      this.#queue.push({ type: 'failed', failure });
    }
  }

  #apply(change: ChangeType, object: KubernetesObject): void {
    const { sink } = this.#options;
    if (change === 'ADDED' && sink.full?.(this.kind)) {
      // It is not forgotten: a new list says whether there are still too many.
      this.#queue.push({ type: 'expired' });
      return;
    }
    sink.apply(this.kind, change, object);
  }

  /** @param share - of the time between complete lists */
  #relistIn(share: number): void {
    clearTimeout(this.#relist);
    this.#relist = setTimeout(
      () => this.#dispatch({ type: 'outdated' }),
      this.#options.settings.relist * share,
    );
  }

  #commit(): void {
    this.#completed = true;
    this.#relistIn(0.75 + 0.5 * this.#options.random());
    this.#lastListAt = this.#options.now();
    const objects = this.#collected;
    this.#collected = new Map();
    this.#options.sink.replace(
      this.kind,
      objects,
      performance.now() - this.#listBegan,
    );
  }

  /** Runs a request as the only one; its failure becomes an input unless it was aborted. */
  #run(request: (signal: AbortSignal) => Promise<void>): void {
    clearTimeout(this.#timer);
    this.#controller?.abort();
    const controller = new AbortController();
    this.#controller = controller;
    request(controller.signal).catch(error => {
      if (controller.signal.aborted) return;
      this.#dispatch({ type: 'failed', failure: classifyError(error) });
    });
  }

  #hear(input: ReflectorInput, signal: AbortSignal): void {
    if (signal.aborted) return;
    this.#lastHeardAt = this.#options.now();
    this.#dispatch(input);
  }

  #watch(resourceVersion: string | undefined): void {
    this.#watchHeardAt = undefined;
    const { sink, now } = this.#options;
    const listener: Listener = {
      take: input => {
        if (input.type === 'event') this.#lastEventAt = now();
        this.#dispatch(input);
      },
      heard: () => {
        this.#lastHeardAt = now();
        this.#watchHeardAt = performance.now();
      },
      listing: () => this.#state.phase === 'listing',
      room: () => sink.room(),
    };
    this.#run(signal => this.#reader.watch(resourceVersion, signal, listener));
  }
}
