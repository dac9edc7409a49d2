import { createHash } from 'node:crypto';
import type { Knex } from 'knex';

/** Questions whose answers are remembered. */
const QUESTIONS = 200;

interface Count {
  /** Of the cluster when it was counted. */
  revision: string;
  count: number;
}

/**
 * Counts rows of `objects`, and counts again only in clusters that have changed since: the total of a list
 * is half of its work, and between two looks at a page most clusters are as they were.
 *
 * A question is the whole statement with all its values, so that those of other filters and of people who may
 * see other things never meet; and what it asks about an object may depend on its cluster and on the objects
 * of that cluster, and on nothing else.
 */
export class Totals {
  readonly #knex: Knex;
  /** By cluster; the question that was asked longest ago comes first. */
  readonly #answers = new Map<string, Map<string, Count>>();

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** How many rows the query has, which has its filters but no columns. */
  async count(source: Knex.QueryBuilder): Promise<number> {
    const question = questionOf(source);
    // Before the rows are counted: what changes in between is counted again next time.
    const revisions = await this.#revisions();
    const before = this.#answers.get(question);
    const unchanged = [...(before ?? [])].filter(
      ([cluster, { revision }]) => revisions.get(cluster) === revision,
    );
    const answer = new Map(unchanged);
    const changed = [...revisions.keys()].filter(name => !answer.has(name));
    if (changed.length > 0) {
      const query = source.clone();
      // All of them need no list, which would only keep the database from its best way.
      if (answer.size > 0) query.whereIn('objects.cluster', changed);
      const rows: { cluster: string; count: number }[] = await query
        .select('objects.cluster')
        .select(this.#knex.raw('cast(count(*) as integer) as count'))
        .groupBy('objects.cluster');
      const counts = new Map(rows.map(row => [row.cluster, row.count]));
      for (const cluster of changed) {
        answer.set(cluster, {
          revision: revisions.get(cluster)!,
          count: counts.get(cluster) ?? 0,
        });
      }
    }
    this.#remember(question, answer);
    let total = 0;
    for (const { count } of answer.values()) total += count;
    return total;
  }

  async #revisions(): Promise<Map<string, string>> {
    const rows: { name: string; revision: number | string }[] =
      await this.#knex('clusters').select('name', 'revision');
    return new Map(rows.map(({ name, revision }) => [name, String(revision)]));
  }

  #remember(question: string, answer: Map<string, Count>): void {
    this.#answers.delete(question);
    this.#answers.set(question, answer);
    if (this.#answers.size > QUESTIONS) {
      const [oldest] = this.#answers.keys();
      this.#answers.delete(oldest);
    }
  }
}

/** Short, however many names the statement lists. */
function questionOf(source: Knex.QueryBuilder): string {
  const { sql, bindings } = source.toSQL();
  return createHash('sha256')
    .update(JSON.stringify([sql, bindings]))
    .digest('base64url');
}
