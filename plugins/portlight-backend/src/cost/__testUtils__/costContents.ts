import { gunzipSync } from 'node:zlib';
import type { Knex } from 'knex';

/** Tables with the rows of each level. */
const LEVELS = ['cost_hours', 'cost_days', 'cost_months'];

/** Tables with names, by the column that has their numbers. */
const NAMES = {
  cluster: 'cost_clusters',
  scope: 'cost_scopes',
  attribution: 'cost_attributions',
  price: 'cost_prices',
};

/** What tells when and how often something was done, and not what came of it. */
const OF_THE_RUN = ['attempts', 'computed_at', 'redo_at', 'revision'];

/** What differs between two databases that know the same. */
const OF_THE_CLUSTER = ['id', 'last_seconds', 'error'];

type Row = Record<string, unknown>;

function without(row: Row, names: readonly string[]): Row {
  return Object.fromEntries(
    Object.entries(row).filter(([name]) => !names.includes(name)),
  );
}

/** Money and times as they are; doubles to as many digits as the order of additions leaves. */
function exact(name: string, value: unknown): unknown {
  if (/_cost$|^adjustment$|^total$/.test(name)) return Number(value);
  return typeof value === 'number' ? Number(value.toPrecision(9)) : value;
}

function asText(row: Row): string {
  const named = Object.keys(row)
    .sort()
    .map(name => [name, exact(name, row[name])]);
  return JSON.stringify(Object.fromEntries(named));
}

/**
 * All that is known of costs: every table, with names in the place of numbers, which are others after a crash, and
 * without how often something was tried.
 */
export async function costContents(
  knex: Knex,
): Promise<Record<string, unknown[]>> {
  const names = new Map<string, Map<unknown, Row>>();
  for (const [column, table] of Object.entries(NAMES)) {
    const rows: Row[] = await knex(table).select();
    names.set(
      column,
      new Map(
        rows.map(row => [row.id, without(row, [...OF_THE_CLUSTER, 'cluster'])]),
      ),
    );
  }
  const named = (row: Row): Row =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        name,
        names.get(name)?.get(value) ?? value,
      ]),
    );
  const read = async (table: string, ignored: readonly string[] = []) => {
    const rows: Row[] = await knex(table).select();
    return rows.map(row => asText(named(without(row, ignored)))).sort();
  };
  const details: { cluster: number; at: number; body: Buffer }[] = await knex(
    'cost_details',
  )
    .orderBy(['cluster', 'at'])
    .select();
  const contents: Record<string, unknown[]> = {
    cost_runs: await read('cost_runs', OF_THE_RUN),
    cost_periods: await read('cost_periods', OF_THE_RUN),
    cost_days_due: await read('cost_days_due'),
    cost_coverage: await read('cost_coverage'),
    cost_details: details.map(({ body, ...row }) => [
      named(row),
      JSON.parse(gunzipSync(body).toString()),
    ]),
  };
  for (const table of LEVELS) contents[table] = await read(table);
  return contents;
}

/** Tables that the job writes. */
const WRITTEN = [
  ...LEVELS,
  'cost_runs',
  'cost_days_due',
  'cost_periods',
  'cost_details',
  'cost_backfills',
  ...Object.values(NAMES),
];

/** As before the first hour. */
export async function forgetCosts(knex: Knex): Promise<void> {
  for (const table of WRITTEN) await knex(table).delete();
}

/** Tables that the job reads. */
const READ = [
  'cost_coverage',
  'ended_objects',
  'records',
  'metric_rollups_due',
  'metric_rollups_5m',
  'metric_series',
  'metric_peers',
];

/** As when the database was made, which takes longer than most tests. */
export async function forgetAll(knex: Knex): Promise<void> {
  await forgetCosts(knex);
  for (const table of READ) await knex(table).delete();
}
