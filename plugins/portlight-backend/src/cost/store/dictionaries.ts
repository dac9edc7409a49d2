import { createHash } from 'node:crypto';
import type {
  CostAttribution,
  CostRow,
  NodePrice,
  UnitPrice,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import { chunks, text } from '../../inventory';
import type { PriceKind } from './CostReader';

/** Names in one statement; SQLite takes 32,766 values. */
const NAMES = 500;

/** Rows of a table of names by what tells them apart. */
type Rows = ReadonlyMap<string, Record<string, string | number | null>>;

/** What a scope is known by. */
export interface ScopeKey {
  class: string;
  namespace: string;
  kind: string;
  name: string;
}

/** A scope with the labels of its workload as JSON; absent where nobody knows them. */
export interface LabelledScope extends ScopeKey {
  labels: string | undefined;
}

/** A text as the database gives it back: half of a pair, also one that was cut, is none. */
function fitting(value: string | undefined, length: number): string {
  return (text(value, length) ?? '').replace(/\p{Cs}/gu, '\ufffd');
}

/** As it fits its columns; the objects are anybody's. */
export function scopeKeyOf(row: CostRow): ScopeKey {
  return {
    class: row.class,
    namespace: fitting(row.namespace, 253),
    kind: fitting(row.workload?.kind, 63),
    name: fitting(row.workload?.name, 253),
  };
}

/** One text for a scope within its cluster. */
export function scopeText(scope: ScopeKey): string {
  return JSON.stringify([scope.class, scope.namespace, scope.kind, scope.name]);
}

function hashOf(values: readonly (string | number | null)[]): string {
  return createHash('sha256')
    .update(JSON.stringify(values))
    .digest('base64url')
    .slice(0, 22);
}

function withHash(row: Record<string, string | number | null>) {
  return { hash: hashOf(Object.values(row)), ...row };
}

/** Longer words of a price or an owner are cut, which are nobody's names. */
const LONGEST = 1_000;

function word(value: string | undefined): string {
  return fitting(value, LONGEST);
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}

/** The row of an attribution, with its hash. */
export function attributionRow(attribution: CostAttribution) {
  return withHash({
    owner: word(attribution.owner),
    system: word(attribution.system),
    domain: word(attribution.domain),
    entity: word(attribution.entity),
    team: word(attribution.team),
    cost_center: word(attribution.costCenter),
  });
}

/** The row of a price, with its hash: all but the factor of a bill, which is another one every day. */
export function priceRow(price: NodePrice | UnitPrice, kind: PriceKind) {
  const node = 'hourly' in price ? price : undefined;
  return withHash({
    key: word(price.id),
    kind,
    instance_type: word(node?.instanceType),
    capacity_type: node?.capacityType ?? '',
    region: word(node?.region),
    hourly: finite(node?.hourly),
    cpu: finite(node?.cpu),
    memory: finite(node?.memory),
    gpu: finite(node?.gpu),
    list_hourly: finite(node?.listHourly),
    price: 'price' in price ? finite(price.price) : null,
    source: word(price.origin.source),
    version: word(price.origin.version),
    published_at: word(price.origin.at),
    note: word(price.origin.note),
  });
}

/**
 * The numbers of rows that are known by their hashes; those that have none get one. In the order of the hashes, so that
 * two transactions which need the same do not wait for each other in a circle.
 */
export async function hashedIds(
  trx: Knex,
  table: 'cost_attributions' | 'cost_prices',
  rows: Rows,
): Promise<Map<string, number>> {
  const ids = new Map<string, number>();
  const hashes = [...rows.keys()].sort();
  const find = async (wanted: readonly string[]) => {
    for (const part of chunks(wanted, NAMES)) {
      const found: { id: number; hash: string }[] = await trx(table)
        .whereIn('hash', [...part])
        .select('id', 'hash');
      found.forEach(({ id, hash }) => ids.set(hash, id));
    }
  };
  await find(hashes);
  const missing = hashes.filter(hash => !ids.has(hash));
  for (const part of chunks(missing, NAMES)) {
    await trx(table)
      .insert(part.map(hash => rows.get(hash)!))
      .onConflict('hash')
      .ignore();
  }
  await find(missing);
  return ids;
}

/** The number that a cluster has in the tables of costs. */
export async function clusterId(
  trx: Knex,
  name: string,
  timeZone: string,
): Promise<number> {
  const find = (): Promise<{ id: number } | undefined> =>
    trx('cost_clusters').where({ name }).first('id');
  const known = await find();
  if (known) return known.id;
  await trx('cost_clusters')
    .insert({ name, time_zone: timeZone })
    .onConflict('name')
    .ignore();
  return (await find())!.id;
}

/**
 * The numbers of the scopes of a cluster, by {@link scopeText}. Only the owner of the cluster makes any.
 */
export async function scopeIds(
  trx: Knex,
  cluster: number,
  scopes: ReadonlyMap<string, LabelledScope>,
): Promise<Map<string, number>> {
  const ids = new Map<string, number>();
  const columns = ['class', 'namespace', 'kind', 'name'] as const;
  const changed: { id: number; labels: string }[] = [];
  const find = async (keys: readonly string[]) => {
    for (const part of chunks(keys, NAMES)) {
      const found: (ScopeKey & { id: number; labels: string })[] = await trx(
        'cost_scopes',
      )
        .where({ cluster })
        .whereIn(
          [...columns],
          part.map(key => columns.map(column => scopes.get(key)![column])),
        )
        .select('id', 'labels', ...columns);
      for (const { id, labels, ...scope } of found) {
        const key = scopeText(scope);
        ids.set(key, id);
        const now = scopes.get(key)?.labels;
        if (now !== undefined && now !== labels) {
          changed.push({ id, labels: now });
        }
      }
    }
  };
  const all = [...scopes.keys()];
  await find(all);
  const missing = all.filter(key => !ids.has(key));
  for (const part of chunks(missing, NAMES)) {
    await trx('cost_scopes').insert(
      part.map(key => {
        const { labels = '{}', ...scope } = scopes.get(key)!;
        return { cluster, ...scope, labels };
      }),
    );
  }
  for (const { id, labels } of changed) {
    await trx('cost_scopes').where({ id }).update({ labels });
  }
  await find(missing);
  return ids;
}
