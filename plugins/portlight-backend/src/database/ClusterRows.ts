import { createHash } from 'node:crypto';
import type { Knex } from 'knex';

/** Rows that are remembered; with 300 bytes each, 30 MB. */
const REMEMBERED = 100_000;

/** One of so many clusters is few. */
const FEW = 4;

/** A row of a query that has a column with the cluster. */
export interface ClusterRow {
  cluster: string;
}

interface Answer {
  /** Of the cluster when it was read. */
  revision: string;
  rows: readonly ClusterRow[];
}

interface Question {
  answers: Map<string, Answer>;
  size: number;
}

/** Clusters without a row are remembered as well. */
function sizeOf(answers: ReadonlyMap<string, Answer>): number {
  let size = answers.size;
  for (const { rows } of answers.values()) size += rows.length;
  return size;
}

/**
 * Reads figures of clusters, and reads again only those of clusters that have changed since: between two looks
 * at a page most clusters are as they were.
 *
 * A question is the whole statement with all its values, so that those of other filters and of people who may
 * see other things never meet; and what it asks about a row may depend on its cluster and on the objects
 * and events of that cluster, and on nothing else.
 */
export class ClusterRows {
  readonly #knex: Knex;
  readonly #maximum: number;
  /** The question that was asked longest ago comes first. */
  readonly #questions = new Map<string, Question>();
  #size = 0;

  /** @param maximum - rows that are remembered */
  constructor(knex: Knex, maximum = REMEMBERED) {
    this.#knex = knex;
    this.#maximum = maximum;
  }

  /**
   * The rows of a query by cluster, for clusters that are known; those without any have none.
   *
   * @param source - has the cluster among its columns and groups by it
   * @param options - `column` is where the query has the cluster; `clusters` are those that are asked about, all when
   * absent. These are no part of the question.
   */
  async read<Row extends ClusterRow>(
    source: Knex.QueryBuilder,
    options: { column: string; clusters?: readonly string[] },
  ): Promise<Map<string, readonly Row[]>> {
    const question = questionOf(source);
    // Before the rows: what changes in between is read again next time.
    const revisions = await this.#revisions(options.clusters);
    const answers = new Map(this.#questions.get(question)?.answers);
    const unchanged = [...revisions].filter(
      ([cluster, revision]) => answers.get(cluster)?.revision === revision,
    );
    if (unchanged.length < revisions.size) {
      const current = new Set(unchanged.map(([cluster]) => cluster));
      const changed = [...revisions.keys()].filter(name => !current.has(name));
      const query = source.clone();
      // A long list keeps the database from its best way, which is slower than what is read in vain without one.
      if (options.clusters || changed.length * FEW <= revisions.size) {
        query.whereIn(options.column, changed);
      }
      const rows = groupByCluster((await query) as Row[]);
      for (const cluster of changed) {
        answers.set(cluster, {
          revision: revisions.get(cluster)!,
          rows: rows.get(cluster) ?? [],
        });
      }
    }
    // A cluster that is gone need not be remembered; which others are gone is not known where some are asked about.
    for (const cluster of options.clusters ?? answers.keys()) {
      if (!revisions.has(cluster)) answers.delete(cluster);
    }
    this.#remember(question, answers);
    return new Map(
      [...revisions.keys()].map(cluster => [
        cluster,
        answers.get(cluster)!.rows as readonly Row[],
      ]),
    );
  }

  /** How many rows the query has, which has its filters but no columns. */
  async count(source: Knex.QueryBuilder, column: string): Promise<number> {
    const counts = await this.read<ClusterRow & { count: number }>(
      source
        .clone()
        .select({ cluster: column })
        .select(this.#knex.raw('cast(count(*) as integer) as count'))
        .groupBy(column),
      { column },
    );
    let total = 0;
    for (const rows of counts.values()) {
      for (const { count } of rows) total += count;
    }
    return total;
  }

  async #revisions(clusters?: readonly string[]): Promise<Map<string, string>> {
    const query = this.#knex('clusters').select('name', 'revision');
    if (clusters) query.whereIn('name', clusters);
    const rows: { name: string; revision: number | string }[] = await query;
    return new Map(rows.map(({ name, revision }) => [name, String(revision)]));
  }

  #forget(question: string): void {
    this.#size -= this.#questions.get(question)?.size ?? 0;
    this.#questions.delete(question);
  }

  #remember(question: string, answers: Map<string, Answer>): void {
    this.#forget(question);
    const size = sizeOf(answers);
    this.#questions.set(question, { answers, size });
    this.#size += size;
    for (const oldest of this.#questions.keys()) {
      if (this.#size <= this.#maximum) break;
      this.#forget(oldest);
    }
  }
}

function groupByCluster<Row extends ClusterRow>(
  rows: readonly Row[],
): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.cluster);
    if (group) group.push(row);
    else groups.set(row.cluster, [row]);
  }
  return groups;
}

/** Short, however many names the statement lists. */
function questionOf(source: Knex.QueryBuilder): string {
  const { sql, bindings } = source.toSQL();
  return createHash('sha256')
    .update(JSON.stringify([sql, bindings]))
    .digest('base64url');
}
