import type {
  CostAttribution,
  CostClass,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';

const NANOS = 1e9;
const DAY = 24 * 60 * 60;

/** What something cost on a day, of pods with a core each. */
export interface TestDay extends CostAttribution {
  /** Such as `2026-11-21`, UTC. */
  day: string;
  cluster: string;
  namespace?: string;
  class?: CostClass;
  kind?: string;
  name?: string;
  labels?: Record<string, string>;
  /** In units of the currency; also the number of pods. */
  cost: number;
}

/** The beginning of a day, in seconds. */
export function startOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 1000;
}

/** The days until one, that one last. */
export function daysUntil(last: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) =>
    new Date((startOf(last) - (count - 1 - index) * DAY) * 1000)
      .toISOString()
      .slice(0, 10),
  );
}

/** Gives each text a number, as the tables with names do. */
function numbering() {
  const ids = new Map<string, number>();
  return (...parts: unknown[]) => {
    const key = JSON.stringify(parts);
    const id = ids.get(key) ?? ids.size + 1;
    ids.set(key, id);
    return id;
  };
}

/**
 * Puts days in the place of all costs there are, with all of their hours known, as if they had been computed.
 *
 * @param hours - known of the last day of all, of which the others have 24
 */
export async function writeDays(
  knex: Knex,
  days: readonly TestDay[],
  hours = 24,
): Promise<void> {
  for (const table of [
    'cost_days',
    'cost_periods',
    'cost_scopes',
    'cost_attributions',
    'cost_prices',
    'cost_clusters',
  ]) {
    await knex(table).delete();
  }
  const clusterOf = numbering();
  const scopeOf = numbering();
  const attributionOf = numbering();
  const clusters = new Map<number, object>();
  const scopes = new Map<number, object>();
  const attributions = new Map<number, object>();
  const rows: object[] = [];
  const periods = new Map<string, object>();
  const last = Math.max(...days.map(({ day }) => startOf(day)));
  for (const each of days) {
    const cluster = clusterOf(each.cluster);
    clusters.set(cluster, {
      id: cluster,
      name: each.cluster,
      time_zone: 'UTC',
    });
    const key = {
      cluster,
      namespace: each.namespace ?? '',
      class: each.class ?? 'workload',
      kind: each.kind ?? '',
      name: each.name ?? '',
    };
    const scope = scopeOf(key);
    scopes.set(scope, {
      ...key,
      id: scope,
      labels: JSON.stringify(each.labels ?? {}),
    });
    const names = {
      owner: each.owner ?? '',
      system: each.system ?? '',
      domain: each.domain ?? '',
      entity: each.entity ?? '',
      team: each.team ?? '',
      cost_center: each.costCenter ?? '',
    };
    const attribution = attributionOf(names);
    attributions.set(attribution, {
      ...names,
      id: attribution,
      hash: String(attribution),
    });
    const at = startOf(each.day);
    const amount = Math.round(each.cost * NANOS);
    rows.push({
      at,
      cluster,
      attribution,
      scope,
      price: 1,
      pod_hours: 24 * each.cost,
      cpu_hours: 24 * each.cost,
      cpu_request_hours: 24 * each.cost,
      cpu_usage_hours: null,
      cpu_measured_request_hours: 0,
      memory_byte_hours: 0,
      memory_request_byte_hours: 0,
      memory_usage_byte_hours: null,
      memory_measured_request_byte_hours: 0,
      gpu_hours: 0,
      storage_byte_hours: 0,
      load_balancer_hours: 0,
      network_bytes: 0,
      cpu_cost: amount,
      memory_cost: 0,
      gpu_cost: 0,
      storage_cost: 0,
      load_balancer_cost: 0,
      network_cost: 0,
      other_cost: 0,
      adjustment: 0,
      incomplete: 0,
    });
    periods.set(`${cluster} ${at}`, {
      cluster,
      level: 'day',
      at,
      hours: at === last ? hours : 24,
      incomplete: 0,
      sealed: false,
    });
  }
  await knex('cost_clusters').insert([...clusters.values()]);
  await knex('cost_scopes').insert([...scopes.values()]);
  await knex('cost_attributions').insert([...attributions.values()]);
  await knex('cost_prices').insert({
    id: 1,
    hash: '1',
    key: 'node',
    kind: 'node',
    instance_type: '',
    capacity_type: 'unknown',
    region: '',
    source: 'custom',
    version: '1',
    published_at: '',
    note: '',
  });
  await knex.batchInsert('cost_days', rows as any, 100);
  await knex.batchInsert('cost_periods', [...periods.values()] as any, 100);
}
