import {
  ownerRef,
  type Page,
  type Problem,
  PROBLEM_CAUSES,
  type ProblemGroup,
  type ProblemQuery,
  type Severity,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import { type ListDefinition, selectPage, whereSearch } from '../database';
import { type Visibility, whereVisibleProblems } from '../permissions';

/** By rank, as the column `severity_rank` has it. */
const SEVERITIES: readonly Severity[] = ['critical', 'warning', 'info'];

const PROBLEMS: ListDefinition = {
  name: 'problems',
  sortColumns: {
    severity: {
      column: 'severity_rank',
      then: [
        { column: 'affected', descending: true },
        { column: 'since', descending: true },
      ],
    },
    since: { column: 'since' },
    cluster: { column: 'cluster' },
    namespace: { column: 'namespace' },
    kind: { column: 'kind' },
    name: { column: 'name' },
    cause: { column: 'cause' },
    owner: { column: 'owner', nullable: true },
    affected: { column: 'affected' },
  },
  defaultSort: 'severity',
  key: ['cluster', 'namespace', 'name', 'kind', 'cause'],
};

const GROUPS: ListDefinition = {
  name: 'problem-groups',
  sortColumns: {
    objects: {
      column: 'objects',
      then: [{ column: 'severity_rank' }],
    },
    severity: {
      column: 'severity_rank',
      then: [{ column: 'objects', descending: true }],
    },
    cause: { column: 'cause' },
    clusters: {
      column: 'cluster_count',
      then: [{ column: 'objects', descending: true }],
    },
    since: { column: 'since' },
    latest: { column: 'latest' },
  },
  defaultSort: 'severity',
  key: ['cause'],
};

/** How many names of clusters and of owners a group lists. */
const GROUP_NAMES = 20;

const PROBLEM_COLUMNS = [
  'cluster',
  'kind',
  'namespace',
  'name',
  'cause',
  'severity_rank',
  'message',
  'owner',
  'since',
  'affected',
];

interface ProblemRow {
  cluster: string;
  kind: string;
  namespace: string;
  name: string;
  cause: string;
  severity_rank: number;
  message: string;
  owner: string | null;
  since: string;
  affected: number;
}

interface GroupRow {
  cause: string;
  severity_rank: number;
  objects: number;
  cluster_count: number;
  since: string;
  latest: string;
}

function toProblem(row: ProblemRow): Problem {
  return {
    cluster: row.cluster,
    object: {
      kind: row.kind,
      namespace: row.namespace || undefined,
      name: row.name,
    },
    cause: row.cause,
    severity: SEVERITIES[row.severity_rank],
    message: row.message,
    owner: row.owner ?? undefined,
    since: row.since,
    affected: row.affected,
  };
}

/** An object whose problems are asked for. */
export interface ProblemObject {
  cluster: string;
  kind: string;
  namespace: string;
  name: string;
}

type Filters = Omit<ProblemQuery, 'sort' | 'limit' | 'cursor'>;

/** Reads what is wrong now. */
export class ProblemReader {
  constructor(private readonly knex: Knex) {}

  #narrowed(filters: Filters, visibility: Visibility): Knex.QueryBuilder {
    const query = this.knex('problems');
    whereVisibleProblems(this.knex, query, visibility);
    const among = (column: string, values?: readonly (string | number)[]) => {
      if (values) {
        query.whereIn(column, values);
      }
    };
    among('cluster', filters.cluster);
    among('namespace', filters.namespace);
    among('owner', filters.owner?.map(ownerRef));
    among('cause', filters.cause);
    among(
      'severity_rank',
      filters.severity?.map(severity => SEVERITIES.indexOf(severity)),
    );
    if (filters.search !== undefined) {
      whereSearch(query, ['name', 'message'], filters.search);
    }
    return query;
  }

  async list(
    query: ProblemQuery,
    visibility: Visibility,
  ): Promise<Page<Problem>> {
    const { sort, limit, cursor, ...filters } = query;
    const { rows, total, nextCursor } = await selectPage<ProblemRow>({
      knex: this.knex,
      list: PROBLEMS,
      source: this.#narrowed(filters, visibility),
      columns: PROBLEM_COLUMNS,
      filters,
      page: { sort, limit, cursor },
    });
    return { items: rows.map(toProblem), total, nextCursor };
  }

  /** The visible problems of the objects, worst first. */
  async of(
    objects: readonly ProblemObject[],
    limit: number,
    visibility: Visibility,
  ): Promise<Problem[]> {
    if (objects.length === 0) {
      return [];
    }
    // By name alone first, because a row value list is not SQL that both databases take.
    const wanted = new Set(objects.map(objectKey));
    const rows: ProblemRow[] = await this.#narrowed({}, visibility)
      .select(PROBLEM_COLUMNS)
      .whereIn('cluster', unique(objects.map(({ cluster }) => cluster)))
      .whereIn('namespace', unique(objects.map(({ namespace }) => namespace)))
      .whereIn('name', unique(objects.map(({ name }) => name)))
      .orderBy([
        { column: 'severity_rank' },
        { column: 'since', order: 'desc' },
        { column: 'cluster' },
        { column: 'namespace' },
        { column: 'name' },
      ]);
    return rows
      .filter(row => wanted.has(objectKey(row)))
      .slice(0, limit)
      .map(toProblem);
  }

  async listGroups(
    query: ProblemQuery,
    visibility: Visibility,
  ): Promise<Page<ProblemGroup>> {
    const { sort, limit, cursor, ...filters } = query;
    const { knex } = this;
    const groups = this.#narrowed(filters, visibility)
      .select('cause')
      .min({ severity_rank: 'severity_rank', since: 'since' })
      .max({ latest: 'since' })
      .select(
        knex.raw('cast(count(*) as integer) as objects'),
        knex.raw('cast(count(distinct cluster) as integer) as cluster_count'),
      )
      .groupBy('cause');
    const { rows, total, nextCursor } = await selectPage<GroupRow>({
      knex,
      list: GROUPS,
      source: knex.from(groups.as('problem_groups')),
      columns: [
        'cause',
        'severity_rank',
        'objects',
        'cluster_count',
        'since',
        'latest',
      ],
      filters,
      page: { sort, limit, cursor },
    });
    const causes = rows.map(({ cause }) => cause);
    const clusters = await this.#names('cluster', filters, causes, visibility);
    const owners = await this.#names('owner', filters, causes, visibility);
    return {
      items: rows.map(row => ({
        cause: row.cause,
        severity: SEVERITIES[row.severity_rank],
        title: causeTitle(row.cause),
        objects: row.objects,
        clusters: clusters.get(row.cause) ?? [],
        clusterCount: row.cluster_count,
        owners: owners.get(row.cause) ?? [],
        since: row.since,
        latest: row.latest,
      })),
      total,
      nextCursor,
    };
  }

  /** The clusters or owners of each cause, those with the most objects first. */
  async #names(
    column: 'cluster' | 'owner',
    filters: Filters,
    causes: readonly string[],
    visibility: Visibility,
  ): Promise<Map<string, string[]>> {
    const rows: { cause: string; name: string }[] = await this.#narrowed(
      filters,
      visibility,
    )
      .select({ cause: 'cause', name: column })
      .whereIn('cause', causes)
      .whereNotNull(column)
      .groupBy('cause', column)
      .orderByRaw('count(*) desc, ?? asc', [column]);
    const names = new Map<string, string[]>();
    for (const { cause, name } of rows) {
      const list = names.get(cause) ?? [];
      if (list.length < GROUP_NAMES) {
        list.push(name);
      }
      names.set(cause, list);
    }
    return names;
  }
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}

function objectKey(object: ProblemObject): string {
  return JSON.stringify([
    object.cluster,
    object.kind,
    object.namespace,
    object.name,
  ]);
}

function causeTitle(cause: string): string {
  return Object.hasOwn(PROBLEM_CAUSES, cause)
    ? PROBLEM_CAUSES[cause as keyof typeof PROBLEM_CAUSES].title
    : cause;
}
