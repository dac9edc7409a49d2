import {
  type Cluster,
  type Page,
  PortlightError,
  type Worker,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import { type ListDefinition, selectPage, whereSearch } from '../../database';
import { JsonText, pageText, type QueryOf } from '../../api/operations';

const CLUSTERS: ListDefinition = {
  name: 'clusters',
  sortColumns: {
    name: { column: 'name' },
    title: { column: 'title' },
    source: { column: 'source' },
    status: { column: 'status' },
    health: { column: 'health_rank' },
    provider: { column: 'provider', nullable: true },
    environment: { column: 'environment', nullable: true },
    version: { column: 'version', nullable: true },
    nodes: { column: 'nodes', nullable: true },
    workloads: { column: 'workloads', nullable: true },
    workloadsFailing: { column: 'workloads_failing', nullable: true },
    pods: { column: 'pods', nullable: true },
    lastSyncAt: { column: 'last_sync_at', nullable: true },
  },
  defaultSort: 'health',
  key: ['name'],
};

const WORKERS: ListDefinition = {
  name: 'workers',
  sortColumns: {
    cluster: { column: 'cluster' },
    kind: { column: 'kind' },
    state: { column: 'state' },
    objects: { column: 'objects' },
    restarts: { column: 'restarts' },
    lastEventAt: { column: 'last_event_at', nullable: true },
    lastListAt: { column: 'last_list_at', nullable: true },
    lagSeconds: { column: 'lag_seconds', nullable: true },
  },
  defaultSort: 'cluster',
  key: ['cluster', 'kind'],
};

interface WorkerRow {
  cluster: string;
  kind: string;
  state: Worker['state'];
  objects: number;
  restarts: number;
  last_event_at: string | null;
  last_list_at: string | null;
  lag_seconds: number | null;
  resource_version: string | null;
  replica: string | null;
  error: string | null;
}

/** The error of a cluster that the portal does not know. */
export function unknownCluster(name: string): PortlightError {
  return new PortlightError({
    code: 'not-found',
    status: 404,
    parameter: 'cluster',
    message: `There is no cluster \`${name}\` in this portal`,
  });
}

/** Reads clusters and their workers. */
export class ClusterReader {
  readonly #knex: Knex;
  readonly #epoch: string;

  private constructor(knex: Knex, epoch: string) {
    this.#knex = knex;
    this.#epoch = epoch;
  }

  static async create(knex: Knex): Promise<ClusterReader> {
    // A database in memory begins again with every start and counts its revisions from the beginning; the
    // time of its migration tells its revisions from those of the one before.
    const [{ epoch }] = await knex('knex_migrations').max({
      epoch: 'migration_time',
    });
    return new ClusterReader(knex, String(Number(new Date(epoch))));
  }

  /**
   * The revisions of the clusters' data, as one text that changes when any of it does.
   *
   * @param clusters - all when absent
   */
  async revision(clusters?: readonly string[]): Promise<string> {
    const query = this.#knex('clusters')
      .select('name', 'revision')
      .orderBy('name');
    if (clusters) {
      query.whereIn('name', clusters);
    }
    const rows: { name: string; revision: number | string }[] = await query;
    return JSON.stringify([
      this.#epoch,
      rows.map(({ name, revision }) => [name, String(revision)]),
    ]);
  }

  async list(
    filters: QueryOf<'listClusters'>,
  ): Promise<JsonText<Page<Cluster>>> {
    const { search, status, environment, provider, sort, limit, cursor } =
      filters;
    const source = this.#knex('clusters');
    if (search !== undefined) {
      whereSearch(source, ['name', 'title'], search);
    }
    if (status) {
      source.whereIn('status', status);
    }
    if (environment) {
      source.whereIn('environment', environment);
    }
    if (provider) {
      source.whereIn('provider', provider);
    }
    const page = await selectPage<{ document: string }>({
      knex: this.#knex,
      list: CLUSTERS,
      source,
      columns: ['document'],
      filters: { search, status, environment, provider },
      page: { sort, limit, cursor },
    });
    return pageText(
      page.rows.map(({ document }) => document),
      page,
    );
  }

  /** @throws PortlightError `not-found` */
  async get(name: string): Promise<JsonText<Cluster>> {
    const row = await this.#knex('clusters')
      .where({ name })
      .first<{ document: string } | undefined>('document');
    if (!row) {
      throw unknownCluster(name);
    }
    return new JsonText(row.document);
  }

  /** @throws PortlightError `not-found` */
  async requireCluster(name: string): Promise<void> {
    await this.get(name);
  }

  /** The clusters of these names, or all; those that do not exist are left out. */
  async documents(names?: readonly string[]): Promise<Cluster[]> {
    const query = this.#knex('clusters').select('document').orderBy('name');
    if (names) {
      query.whereIn('name', names);
    }
    const rows: { document: string }[] = await query;
    return rows.map(({ document }) => JSON.parse(document));
  }

  async listWorkers(filters: QueryOf<'listWorkers'>): Promise<Page<Worker>> {
    const { cluster, search, sort, limit, cursor } = filters;
    const source = this.#knex('workers');
    if (cluster) {
      source.whereIn('cluster', cluster);
    }
    if (search !== undefined) {
      whereSearch(source, ['cluster', 'kind'], search);
    }
    const { rows, total, nextCursor } = await selectPage<WorkerRow>({
      knex: this.#knex,
      list: WORKERS,
      source,
      columns: [
        'state',
        'objects',
        'restarts',
        'last_event_at',
        'last_list_at',
        'lag_seconds',
        'resource_version',
        'replica',
        'error',
      ],
      filters: { cluster, search },
      page: { sort, limit, cursor },
    });
    return {
      items: rows.map(row => ({
        cluster: row.cluster,
        kind: row.kind,
        state: row.state,
        objects: row.objects,
        restarts: row.restarts,
        lastEventAt: row.last_event_at ?? undefined,
        lastListAt: row.last_list_at ?? undefined,
        lagSeconds: row.lag_seconds ?? undefined,
        resourceVersion: row.resource_version ?? undefined,
        replica: row.replica ?? undefined,
        error: row.error ? JSON.parse(row.error) : undefined,
      })),
      total,
      nextCursor,
    };
  }
}
