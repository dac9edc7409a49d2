import {
  DAY_SECONDS,
  type KubernetesObject,
  parseQuantity,
  podKey,
  recordOutOfMemory,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import type { DayChange } from './ContainerUsageStore';

/** A container that was killed because it needed more memory than it may have. */
export interface Kill {
  /** Days since the epoch. */
  day: number;
  change: DayChange;
  /** Tells it from others. */
  key: string;
}

interface Row {
  namespace: string;
  name: string;
  workload: string | null;
  record: string;
}

/** Pods that are looked at. */
const MAXIMUM_PODS = 5_000;

function finishedAt(state: any): number | undefined {
  if (state?.terminated?.reason !== 'OOMKilled') return undefined;
  const at = Date.parse(state.terminated.finishedAt) / 1000;
  return Number.isFinite(at) ? Math.floor(at) : undefined;
}

function resourcesOf({ spec }: KubernetesObject, container: string): any {
  return [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])].find(
    each => each?.name === container,
  )?.resources;
}

function killsOf({ namespace, name, workload, record }: Row): Kill[] {
  const pod: KubernetesObject = JSON.parse(record);
  const { status } = pod;
  const kills: Kill[] = [];
  for (const { name: container, state, lastState } of [
    ...(status?.containerStatuses ?? []),
    ...(status?.initContainerStatuses ?? []),
  ]) {
    const at = finishedAt(state) ?? finishedAt(lastState);
    if (at === undefined || typeof container !== 'string') continue;
    const resources = resourcesOf(pod, container);
    kills.push({
      day: Math.floor(at / DAY_SECONDS),
      key: JSON.stringify([namespace, name, container, at]),
      change: {
        namespace,
        workload: workload ?? `Pod/${name}`,
        container,
        apply: day =>
          recordOutOfMemory(day, at % DAY_SECONDS, {
            pod: podKey(name),
            limit: parseQuantity(resources?.limits?.memory),
            request: parseQuantity(resources?.requests?.memory),
          }),
      },
    });
  }
  return kills;
}

/** Reads which containers of a cluster were killed for lack of memory, as far as their pods still say so. */
export async function readKills(knex: Knex, cluster: string): Promise<Kill[]> {
  const rows: Row[] = await knex('records')
    .join('objects', on => {
      for (const column of ['cluster', 'kind', 'namespace', 'name']) {
        on.on(`objects.${column}`, `records.${column}`);
      }
    })
    .where({ 'records.cluster': cluster, 'records.kind': 'Pod' })
    // The records are JSON as we write it, without spaces; in a text of a pod the quotes would be escaped.
    .where('records.record', 'like', '%"reason":"OOMKilled"%')
    .limit(MAXIMUM_PODS)
    .select(
      'records.namespace',
      'records.name',
      'records.record',
      'objects.workload',
    );
  return rows.flatMap(killsOf);
}
