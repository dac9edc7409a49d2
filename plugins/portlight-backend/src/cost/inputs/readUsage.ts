import {
  type ResourceSeries,
  USAGE_SERIES,
  USAGE_TARGET,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import { isPostgres } from '../../database';

const HOUR = 3_600;
const STEP = 300;
const POINTS = HOUR / STEP;

/** Usage of pods in an hour, by `namespace/name`. */
export type PodUsage = Map<string, ResourceSeries>;

interface UsageRow {
  peer: string;
  name: string;
  labels: string;
  at: number;
  average: number | null;
}

type Values = (number | null)[];

/** What is put together of a pod; of two sources metrics.k8s.io's is taken first. */
interface Measured {
  cpu: Values;
  memory: Values;
}

function emptyValues(): Values {
  return Array<number | null>(POINTS).fill(null);
}

const PEER = 'pod/';

/**
 * What all pods of a cluster used in an hour, of the averages by five minutes that the history of metrics has: one
 * query, whatever the number of pods.
 *
 * @param hour - seconds since the epoch, a multiple of 3600
 */
export async function readUsage(
  knex: Knex,
  cluster: string,
  hour: number,
): Promise<PodUsage> {
  // In this order: SQLite would begin with whatever looks small to it.
  const join = isPostgres(knex) ? 'join' : 'cross join';
  const times = Array.from(
    { length: POINTS },
    (_, index) => hour + index * STEP,
  );
  const { cpu, memory } = USAGE_SERIES;
  const answer = await knex.raw(
    `select p.peer as peer, s.name as name, s.labels as labels, r.at as at, r.sum / r.count as average
     from metric_peers p
     ${join} metric_series s on s.peer = p.id
     ${join} metric_rollups_5m r on r.series = s.id
     where p.cluster = ? and p.target = ? and p.last_at >= ?
       and s.name in (?, ?) and s.last_at >= ?
       and r.at in (${times.join(', ')})
       and r.count > 0
     order by r.series, r.at`,
    // Both are noted within half an hour.
    [cluster, USAGE_TARGET, hour - HOUR, cpu.name, memory.name, hour - HOUR],
  );
  const rows: UsageRow[] = isPostgres(knex) ? answer.rows : answer;
  const first = new Map<string, Measured>();
  const second = new Map<string, Measured>();
  for (const { peer, name, labels, at, average } of rows) {
    if (!peer.startsWith(PEER) || average === null) continue;
    const pods = labels.includes('"metricsApi"') ? first : second;
    const pod = peer.slice(PEER.length);
    let measured = pods.get(pod);
    if (!measured) {
      measured = { cpu: emptyValues(), memory: emptyValues() };
      pods.set(pod, measured);
    }
    const values = name === cpu.name ? measured.cpu : measured.memory;
    values[(at - hour) / STEP] = Math.max(0, average);
  }
  const usage: PodUsage = new Map();
  for (const pod of new Set([...first.keys(), ...second.keys()])) {
    const a = first.get(pod) ?? second.get(pod)!;
    const b = second.get(pod) ?? a;
    usage.set(pod, {
      step: STEP,
      start: hour,
      cpu: a.cpu.map((value, index) => value ?? b.cpu[index]),
      memory: a.memory.map((value, index) => value ?? b.memory[index]),
    });
  }
  return usage;
}

/** Whether the history of an hour is not rolled up yet, so that a little later more is known. */
export async function usagePending(
  knex: Knex,
  cluster: string,
  hour: number,
): Promise<boolean> {
  const due = await knex('metric_rollups_due')
    .where({ cluster })
    .where('level', '<=', STEP)
    .where('at', '>=', hour)
    .where('at', '<', hour + HOUR)
    .first('at');
  return due !== undefined;
}
