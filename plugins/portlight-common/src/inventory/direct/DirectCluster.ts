import type { Cluster, ClusterStatus, ClusterSync } from '../../api/types';
import { ClusterInventory } from '../ClusterInventory';
import type { OwnerOptions } from '../derive';
import type { InventoryRow } from '../InventoryRow';
import type { KindDefinition } from '../KindDefinition';
import { KINDS } from '../kinds';
import type { KubernetesObject } from '../../kubernetes';
import { type ReadError, readError } from './readError';

/**
 * How the browser reaches clusters by itself.
 *
 * @public
 */
export interface DirectSource {
  /** Names of the clusters that the browser can reach. */
  clusters(): string[];
  /**
   * All objects of a kind. Rejects with an error that has the HTTP status as `status` or `statusCode` where
   * the server answered.
   */
  list(kind: KindDefinition, cluster: string): Promise<KubernetesObject[]>;
  /** The server's version (`gitVersion`), where the host knows it. */
  version?(cluster: string): string | undefined;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Where owners are read from. */
  owner?: OwnerOptions;
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

/** One cluster as the browser reads it: an inventory that is filled again when it is asked for and old. */
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

  constructor(readonly name: string, private readonly source: DirectSource) {
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
    return KINDS.filter(
      ({ kind }) => this.errors.get(kind)?.cause === 'forbidden',
    );
  }

  /** Reads the cluster when what is known is too old. Never rejects: a failure is a state. */
  async refresh(options: { force?: boolean } = {}): Promise<void> {
    const { maximumAge = MAXIMUM_AGE } = this.source;
    const age =
      this.triedAt === undefined ? Infinity : this.source.now() - this.triedAt;
    if (!this.reading && (options.force || age >= maximumAge || age < 0)) {
      this.reading = this.read().finally(() => {
        this.reading = undefined;
      });
    }
    await this.reading;
  }

  private async read(): Promise<void> {
    const before = new Map(this.errors);
    const queue = [...KINDS];
    const work = async () => {
      for (let kind = queue.shift(); kind; kind = queue.shift()) {
        await this.readKind(kind, before);
      }
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, work));
    const now = this.source.now();
    this.triedAt = now;
    // What 404 answers for everything is no API server either.
    if (KINDS.every(({ kind }) => this.errors.has(kind))) {
      this.failure = worst([...this.errors.values()]);
    } else {
      this.failure = undefined;
      this.lastReadAt = now;
      this.firstReadAt ??= now;
    }
    this.inventory.reassess();
    const { upserts, deletes } = this.inventory.flush();
    for (const row of upserts) {
      this.rows.set(rowKey(row), row);
    }
    for (const gone of deletes) {
      this.rows.delete(rowKey(gone));
    }
  }

  private async readKind(
    kind: KindDefinition,
    before: ReadonlyMap<string, ReadError>,
  ): Promise<void> {
    try {
      const objects = await this.source.list(kind, this.name);
      this.inventory.replace(kind.kind, objects);
      this.errors.delete(kind.kind);
    } catch (error) {
      const found = readError(error, this.source.now());
      const known = before.get(kind.kind);
      this.errors.set(
        kind.kind,
        known?.cause === found.cause ? { ...found, at: known.at } : found,
      );
    }
  }

  /** The cluster as lists show it. */
  describe(): Cluster {
    const version = this.source.version?.(this.name);
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
      counts,
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
    const optional = new Set(
      KINDS.filter(kind => kind.optional).map(({ kind }) => kind),
    );
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
                !(cause === 'notInstalled' && optional.has(kind)),
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
