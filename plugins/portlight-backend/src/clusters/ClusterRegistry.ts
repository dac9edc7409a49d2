import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  ClusterSource,
  SourceCluster,
} from '@portlight/plugin-portlight-node';
import {
  compareFleets,
  mergeSources,
  type FleetChanges,
  type FleetCluster,
} from './fleet';

/** What is known of a source. */
export interface SourceState {
  name: string;
  /** It has answered at least once. */
  answered: boolean;
  clusters: number;
  /** Why there is nothing, or nothing new. */
  message?: string;
}

/** Options of {@link ClusterRegistry}. */
export interface ClusterRegistryOptions {
  sources: readonly ClusterSource[];
  logger: LoggerService;
  /** Called after every look at a source, also when nothing is different. */
  onChanges: (changes: FleetChanges) => void;
  /**
   * The sources of the clusters that are stored, by name: one of an earlier source is not given to another before that
   * has answered. Asked until all have. Default: none.
   */
  stored?: () => Promise<ReadonlyMap<string, string>>;
  /** Milliseconds until a source that failed is asked again. */
  retry?: number;
}

const DEFAULT_REFRESH_SECONDS = 60;
const DEFAULT_RETRY = 5_000;

interface Known {
  source: ClusterSource;
  clusters: readonly SourceCluster[];
  answered: boolean;
  failed: boolean;
  message?: string;
  timer?: NodeJS.Timeout;
  /** It is being asked. */
  asking: boolean;
  /** It changed while it was being asked: what it answers may be from before. */
  again: boolean;
  unsubscribe?: () => void;
}

/** The clusters of all sources, looked at again and again. */
export class ClusterRegistry {
  readonly #options: ClusterRegistryOptions;
  readonly #known: Known[];
  #fleet: ReadonlyMap<string, FleetCluster> = new Map();
  #stopped = false;

  constructor(options: ClusterRegistryOptions) {
    this.#options = options;
    this.#known = options.sources.map(source => ({
      source,
      clusters: [],
      answered: false,
      failed: false,
      asking: false,
      again: false,
    }));
  }

  /** Asks every source once and goes on asking. A slow source holds up no other. */
  start(): void {
    for (const known of this.#known) {
      known.unsubscribe = known.source.onChange?.(() => this.#refresh(known));
      this.#refresh(known);
    }
  }

  stop(): void {
    this.#stopped = true;
    for (const { timer, unsubscribe } of this.#known) {
      clearTimeout(timer);
      unsubscribe?.();
    }
  }

  /** All clusters by name. */
  get fleet(): ReadonlyMap<string, FleetCluster> {
    return this.#fleet;
  }

  get sources(): SourceState[] {
    return this.#known.map(({ source, clusters, answered, message }) => ({
      name: source.name,
      answered,
      clusters: clusters.length,
      message,
    }));
  }

  async #refresh(known: Known): Promise<void> {
    clearTimeout(known.timer);
    if (known.asking) {
      known.again = true;
      return;
    }
    known.asking = true;
    do {
      known.again = false;
      await this.#ask(known);
    } while (known.again && !this.#stopped);
    known.asking = false;
    if (this.#stopped) return;
    known.timer = setTimeout(() => this.#refresh(known), this.#pause(known));
  }

  async #ask(known: Known): Promise<void> {
    const { source } = known;
    try {
      known.clusters = await source.listClusters();
      known.answered = true;
      known.failed = false;
      this.#tell(
        known,
        known.clusters.length === 0
          ? `The source "${source.name}" has no clusters`
          : undefined,
        'info',
      );
    } catch (error) {
      known.failed = true;
      // What was known stays: a source that is down does not take its clusters with it.
      this.#tell(
        known,
        `The clusters of the source "${source.name}" cannot be read: ${
          (error as Error).message
        }`,
        'warn',
      );
    }
    let stored: ReadonlyMap<string, string> | undefined;
    if (this.#known.some(({ answered }) => !answered)) {
      try {
        stored = await this.#options.stored?.();
      } catch (error) {
        known.failed = true;
        const reason = (error as Error).message;
        this.#tell(
          known,
          `The clusters of the source "${source.name}" wait for the database: ${reason}`,
          'warn',
        );
        return;
      }
    }
    if (this.#stopped) return;
    const fleet = mergeSources(
      this.#known.map(({ source: { name }, clusters, answered }) => ({
        source: name,
        clusters,
        silent: !answered,
      })),
      stored,
    );
    const changes = compareFleets(this.#fleet, fleet);
    this.#fleet = fleet;
    this.#options.onChanges(changes);
  }

  #pause({ source, failed }: Known): number {
    const refresh = (source.refreshSeconds ?? DEFAULT_REFRESH_SECONDS) * 1000;
    // Sooner after a failure: at the start other plugins may not be ready yet.
    return failed
      ? Math.min(this.#options.retry ?? DEFAULT_RETRY, refresh)
      : refresh;
  }

  #tell(
    known: Known,
    message: string | undefined,
    level: 'info' | 'warn',
  ): void {
    if (message && message !== known.message) {
      this.#options.logger[level](message);
    }
    known.message = message;
  }
}
