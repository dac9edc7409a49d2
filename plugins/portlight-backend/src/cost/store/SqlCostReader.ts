import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Knex } from 'knex';
import { isPostgres } from '../../database';
import { chunks } from '../../inventory';
import { LEVEL_TABLES } from './columns';
import {
  COST_COLUMNS,
  type CostCoverage,
  type CostDetails,
  type CostLevel,
  type CostReader,
  type CostRun,
  type CostScope,
  type CostTotals,
  type CostTotalsQuery,
  type StoredPrice,
} from './CostReader';
import { type ClusterIds, totalsStatement } from './totalsStatement';

const decompress = promisify(gunzip);

/** Names in one statement. */
const NAMES = 1_000;

/** Which hours. */
interface HoursQuery {
  clusters?: readonly string[];
  since: number;
  until: number;
}

/** Reads costs from the database. */
export class SqlCostReader implements CostReader {
  constructor(private readonly knex: Knex) {}

  async totals(query: CostTotalsQuery): Promise<CostTotals[]> {
    const clusters = await this.#clusters(query.clusters);
    if (clusters.size === 0) return [];
    const statement = totalsStatement(this.knex, query, clusters);
    const answer = await this.knex.raw(statement.sql, statement.values);
    const rows: Record<string, unknown>[] = isPostgres(this.knex)
      ? answer.rows
      : answer;
    const names = new Map([...clusters].map(([name, id]) => [id, name]));
    return (
      rows
        .map(row => totalsOf(row, query, names))
        // A sum of nothing at all is a row too.
        .filter(each => each !== undefined)
    );
  }

  async scopes(ids: readonly number[]): Promise<Map<number, CostScope>> {
    const scopes = new Map<number, CostScope>();
    for (const part of chunks([...new Set(ids)], NAMES)) {
      const rows: (Omit<CostScope, 'labels'> & { labels: string })[] =
        await this.knex('cost_scopes')
          .join('cost_clusters', 'cost_clusters.id', 'cost_scopes.cluster')
          .whereIn('cost_scopes.id', [...part])
          .select({
            id: 'cost_scopes.id',
            cluster: 'cost_clusters.name',
            class: 'cost_scopes.class',
            namespace: 'cost_scopes.namespace',
            kind: 'cost_scopes.kind',
            name: 'cost_scopes.name',
            labels: 'cost_scopes.labels',
          });
      for (const row of rows) {
        scopes.set(row.id, { ...row, labels: JSON.parse(row.labels) });
      }
    }
    return scopes;
  }

  async prices(ids: readonly number[]): Promise<Map<number, StoredPrice>> {
    const prices = new Map<number, StoredPrice>();
    for (const part of chunks([...new Set(ids)], NAMES)) {
      const rows: Record<string, string | number | null>[] = await this.knex(
        'cost_prices',
      )
        .whereIn('id', [...part])
        .select({
          id: 'id',
          key: 'key',
          kind: 'kind',
          instanceType: 'instance_type',
          capacityType: 'capacity_type',
          region: 'region',
          hourly: 'hourly',
          cpu: 'cpu',
          memory: 'memory',
          gpu: 'gpu',
          listHourly: 'list_hourly',
          price: 'price',
          source: 'source',
          version: 'version',
          publishedAt: 'published_at',
          note: 'note',
        });
      for (const { publishedAt, note, ...row } of rows) {
        const known = Object.entries({
          ...row,
          publishedAt: publishedAt || null,
          note: note || null,
        }).filter(([, value]) => value !== null);
        const price = Object.fromEntries(known) as unknown as StoredPrice;
        prices.set(price.id, price);
      }
    }
    return prices;
  }

  async details(
    cluster: string,
    hour: number,
  ): Promise<CostDetails | undefined> {
    const row: { body: Buffer } | undefined = await this.knex('cost_details')
      .join('cost_clusters', 'cost_clusters.id', 'cost_details.cluster')
      .where({ 'cost_clusters.name': cluster, 'cost_details.at': hour })
      .first('cost_details.body');
    return row && readDetails(row.body);
  }

  async *eachDetails({
    clusters,
    since,
    until,
  }: HoursQuery): AsyncGenerator<CostDetails> {
    const ids = await this.#clusters(clusters);
    const keys: { cluster: number; at: number }[] = await this.knex(
      'cost_details',
    )
      .where('at', '>=', since)
      .where('at', '<', until)
      .whereIn('cluster', [...ids.values()])
      .orderBy(['at', 'cluster'])
      .select('cluster', 'at');
    for (const key of keys) {
      const row: { body: Buffer } | undefined = await this.knex('cost_details')
        .where(key)
        .first('body');
      if (row) yield await readDetails(row.body);
    }
  }

  async runs({ clusters, since, until }: HoursQuery): Promise<CostRun[]> {
    const ids = await this.#clusters(clusters);
    const names = new Map([...ids].map(([name, id]) => [id, name]));
    const rows: RunRow[] = await this.knex('cost_runs')
      .where('at', '>=', since)
      .where('at', '<', until)
      .whereIn('cluster', [...ids.values()])
      .orderBy(['at', 'cluster'])
      .select();
    return rows.map(row => ({
      cluster: names.get(row.cluster)!,
      at: row.at,
      status: row.status,
      source: row.source,
      observedMinutes: row.observed_minutes,
      usage: row.usage,
      reasons: JSON.parse(row.reasons),
      attempts: row.attempts,
      computedAt: row.computed_at,
      ...(row.redo_at === null ? {} : { redoAt: row.redo_at }),
      total: Number(row.total),
    }));
  }

