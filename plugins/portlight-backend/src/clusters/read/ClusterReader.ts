import {
  type Cluster,
  type Page,
  PortlightError,
  queryClusters,
  type Worker,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import {
  ClusterRows,
  type ListDefinition,
  selectPage,
  whereSearch,
} from '../../database';
import { markUnread } from '../../inventory';
import type { FigureScope } from '../../inventory/read';
import { JsonText, pageText, type QueryOf } from '../../api/operations';
import {
  seesParts,
  type Visibility,
  whereClusterVisible,
  whereVisibleClusters,
} from '../../permissions';
import { judgeClusters, narrowClusters } from './narrowClusters';
import { withoutQuotes } from './withoutQuotes';

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

interface ClusterRow {
  document: string;
  topic: string | null;
}

/** The document with what push messages call the cluster; spliced, because documents are answered as they are. */
function documentText({ document, topic }: ClusterRow): string {
  return topic === null
    ? document
    : `${document.slice(0, -1)},"topic":${JSON.stringify(topic)}}`;
}

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

/** Reads clusters and their workers, those that are visible. */
export class ClusterReader {
  readonly #knex: Knex;
  readonly #rows: ClusterRows;
  readonly #epoch: string;

  private constructor(knex: Knex, rows: ClusterRows, epoch: string) {
    this.#knex = knex;
    this.#rows = rows;
    this.#epoch = epoch;
  }

  static async create(
    knex: Knex,
    rows = new ClusterRows(knex),
  ): Promise<ClusterReader> {
    // A database in memory begins again with every start and counts its revisions from the beginning; the
    // time of its migration tells its revisions from those of the one before.
    const [{ epoch }] = await knex('knex_migrations').max({
      epoch: 'migration_time',
    });
    return new ClusterReader(knex, rows, String(Number(new Date(epoch))));
  }

  /**
   * The revisions of the visible clusters' data, as one text that changes when any of it does. Of the visible only:
   * the tag of an empty list would tell that a cluster is there, and when it changes.
   *
   * @param clusters - all when absent
   */
  async revision(
    visibility: Visibility,
    clusters?: readonly string[],
  ): Promise<string> {
    const query = this.#knex('clusters')
      .select('name', 'revision')
      .orderBy('name');
    whereVisibleClusters(this.#knex, query, visibility);
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
    visibility: Visibility,
  ): Promise<Page<Cluster> | JsonText<Page<Cluster>>> {
    if (seesParts(visibility)) {
      // The columns have figures of whole clusters: an order or a cursor by them would tell these.
      return queryClusters(await this.documents(visibility), filters);
    }
    const { search, status, environment, provider, sort, limit, cursor } =
      filters;
    const source = this.#knex('clusters');
    whereVisibleClusters(this.#knex, source, visibility);
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
    const page = await selectPage<ClusterRow>({
      knex: this.#knex,
      list: CLUSTERS,
      source,
      columns: ['document', 'topic'],
      filters: { search, status, environment, provider },
      page: { sort, limit, cursor },
    });
    return pageText(
      await markUnread(this.#knex, page.rows.map(documentText)),
      page,
    );
  }

  /** @throws PortlightError `not-found` */
  async get(name: string, visibility: Visibility): Promise<Cluster> {
    const [cluster] = await this.documents(visibility, [name]);
    if (!cluster) {
      throw unknownCluster(name);
    }
    return cluster;
  }

  /** Whether there is such a cluster and it is visible. */
  async isVisible(name: string, visibility: Visibility): Promise<boolean> {
    const query = this.#knex('clusters').where('clusters.name', name);
    whereVisibleClusters(this.#knex, query, visibility);
    return (await query.first('clusters.name')) !== undefined;
  }

  /** @throws PortlightError `not-found` for a cluster that does not exist or is not visible */
  async requireCluster(name: string, visibility: Visibility): Promise<void> {
    if (!(await this.isVisible(name, visibility))) throw unknownCluster(name);
  }

  /**
   * The visible clusters of these names, or all, with the figures of what is visible in them; others are left out.
   */
  async documents(
    visibility: Visibility,
    names?: readonly string[],
  ): Promise<Cluster[]> {
    const clusters = await this.visible(visibility, names);
    return seesParts(visibility)
      ? narrowClusters(this.#scope(visibility, names), clusters)
      : clusters;
  }

  /** The same with the health of what is visible in them and the figures of whole clusters. */
  async judged(
    visibility: Visibility,
    names?: readonly string[],
  ): Promise<Cluster[]> {
    const clusters = await this.visible(visibility, names);
    return seesParts(visibility)
      ? judgeClusters(this.#scope(visibility, names), clusters)
      : clusters;
  }

  #scope(visibility: Visibility, clusters?: readonly string[]): FigureScope {
    return { knex: this.#knex, rows: this.#rows, visibility, clusters };
  }

  /** The same with the figures and the health of whole clusters, which are not for whoever sees parts. */
  async visible(
    visibility: Visibility,
    names?: readonly string[],
  ): Promise<Cluster[]> {
    const query = this.#knex('clusters')
      .select('document', 'topic')
      .orderBy('name');
    whereVisibleClusters(this.#knex, query, visibility);
    if (names) {
      query.whereIn('name', names);
    }
    const rows: ClusterRow[] = await query;
    const texts = await markUnread(this.#knex, rows.map(documentText));
    const documents: Cluster[] = texts.map(text => JSON.parse(text));
    return seesParts(visibility) ? documents.map(withoutQuotes) : documents;
  }

  async listWorkers(
    filters: QueryOf<'listWorkers'>,
    visibility: Visibility,
  ): Promise<Page<Worker>> {
    const { cluster, search, sort, limit, cursor } = filters;
    const source = this.#knex('workers');
    whereClusterVisible(this.#knex, source, visibility, 'workers.cluster');
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
