import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import { LRUCache } from 'lru-cache';
import type { CostColumn, CostTotals, CostTotalsQuery } from './CostReader';
import { SqlCostReader } from './SqlCostReader';

/** Sums that are kept, of about 500 bytes each, and those of one question. */
const ROWS = 50_000;
const ROWS_OF_QUESTION = 10_000;

/** Of these a fleet has few. There are as many namespaces, workloads and entities as make SQL the better place to add. */
const FEW: ReadonlySet<CostColumn> = new Set<CostColumn>([
  'at',
  'cluster',
  'class',
  'owner',
  'system',
  'domain',
  'team',
  'costCenter',
  'instanceType',
  'capacityType',
  'region',
  'priceKind',
  'priceSource',
  'price',
]);

/** Sums of one day or month. */
interface Kept {
  revision: string;
  rows: readonly CostTotals[];
}

function shapeOf(query: CostTotalsQuery): string {
  const { since, until, ...shape } = query;
  return createHash('sha256').update(JSON.stringify(shape)).digest('base64');
}

/** Adds sums up that differ in nothing but their time. */
function withoutTimes(
  rows: readonly CostTotals[],
  by: readonly CostColumn[],
): CostTotals[] {
  const names: ReadonlySet<string> = new Set<CostColumn>(['at', ...by]);
  const sums = new Map<string, CostTotals & Record<string, unknown>>();
  for (const { at: _, ...row } of rows as (CostTotals &
    Record<string, unknown>)[]) {
    const key = JSON.stringify(by.map(column => row[column]));
    const sum = sums.get(key);
    if (!sum) {
      sums.set(key, row as CostTotals & Record<string, unknown>);
      continue;
    }
    for (const [name, value] of Object.entries(row)) {
      if (typeof value !== 'number' || names.has(name)) continue;
      // What was measured on no day before is absent.
      (sum as Record<string, unknown>)[name] =
        ((sum[name] as number | undefined) ?? 0) + value;
    }
    sum.incomplete ||= row.incomplete;
  }
  return [...sums.values()];
}

/**
 * Reads costs from the database, and remembers sums of days and months until these are made anew. Costs of the past hardly
 * ever change, and the same reports are asked for all day: after an hour was computed only its day is added up again. Each
 * question looks into the database for what has changed, whichever replica changed it.
 */
export class CachedCostReader extends SqlCostReader {
  readonly #kept = new LRUCache<string, Kept>({
    maxSize: ROWS,
    sizeCalculation: ({ rows }) => rows.length + 1,
  });

  constructor(private readonly database: Knex) {
    super(database);
  }

  override async totals(query: CostTotalsQuery): Promise<CostTotals[]> {
    const { level, by } = query;
    if (level === 'hour' || !by.every(column => FEW.has(column))) {
      return super.totals(query);
    }
    // Before the sums are read: what is written between the two is then read once more, and never missed.
    const revisions = await this.#revisions(query);
    const shape = shapeOf(query);
    const known: CostTotals[] = [];
    const done: number[] = [];
    const wanted: number[] = [];
    for (const [at, revision] of revisions) {
      const kept = this.#kept.get(`${shape} ${at}`);
      if (kept?.revision === revision) {
        done.push(at);
        known.push(...kept.rows);
      } else wanted.push(at);
    }
    const added =
      wanted.length === 0
        ? []
        : await super.totals({
            ...query,
            by: by.includes('at') ? by : ['at', ...by],
            since: Math.min(...wanted),
            until: Math.max(...wanted) + 1,
            except: done,
          });
    if (added.length <= ROWS_OF_QUESTION) {
      const rows = new Map(wanted.map(at => [at, [] as CostTotals[]]));
      for (const row of added) rows.get(row.at!)?.push(Object.freeze(row));
      for (const [at, ofTime] of rows) {
        const revision = revisions.get(at)!;
        this.#kept.set(`${shape} ${at}`, { revision, rows: ofTime });
      }
    }
    const rows = [...known, ...added];
    return by.includes('at') ? rows : withoutTimes(rows, by);
  }

  /** What tells the state of each day or month from all others that it had. */
  async #revisions({
    level,
    since,
    until,
  }: CostTotalsQuery): Promise<Map<number, string>> {
    const rows: { at: number; clusters: unknown; revisions: unknown }[] =
      await this.database('cost_periods')
        .where({ level })
        .where('at', '>=', since)
        .where('at', '<', until)
        .groupBy('at')
        .select('at')
        .count({ clusters: '*' })
        .sum({ revisions: 'revision' });
    return new Map(
      rows.map(({ at, clusters, revisions }) => [
        at,
        `${clusters} ${revisions}`,
      ]),
    );
  }
}
