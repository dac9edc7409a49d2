import type { ClusterConnection } from '@portlight/plugin-portlight-node';
import type { TimedFailure } from './clusterStatus';
import {
  ClusterProbe,
  type Readiness,
  type Usage,
  type UsageUnavailable,
} from './probe';
import { backoff } from './reflector/backoff';
import { classifyError } from './reflector/classify';
import type { MirrorSettings } from './settings';

/** What is known of a server besides its objects. */
export interface ContactState {
  /** It has answered with these credentials. */
  reached: boolean;
  /** When it answered last, in milliseconds since the epoch. */
  lastHeardAt?: number;
  failure?: TimedFailure;
  version?: string;
  readiness?: Readiness;
  usage?: Usage;
  usageUnavailable?: string;
  /** There is no metrics API. */
  usageAbsent?: boolean;
}

/** What the nodes of a cluster use, shared with whoever else needs it, so that it is asked for once. */
export interface NodeUsageFeed {
  /** What came when it was asked for last; nothing before that, or while the server does not answer. */
  latest(): Usage | UsageUnavailable | undefined;
  /**
   * Called after it was asked for.
   *
   * @returns a function that ends it
   */
  follow(listener: () => void): () => void;
}

/** What a {@link ClusterContact} is made of. */
export interface ClusterContactOptions {
  connection: () => ClusterConnection;
  settings: MirrorSettings;
  now: () => number;
  random: () => number;
  /**
   * The server answers: for the first time, or again after it did not from the given time on (as
   * `performance.now()` has it).
   */
  onReached: (lostAt?: number) => void;
  /** Something in the state is different. */
  onChanged: () => void;
  /** The nodes' usage was asked for; what came is in the state. */
  onUsage?: () => void;
}

/** Milliseconds between looks at the version; clusters are upgraded while the portal runs. */
const VERSION_INTERVAL = 10 * 60 * 1000;
/** A cluster that has no metrics API is asked for it ever more rarely, up to so many times. */
const USAGE_PATIENCE = 10;
/** Failures in a row that make a server count as gone; one may be an overload of the moment. */
const FAILURES_UNTIL_GONE = 2;

/**
 * Keeps in contact with a server: is it there, is it ready, which version, what do its nodes use. Between two
 * looks it counts by the clock that nobody sets.
 */
export class ClusterContact {
  readonly #options: ClusterContactOptions;
  readonly #probe: ClusterProbe;
  readonly #stop = new AbortController();
  readonly #state: ContactState = { reached: false };
  #failures = 0;
  #lostAt?: number;
  #lookedAt = -Infinity;
  #versionAt?: number;
  #usageAt?: number;
  #usageFailures = 0;
  #timer?: NodeJS.Timeout;

  constructor(options: ClusterContactOptions) {
    this.#options = options;
    this.#probe = new ClusterProbe(
      options.connection,
      options.settings.probeTimeout,
    );
  }

  get state(): Readonly<ContactState> {
    return this.#state;
  }

  start(): void {
    this.#look();
  }

  stop(): void {
    this.#stop.abort();
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Looks now, where nothing was wrong at the last look and that is not just over. */
  check(): void {
    const { settings } = this.#options;
    if (
      this.#timer === undefined ||
      this.#failures > 0 ||
      performance.now() - this.#lookedAt < settings.reflector.minimum
    ) {
      return;
    }
    clearTimeout(this.#timer);
    this.#look();
  }

  async #look(): Promise<void> {
    const { settings, random } = this.#options;
    this.#timer = undefined;
    const before = JSON.stringify(visible(this.#state));
    try {
      await this.#ask();
      this.#succeeded();
    } catch (error) {
      if (this.#stop.signal.aborted) return;
      this.#failed(error);
    }
    if (this.#stop.signal.aborted) return;
    this.#lookedAt = performance.now();
    if (JSON.stringify(visible(this.#state)) !== before) {
      this.#options.onChanged();
    }
    const { minimum, maximum } = settings.reflector;
    const pause =
      this.#failures > 0
        ? backoff(this.#failures, { minimum, maximum }, random())
        : settings.probeInterval * (0.9 + 0.2 * random());
    this.#timer = setTimeout(() => this.#look(), pause);
    if (this.#state.reached && this.#failures === 0) await this.#askUsage();
  }

  async #ask(): Promise<void> {
    const { signal } = this.#stop;
    if (
      this.#versionAt === undefined ||
      performance.now() - this.#versionAt >= VERSION_INTERVAL ||
      this.#failures > 0
    ) {
      const version = await this.#probe.version(signal);
      if (version !== undefined) this.#state.version = version;
      this.#versionAt = performance.now();
    }
    this.#state.readiness = await this.#probe.readiness(signal);
  }

  #succeeded(): void {
    const again = !this.#state.reached || this.#failures > 0;
    this.#failures = 0;
    this.#state.reached = true;
    this.#state.failure = undefined;
    this.#state.lastHeardAt = this.#options.now();
    const lostAt = this.#lostAt;
    this.#lostAt = undefined;
    if (again) this.#options.onReached(lostAt);
  }

  #failed(error: unknown): void {
    this.#failures++;
    this.#lostAt ??= performance.now();
    if (this.#state.reached && this.#failures < FAILURES_UNTIL_GONE) return;
    const failure = classifyError(error);
    this.#state.failure = { ...failure, at: this.#options.now() };
    this.#state.readiness = undefined;
    this.#state.usage = undefined;
    this.#state.usageUnavailable = undefined;
  }

  async #askUsage(): Promise<void> {
    const { settings, onChanged, onUsage } = this.#options;
    const interval =
      settings.usageInterval *
      Math.min(Math.max(1, this.#usageFailures), USAGE_PATIENCE);
    if (
      this.#usageAt !== undefined &&
      performance.now() - this.#usageAt < interval * 0.9
    ) {
      return;
    }
    this.#usageAt = performance.now();
    const answer = await this.#probe.usage(this.#stop.signal);
    if (this.#stop.signal.aborted || this.#state.failure) return;
    if ('unavailable' in answer) {
      this.#state.usage = undefined;
      this.#state.usageUnavailable = answer.unavailable;
      this.#state.usageAbsent = answer.absent;
      this.#usageFailures++;
    } else {
      this.#usageFailures = 0;
      this.#state.usage = answer;
      this.#state.usageUnavailable = undefined;
    }
    onChanged();
    onUsage?.();
  }
}

/** What of the state is worth a new document. */
function visible(state: ContactState) {
  const { failure, version, readiness, usageUnavailable, reached } = state;
  return [reached, failure?.message, version, readiness, usageUnavailable];
}
