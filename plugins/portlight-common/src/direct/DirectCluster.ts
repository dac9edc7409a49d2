import type { Cluster, ClusterStatus, ClusterSync } from '../api/types';
import { ClusterInventory } from '../inventory';
import type { OwnerOptions } from '../inventory/derive';
import type { InventoryRow } from '../inventory';
import type { KindDefinition } from '../inventory';
import { kindDefinition } from '../inventory/kinds';
import type { KubernetesObject } from '../kubernetes';
import type { DirectCostRates } from './cost';
import type { DirectList, DirectListOptions } from './DirectScope';
import { type ReadError, readError } from './readError';

/**
 * What a path of an API server answered with a status from 200 to 299.
 *
 * @public
 */
export interface DirectResponse {
  /** Of a header, or null where there is none. */
  header(name: string): string | null;
  /** Uncompressed, as they arrive; may be read once. */
  body: AsyncIterable<Uint8Array>;
}

/**
 * How the browser reaches clusters by itself.
 *
 * @public
 */
export interface DirectSource {
  /** Names of the clusters that the browser can reach. */
  clusters(): string[];
  /**
   * All objects of a kind, narrowed by the options. Rejects with an error that has the HTTP status as `status`
   * or `statusCode` where the server answered.
   */
  list(
    kind: KindDefinition,
    cluster: string,
    options: DirectListOptions,
  ): Promise<KubernetesObject[]>;
  /**
   * Asks for a path of the API server and does not follow redirects, for metrics. Rejects as `list` does, for a
   * redirect with the status 0. Without it there are no metrics.
   */
  read?(
    cluster: string,
    path: string,
    options: { accept: string; signal: AbortSignal },
  ): Promise<DirectResponse>;
  /** The server's version (`gitVersion`). What it rejects with is ignored: a version is no reason to fail. */
  version?(cluster: string): Promise<string | undefined>;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Where owners are read from. */
  owner?: OwnerOptions;
  /** What things cost; without it, default rates. */
  costRates?(): DirectCostRates | undefined;
  /** For how long what was read is shown again. Milliseconds; default 10000. */
  maximumAge?: number;
}

const MAXIMUM_AGE = 10_000;
/** Browsers open about six connections to a host; the rest of the page needs some too. */
const CONCURRENCY = 4;

const STATUS: Partial<Record<ReadError['cause'], ClusterStatus>> = {
  unreachable: 'unreachable',
  timeout: 'unreachable',
};

/**
 * One cluster, or the part of it that a page needs, as the browser reads it: an inventory that is filled again
 * when it is asked for and old.
 */
export class DirectCluster {
  readonly rows = new Map<string, InventoryRow>();
  private readonly inventory: ClusterInventory;
  private readonly errors = new Map<string, ReadError>();
  /** Set when the last reading brought nothing at all. */
  private failure?: ReadError;
  private lastReadAt?: number;
  private firstReadAt?: number;
  private triedAt?: number;
  private reading?: Promise<void>;
  private version?: string;
  private readonly lists: DirectList[];

  constructor(
    readonly name: string,
    private readonly source: DirectSource,
    lists: readonly DirectList[],
  ) {
    this.lists = [...lists];
    this.inventory = new ClusterInventory({
      cluster: name,
      owner: source.owner,
      now: () => source.now(),
    });
  }

  /** Whether anything was ever read. */
  get hasData(): boolean {
    return this.lastReadAt !== undefined;
  }

  get error(): ReadError | undefined {
    return this.failure;
  }

  /** Kinds that the credentials may not list. */
  get forbiddenKinds(): KindDefinition[] {
    return this.lists
      .map(({ kind }) => kind)
      .filter(({ kind }) => this.errors.get(kind)?.cause === 'forbidden');
  }

  /** Whether what is known is too old to be shown again. */
  get isDue(): boolean {
    const { maximumAge = MAXIMUM_AGE } = this.source;
    const age =
      this.triedAt === undefined ? Infinity : this.source.now() - this.triedAt;
    return age >= maximumAge || age < 0;
  }

  /** Reads more from now on. */
  include(lists: readonly DirectList[]): void {
    const known = new Set(this.lists.map(({ kind }) => kind));
    const added = lists.filter(({ kind }) => !known.has(kind));
    if (added.length > 0) {
      this.lists.push(...added);
      this.triedAt = undefined;
    }
  }

  /** Reads the cluster when what is known is too old. Never rejects: a failure is a state. */
  async refresh(options: { force?: boolean } = {}): Promise<void> {
    if (!this.reading && (options.force || this.isDue)) {
      this.reading = this.read().finally(() => {
        this.reading = undefined;
      });
    }
    await this.reading;
  }

