import type {
  KindDefinition,
  KubernetesObject,
} from '@portlight/plugin-portlight-common';
import type {
  ClusterConnection,
  ClusterResponse,
} from '@portlight/plugin-portlight-node';
import { BodyTooLargeError, readBody, readErrorBody } from './bodies';
import { classifyError } from './classify';
import { SyncError } from './failure';
import { LineSplitter, LineTooLongError } from './lines';
import type { ListSlots, Release } from './ListSlots';
import { initialState, step } from './machine';
import type {
  ChangeType,
  MachineSettings,
  ReflectorEffect,
  ReflectorInput,
  ReflectorState,
} from './machineTypes';
import { AnswerReader } from './AnswerReader';
import { KindRequests } from './KindRequests';
import { pagePath, watchPath } from './requests';

/** Times (milliseconds) and bounds (bytes) of a reflector. */
export interface ReflectorSettings extends MachineSettings {
  /** Until an answer begins. */
  answer: number;
  /** Silence after which a list has failed. */
  listSilence: number;
  /** Silence after which a watch is opened anew; servers send a bookmark every minute. */
  watchSilence: number;
  /** The largest object. */
  objectBytes: number;
  /** The largest page of a list. */
  pageBytes: number;
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
  readonly #answers: AnswerReader;
  readonly #requests: KindRequests;
  readonly #queue: ReflectorInput[] = [];
  #draining = false;
  #state: ReflectorState;
  /** Grows with every abort; answers to older attempts are not heard. */
  #attempt = 0;
  #controller?: AbortController;
  #timer?: NodeJS.Timeout;
  #withdraw?: () => void;
  #release?: Release;
  #completed = false;
  #collected = new Map<string, KubernetesObject>();
  #listBegan = 0;
  #lastEventAt?: number;
  #lastListAt?: number;
  #lastHeardAt?: number;
  /** When the watch that is open brought something. */
  #watchHeardAt?: number;
  #failedSince?: number;
  #failedAt?: number;

