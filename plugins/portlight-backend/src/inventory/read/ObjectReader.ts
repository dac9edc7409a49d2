import {
  type EntityHealth,
  type Namespace,
  type Node,
  type ObjectQuery,
  type ObjectSummary,
  type Page,
  type Pod,
  PortlightError,
  type Workload,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import { JsonText, pageText } from '../../api/operations';
import {
  ClusterRows,
  type ListDefinition,
  selectPage,
  type SortColumn,
} from '../../database';
import {
  seesParts,
  type Visibility,
  type VisibleRows,
  whereVisibleObjects,
} from '../../permissions';
import {
  type ObjectFilters,
  whereObjects,
  whereSelected,
  whereTopLevelWorkload,
} from './objectFilters';
import { narrowNamespaces, narrowNodes } from './visibleFigures';

const KEY = ['cluster', 'namespace', 'name', 'kind'];

const COMMON: Record<string, SortColumn> = {
  health: { column: 'health_rank' },
  name: { column: 'name' },
  cluster: { column: 'cluster' },
  owner: { column: 'owner', nullable: true },
  createdAt: { column: 'created_at', nullable: true },
};

function definition(
  name: string,
  sortColumns: Record<string, SortColumn>,
): ListDefinition {
  return {
    name,
    sortColumns: { ...COMMON, ...sortColumns },
    defaultSort: 'health',
    key: KEY,
    wideTable: 'objects',
  };
}

const NAMESPACES = definition('namespaces', {
  phase: { column: 'phase', nullable: true },
});
const NODES = definition('nodes', {
  version: { column: 'version', nullable: true },
  cpu: { column: 'cpu', nullable: true },
  memory: { column: 'memory', nullable: true },
});
const WORKLOADS = definition('workloads', {
  namespace: { column: 'namespace' },
  kind: { column: 'kind' },
  version: { column: 'version', nullable: true },
  restarts: { column: 'restarts', nullable: true },
  desired: { column: 'desired', nullable: true },
  ready: { column: 'ready', nullable: true },
});
const PODS = definition('pods', {
  namespace: { column: 'namespace' },
  phase: { column: 'phase', nullable: true },
  node: { column: 'node', nullable: true },
  workload: { column: 'workload', nullable: true },
  restarts: { column: 'restarts', nullable: true },
  ready: { column: 'ready', nullable: true },
  cpu: { column: 'cpu', nullable: true },
  memory: { column: 'memory', nullable: true },
});
const OBJECTS = definition('objects', {
  namespace: { column: 'namespace' },
  kind: { column: 'kind' },
});

interface ObjectRow {
  cluster: string;
  kind: string;
  namespace: string;
  name: string;
  owner: string | null;
  created_at: string | null;
  summary: string;
}

/** The kinds' own items have more than the list of all kinds answers; all have the health. */
function toObjectSummary(row: ObjectRow): ObjectSummary {
  return {
    cluster: row.cluster,
    kind: row.kind,
    namespace: row.namespace || undefined,
    name: row.name,
    health: JSON.parse(row.summary).health,
    owner: row.owner ?? undefined,
    createdAt: row.created_at ?? undefined,
  };
}

/** The error of an object that is not in the mirror, or not any more. */
export function objectNotFound(object: {
  kind: string;
  namespace?: string;
  name: string;
}): PortlightError {
  const place = object.namespace ? `${object.namespace}/` : '';
  return new PortlightError({
    code: 'not-found',
    status: 404,
    message: `${object.kind} \`${place}${object.name}\` is not in this cluster, or not any more`,
  });
}

/** The key of an object that an entity selects, with how it is. */
interface SelectedRow {
  cluster: string;
  namespace: string;
  name: string;
  kind: string;
  health_rank: number;
}

function keyOf({ cluster, namespace, name, kind }: SelectedRow): string {
  return JSON.stringify([cluster, namespace, name, kind]);
}

function worstFirst(rows: readonly SelectedRow[]): SelectedRow[] {
  return rows
    .map(row => ({ row, key: keyOf(row) }))
    .sort(
      (left, right) =>
        left.row.health_rank - right.row.health_rank ||
        (left.key < right.key ? -1 : 1),
    )
    .map(({ row }) => row);
}

/** How one list is read. */
interface ObjectList<Item> {
  list: ListDefinition;
  query: ObjectQuery;
  /** Where it is not the query itself that narrows. */
  narrowing?: ObjectFilters;
  visibility: Visibility;
  rows: VisibleRows;
  narrow: (source: Knex.QueryBuilder) => void;
  /** For items with figures that count other objects: the same items for whoever sees parts. */
  items?: (
    knex: Knex,
    visibility: Visibility,
    items: Item[],
  ) => Promise<Item[]>;
}

/** Reads the lists of objects, those that are visible. */
export class ObjectReader {
  constructor(
    private readonly knex: Knex,
    private readonly rows = new ClusterRows(knex),
  ) {}

  listNamespaces(
    query: ObjectQuery,
    visibility: Visibility,
  ): Promise<JsonText<Page<Namespace>>> {
    // A namespace stands in none: its name is what the filter means.
    const { namespace, ...narrowing } = query;
    return this.#list({
      list: NAMESPACES,
      query,
      narrowing,
      visibility,
      rows: 'namespaces',
      narrow: source => {
        source.where('kind', 'Namespace');
        if (namespace) {
          source.whereIn('name', namespace);
        }
      },
      items: narrowNamespaces,
    });
  }

  listNodes(
    query: ObjectQuery,
    visibility: Visibility,
  ): Promise<JsonText<Page<Node>>> {
    return this.#list({
      list: NODES,
      query,
      visibility,
      rows: 'nodes',
      narrow: source => source.where('kind', 'Node'),
      items: narrowNodes,
    });
  }

  listWorkloads(
    query: ObjectQuery,
    visibility: Visibility,
  ): Promise<JsonText<Page<Workload>>> {
    return this.#list({
      list: WORKLOADS,
      query,
      visibility,
      rows: 'workloads',
      narrow: whereTopLevelWorkload,
    });
  }

  listPods(
    query: ObjectQuery,
    visibility: Visibility,
  ): Promise<JsonText<Page<Pod>>> {
    return this.#list({
      list: PODS,
      query,
      visibility,
      rows: 'workloads',
      narrow: source => source.where('kind', 'Pod'),
    });
  }

  async listObjects(
    query: ObjectQuery,
    visibility: Visibility,
  ): Promise<Page<ObjectSummary>> {
    const { sort, limit, cursor, ...filters } = query;
    const source = this.knex('objects');
    whereVisibleObjects(this.knex, source, visibility, 'objects');
    whereObjects(this.knex, source, filters);
    const { rows, total, nextCursor } = await selectPage<ObjectRow>({
      knex: this.knex,
      list: OBJECTS,
      source,
      columns: [...KEY, 'owner', 'created_at', 'summary'],
      filters,
      page: { sort, limit, cursor },
      count: counted => this.rows.count(counted, 'objects.cluster'),
    });
    return { items: rows.map(toObjectSummary), total, nextCursor };
  }

  /** The workloads that an entity's annotations select, worst first. */
  async workloadsOf(
    selector: EntityHealth['selector'],
    limit: number,
    visibility: Visibility,
  ): Promise<{
    workloads: Workload[];
    total: number;
    byCluster: Map<string, number>;
  }> {
    const selected = this.knex('objects');
    whereVisibleObjects(this.knex, selected, visibility, 'workloads');
    const found = selected.clone().select('health_rank', ...KEY);
    whereTopLevelWorkload(found);
    whereSelected(this.knex, found, selector);
    // Looking through all workloads is what takes the time.
    const byCluster = await this.rows.read<SelectedRow>(found, {
      column: 'objects.cluster',
    });
    const all = [...byCluster.values()].flat();
    const keys = worstFirst(all).slice(0, limit);
    const summaries = await this.#summaries<Workload>(selected, keys);
    return {
      workloads: keys.flatMap(key => summaries.get(keyOf(key)) ?? []),
      total: all.length,
      byCluster: new Map(
        [...byCluster].map(([cluster, rows]) => [cluster, rows.length]),
      ),
    };
  }

  /** The stored items of objects by their keys; `source` still decides whether they are visible. */
  async #summaries<Item>(
    source: Knex.QueryBuilder,
    keys: readonly SelectedRow[],
  ): Promise<Map<string, Item>> {
    if (keys.length === 0) return new Map();
    const columns = KEY as (keyof SelectedRow)[];
    const rows: (SelectedRow & { summary: string })[] = await source
      .select(...KEY, 'summary')
      // Values and not a list of rows, which SQLite does not take.
      .whereRaw(
        `(${KEY.join(', ')}) in (values ${keys
          .map(() => '(?, ?, ?, ?)')
          .join(', ')})`,
        keys.flatMap(key => columns.map(column => key[column])),
      );
    return new Map(rows.map(row => [keyOf(row), JSON.parse(row.summary)]));
  }

  /** @throws PortlightError `not-found` */
  async getNamespace(
    cluster: string,
    name: string,
    visibility: Visibility,
  ): Promise<JsonText<Namespace>> {
    const query = this.knex('objects');
    whereVisibleObjects(this.knex, query, visibility, 'namespaces');
    const row = await query
      .where({ cluster, kind: 'Namespace', namespace: '', name })
      .first<{ summary: string } | undefined>('summary');
    if (!row) {
      throw objectNotFound({ kind: 'Namespace', name });
    }
    const [summary] = await this.#narrowed([row.summary], {
      visibility,
      items: narrowNamespaces,
    });
    return new JsonText(summary);
  }

  async #list<Item>(options: ObjectList<Item>): Promise<JsonText<Page<Item>>> {
    const { list, visibility, rows, narrow } = options;
    const { sort, limit, cursor, ...filters } = options.query;
    const source = this.knex('objects');
    narrow(source);
    whereVisibleObjects(this.knex, source, visibility, rows);
    whereObjects(this.knex, source, options.narrowing ?? filters);
    const page = await selectPage<{ summary: string }>({
      knex: this.knex,
      list,
      source,
      columns: ['summary'],
      filters,
      page: { sort, limit, cursor },
      count: counted => this.rows.count(counted, 'objects.cluster'),
    });
    return pageText(
      await this.#narrowed(
        page.rows.map(({ summary }) => summary),
        options,
      ),
      page,
    );
  }

  /** The stored items; where figures in them count what is not visible, with figures that do not. */
  async #narrowed<Item>(
    summaries: string[],
    { visibility, items }: Pick<ObjectList<Item>, 'visibility' | 'items'>,
  ): Promise<string[]> {
    if (!items || !seesParts(visibility) || summaries.length === 0) {
      return summaries;
    }
    const narrowed = await items(
      this.knex,
      visibility,
      summaries.map(summary => JSON.parse(summary)),
    );
    return narrowed.map(item => JSON.stringify(item));
  }
}