  private async read(): Promise<void> {
    const before = new Map(this.errors);
    const lists = [...this.lists];
    const queue = [...lists];
    const work = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const error = await this.readList(next, before);
        if (error && isDown(error)) {
          // Each other list would wait as long for the same answer.
          queue.splice(0).forEach(({ kind }) => this.fail(kind, error, before));
        }
      }
    };
    await Promise.all([
      ...Array.from({ length: CONCURRENCY }, work),
      this.readVersion(),
    ]);
    const now = this.source.now();
    this.triedAt = now;
    // What 404 answers for everything is no API server either.
    if (lists.every(({ kind }) => this.errors.has(kind.kind))) {
      this.failure = worst([...this.errors.values()]);
    } else {
      this.failure = undefined;
      this.lastReadAt = now;
      this.firstReadAt ??= now;
    }
    this.inventory.reassess();
    const { upserts, deletes } = this.inventory.flush();
    for (const row of upserts) {
      // Nobody writes these rows anywhere.
      this.rows.set(rowKey(row), { ...row, summaryText: undefined });
    }
    for (const gone of deletes) {
      this.rows.delete(rowKey(gone));
    }
  }

  private async readVersion(): Promise<void> {
    try {
      this.version = (await this.source.version?.(this.name)) ?? this.version;
    } catch {
      // the lists say what is wrong with the cluster
    }
  }

  private async readList(
    { kind, options }: DirectList,
    before: ReadonlyMap<string, ReadError>,
  ): Promise<ReadError | undefined> {
    try {
      const objects = await this.source.list(kind, this.name, options);
      this.inventory.replace(kind.kind, objects);
      this.errors.delete(kind.kind);
      return undefined;
    } catch (error) {
      const found = readError(error, this.source.now());
      this.fail(kind, found, before);
      return found;
    }
  }

  private fail(
    { kind }: KindDefinition,
    error: ReadError,
    before: ReadonlyMap<string, ReadError>,
  ): void {
    const known = before.get(kind);
    this.errors.set(
      kind,
      known?.cause === error.cause ? { ...error, at: known.at } : error,
    );
  }

  /** The cluster as lists show it. */
  describe(): Cluster {
    const { version } = this;
    const common = {
      name: this.name,
      title: this.name,
      source: 'direct',
      tags: [],
      sync: this.sync(),
      ...(version ? { version } : {}),
      usageUnavailable: 'Usage is not read without a portal.',
    };
    if (!this.hasData) {
      return {
        ...common,
        ...this.status(),
        health: { status: 'unknown', reasons: [] },
        regions: [],
      };
    }
    const { counts, health, cpu, memory, regions, provider } =
      this.inventory.figures({ version });
    return {
      ...common,
      ...this.status(),
      health,
      ...(Object.keys(counts).length > 0 ? { counts } : {}),
      regions,
      ...(cpu && memory ? { cpu, memory } : {}),
      ...(provider ? { provider } : {}),
    };
  }

  private status(): Pick<Cluster, 'status' | 'statusMessage'> {
    if (this.failure) {
      return {
        status: STATUS[this.failure.cause] ?? 'error',
        statusMessage: this.failure.message,
      };
    }
    return { status: this.hasData ? 'active' : 'pending' };
  }

  /** Whether a kind that was read before could not be read again. */
  private isPartlyOld(): boolean {
    return [...this.errors].some(
      ([kind, { cause }]) =>
        cause !== 'notInstalled' && this.inventory.count(kind) > 0,
    );
  }

  private sync(): ClusterSync {
    return {
      state: this.failure ? 'failed' : 'waiting',
      stale: this.failure !== undefined || this.isPartlyOld(),
      ...(this.lastReadAt === undefined
        ? {}
        : { lastSyncAt: new Date(this.lastReadAt).toISOString() }),
      ...(this.firstReadAt === undefined
        ? {}
        : { firstSyncAt: new Date(this.firstReadAt).toISOString() }),
      ...(this.failure ? { lastError: this.failure } : {}),
      unavailableKinds: this.failure
        ? []
        : [...this.errors]
            // A CRD that is not installed is nothing that is missing.
            .filter(
              ([kind, { cause }]) =>
                cause !== 'notInstalled' || !kindDefinition(kind)?.optional,
            )
            .map(([kind, { cause, message, at }]) => ({
              kind,
              cause,
              message,
              since: at,
            })),
    };
  }
}

function rowKey(row: { kind: string; namespace: string; name: string }) {
  return `${row.kind}/${row.namespace}/${row.name}`;
}

/** Whether the whole server is down, and not just one list of it. */
function isDown({ cause }: ReadError): boolean {
  return cause === 'unreachable' || cause === 'timeout';
}

/** The error that says most: what answers says more than what does not. */
function worst(errors: readonly ReadError[]): ReadError {
  const order: ReadError['cause'][] = [
    'unauthorized',
    'unreachable',
    'timeout',
    'tls',
    'serverError',
    'throttled',
    'forbidden',
  ];
  return (
    order
      .map(cause => errors.find(error => error.cause === cause))
      .find(error => error !== undefined) ?? errors[0]
  );
}