  constructor(options: ReflectorOptions) {
    this.kind = options.kind;
    this.#options = options;
    this.#answers = new AnswerReader(options.kind);
    this.#requests = new KindRequests(options.kind, options.connection);
    this.#state = initialState(
      options.settings,
      options.capabilities.streamingLists,
    );
  }

  /** Begins; with a version the watch resumes there, and what was read before counts as listed. */
  start(resourceVersion?: string): void {
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
   * @param lostAt - when the server did not answer first, in milliseconds since the epoch
   */
  reconnect(lostAt: number): void {
    const alive =
      this.#watchHeardAt !== undefined && this.#watchHeardAt > lostAt;
    this.#dispatch({ type: alive ? 'retry' : 'reopen' });
  }

  /** Ends everything; no object is reported after this returns. */
  stop(): void {
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
        this.#run(signal => this.#page(effect.limit, effect.continue, signal));
        return;
      case 'stream':
        this.#run(signal => this.#watch(undefined, signal));
        return;
      case 'watch':
        this.#run(signal => this.#watch(effect.resourceVersion, signal));
        return;
      case 'abort':
        this.#abort();
        return;
      case 'begin':
        this.#collected = new Map();
        this.#completed = false;
        this.#listBegan = this.#options.now();
        return;
      case 'collect':
        this.#collect(effect.change, effect.object);
        return;
      case 'commit':
        this.#commit();
        return;
      case 'apply':
        this.#options.sink.apply(this.kind, effect.change, effect.object);
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
  }

  #commit(): void {
    this.#completed = true;
    this.#lastListAt = this.#options.now();
    const objects = this.#collected;
    this.#collected = new Map();
    this.#options.sink.replace(
      this.kind,
      objects,
      this.#lastListAt - this.#listBegan,
    );
  }

  /** Runs a request as the only one; its failure becomes an input unless it was aborted. */
  #run(request: (signal: AbortSignal) => Promise<void>): void {
    clearTimeout(this.#timer);
    const controller = new AbortController();
    this.#controller = controller;
    const attempt = this.#attempt;
    request(controller.signal).catch(error => {
      if (attempt !== this.#attempt) return;
      this.#dispatch({ type: 'failed', failure: classifyError(error) });
    });
  }

  async #page(
    limit: number,
    continueToken: string | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    const attempt = this.#attempt;
    const response = await this.#requests.open(
      pagePath(this.kind, limit, continueToken),
      { list: true, timeout: this.#options.settings.answer, signal },
    );
    if (response.status === 410) {
      await readErrorBody(response);
      if (attempt === this.#attempt) this.#dispatch({ type: 'expired' });
      return;
    }
    await this.#requests.expectJson(response);
    const text = await this.#readPage(response, attempt);
    if (text === undefined || attempt !== this.#attempt) return;
    this.#lastHeardAt = this.#options.now();
    this.#dispatch(this.#answers.page(text));
  }

  /** The text of a page; nothing where it was too large and that has been dealt with. */
  async #readPage(
    response: ClusterResponse,
    attempt: number,
  ): Promise<string | undefined> {
    const { settings } = this.#options;
    const controller = this.#controller;
    let silent = false;
    const timer = setTimeout(() => {
      silent = true;
      controller?.abort();
    }, settings.listSilence);
    try {
      return await readBody(response, settings.pageBytes, () =>
        timer.refresh(),
      );
    } catch (error) {
      if (silent) throw new SyncError(this.#requests.silent());
      if (!(error instanceof BodyTooLargeError)) throw error;
      if (attempt === this.#attempt) this.#dispatch({ type: 'tooLarge' });
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }

  async #watch(
    resourceVersion: string | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    const attempt = this.#attempt;
    this.#watchHeardAt = undefined;
    const response = await this.#openWatch(resourceVersion, signal);
    if (attempt !== this.#attempt) return;
    if (!response) {
      this.#dispatch({ type: 'sync' });
      return;
    }
    const refused = this.#refusal(response.status, resourceVersion);
    if (refused) {
      await readErrorBody(response);
      if (attempt === this.#attempt) this.#dispatch(refused);
      return;
    }
    await this.#requests.expectJson(response);
    if (attempt !== this.#attempt) return;
    await this.#readWatch(response, attempt);
  }

  /**
   * Opens a watch; nothing where a resumed one is not answered.
   *
   * The portal's kubernetes backend passes the beginning of an answer on only with its first line. A quiet
   * watch is one that has not been answered, and the next bookmark may take a minute. After the silence that
   * ends other watches too, a list tells a quiet server from one that hangs.
   */
  async #openWatch(
    resourceVersion: string | undefined,
    signal: AbortSignal,
  ): Promise<ClusterResponse | undefined> {
    const { answer, watchSilence } = this.#options.settings;
    const resumed = resourceVersion !== undefined;
    try {
      return await this.#requests.open(watchPath(this.kind, resourceVersion), {
        list: false,
        timeout: resumed ? Math.max(answer, watchSilence) : answer,
        signal,
      });
    } catch (error) {
      const silent =
        error instanceof SyncError && error.failure.cause === 'timeout';
      if (resumed && silent) return undefined;
      throw error;
    }
  }

  /** What a status means that is neither success nor failure. */
  #refusal(
    status: number,
    resourceVersion: string | undefined,
  ): ReflectorInput | undefined {
    if (status === 410) return { type: 'expired' };
    // 422 and 400: the parameters of a streaming list, or a version from before the cluster was restored.
    const parameters =
      status >= 400 &&
      status < 500 &&
      ![401, 403, 404, 408, 429].includes(status);
    if (!parameters) return undefined;
    return resourceVersion === undefined
      ? { type: 'streamingRefused' }
      : { type: 'expired' };
  }

  async #readWatch(response: ClusterResponse, attempt: number): Promise<void> {
    const { settings, sink, now } = this.#options;
    const opened = now();
    const controller = this.#controller;
    const splitter = new LineSplitter(settings.objectBytes);
    let last = opened;
    const silence = setInterval(() => {
      if (attempt !== this.#attempt) return;
      const listing = this.#state.phase === 'listing';
      const bound = listing ? settings.listSilence : settings.watchSilence;
      if (now() - last < bound) return;
      controller?.abort();
      if (listing) {
        this.#dispatch({ type: 'failed', failure: this.#requests.silent() });
      } else {
        this.#dispatch({ type: 'closed', lived: now() - opened });
      }
    }, Math.min(settings.watchSilence, settings.listSilence) / 4);
    try {
      for await (const chunk of response.body) {
        if (attempt !== this.#attempt) return;
        last = now();
        this.#lastHeardAt = last;
        this.#watchHeardAt = last;
        for (const line of splitter.push(chunk)) {
          const input = this.#answers.event(line);
          if (!input) continue;
          if (input.type === 'event') this.#lastEventAt = last;
          this.#dispatch(input);
          if (attempt !== this.#attempt) return;
        }
        const room = sink.room();
        if (room) {
          await room;
          last = now();
        }
      }
    } catch (error) {
      if (!(error instanceof LineTooLongError)) throw error;
      throw new SyncError({
        cause: 'invalidResponse',
        message: `An object in the answer to ${
          this.#answers.action
        } is larger than ${Math.round(
          error.limit / 1024 / 1024,
        )} MB; look for one of unusual size.`,
      });
    } finally {
      clearInterval(silence);
    }
    if (attempt !== this.#attempt) return;
    // Half a line is half an object: whatever it was comes again with the next watch.
    this.#dispatch({ type: 'closed', lived: now() - opened });
  }
}