  async coverage({
    level,
    clusters,
    since,
    until,
  }: HoursQuery & { level: CostLevel }): Promise<CostCoverage[]> {
    const ids = await this.#clusters(clusters);
    const names = new Map([...ids].map(([name, id]) => [id, name]));
    const hourly = level === 'hour';
    const periods = this.knex(hourly ? 'cost_runs' : 'cost_periods')
      .where('at', '>=', since)
      .where('at', '<', until)
      .whereIn('cluster', [...ids.values()])
      .groupBy('cluster')
      .select('cluster')
      .min({ since: 'at' })
      .max({ until: 'at' });
    const rows: {
      cluster: number;
      since: number;
      until: number;
      hours: unknown;
      incomplete: unknown;
    }[] = hourly
      ? await periods.count({ hours: '*' }).sum({
          incomplete: this.knex.raw(
            "case when status = 'incomplete' then 1 else 0 end",
          ),
        })
      : await periods
          .where({ level })
          .sum({ hours: 'hours', incomplete: 'incomplete' });
    return rows.map(row => ({
      cluster: names.get(row.cluster)!,
      since: row.since,
      until: row.until,
      hours: Number(row.hours),
      incomplete: Number(row.incomplete),
    }));
  }

  async first(level: CostLevel): Promise<number | undefined> {
    const [row]: { at: number | null }[] = await this.knex(
      LEVEL_TABLES[level],
    ).min({ at: 'at' });
    return row.at ?? undefined;
  }

  /** The numbers of clusters by their names. */
  async #clusters(names: readonly string[] | undefined): Promise<ClusterIds> {
    const rows: { id: number; name: string }[] = await this.knex(
      'cost_clusters',
    ).select('id', 'name');
    const wanted = names && new Set(names);
    return new Map(
      rows
        .filter(({ name }) => !wanted || wanted.has(name))
        .map(({ id, name }) => [name, id]),
    );
  }
}

interface RunRow {
  cluster: number;
  at: number;
  status: CostRun['status'];
  source: string;
  observed_minutes: number;
  usage: CostRun['usage'];
  reasons: string;
  attempts: number;
  computed_at: number;
  redo_at: number | null;
  total: unknown;
}

async function readDetails(body: Buffer): Promise<CostDetails> {
  return JSON.parse((await decompress(body)).toString());
}

/** What is not looked at is 0. */
function sum(value: unknown): number {
  return value === undefined || value === null ? 0 : Number(value);
}

/** Where the statement has what is grouped by. */
const BY = Object.fromEntries(
  COST_COLUMNS.map(column => [column, `by_${column.toLowerCase()}`]),
);

/** One shape for all, by names that are written out: there may be a hundred thousand of them. */
function figuresOf(row: Record<string, unknown>) {
  const figures: Omit<CostTotals, 'incomplete'> = {
    podHours: sum(row.pod_hours),
    cpuHours: sum(row.cpu_hours),
    cpuRequestHours: sum(row.cpu_request_hours),
    cpuMeasuredRequestHours: sum(row.cpu_measured_request_hours),
    memoryByteHours: sum(row.memory_byte_hours),
    memoryRequestByteHours: sum(row.memory_request_byte_hours),
    memoryMeasuredRequestByteHours: sum(row.memory_measured_request_byte_hours),
    gpuHours: sum(row.gpu_hours),
    storageByteHours: sum(row.storage_byte_hours),
    loadBalancerHours: sum(row.load_balancer_hours),
    networkBytes: sum(row.network_bytes),
    cpuCost: sum(row.cpu_cost),
    memoryCost: sum(row.memory_cost),
    gpuCost: sum(row.gpu_cost),
    storageCost: sum(row.storage_cost),
    loadBalancerCost: sum(row.load_balancer_cost),
    networkCost: sum(row.network_cost),
    otherCost: sum(row.other_cost),
    adjustment: sum(row.adjustment),
  };
  // Of what nobody measured the usage of there is no sum, which is not 0.
  if (typeof row.cpu_usage_hours === 'number') {
    figures.cpuUsageHours = row.cpu_usage_hours;
  }
  if (typeof row.memory_usage_byte_hours === 'number') {
    figures.memoryUsageByteHours = row.memory_usage_byte_hours;
  }
  return figures;
}

function totalsOf(
  row: Record<string, unknown>,
  { by }: CostTotalsQuery,
  clusters: ReadonlyMap<number, string>,
): CostTotals | undefined {
  if (row.other_cost === null) return undefined;
  const totals = figuresOf(row) as CostTotals & Record<string, unknown>;
  totals.incomplete = Number(row.incomplete) > 0;
  for (const column of by) {
    const value = row[BY[column]];
    totals[column] = (
      column === 'cluster' ? clusters.get(Number(value)) : value
    ) as never;
  }
  return totals;
}
