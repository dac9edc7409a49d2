import {
  Backfill,
  BackfillRequests,
} from '@portlight/plugin-portlight-backend/src/cost/job';
import type { CostHour, PodSpan } from '@portlight/plugin-portlight-common';
import type { CostHourSource } from '@portlight/plugin-portlight-node';
import { logger } from '../firstSync/measureMirror';
import type { BenchDatabase } from '../history/openDatabase';
import type { CostInput, CostResult } from './CostInput';
import { BEGIN, DAY, HOUR, LEASE, prepare, taken } from './parts';

const GIB = 2 ** 30;
const PODS_PER_NODE = 10;
/** Pods of one workload. */
const REPLICAS = 3;

function hourOf(cluster: string, hour: number, count: number): CostHour {
  const span = { start: hour, end: hour + HOUR };
  const capacity = { cpu: 8, memory: 32 * GIB, gpu: 0 };
  const usage = {
    step: 300,
    start: hour,
    cpu: Array(12).fill(0.2 + ((hour / HOUR) % 24) / 48),
    memory: Array(12).fill(GIB / 2),
  };
  const requests = { cpu: 0.5, memory: GIB, gpu: 0 };
  return {
    cluster,
    hour,
    nodes: Array.from(
      { length: Math.ceil(count / PODS_PER_NODE) },
      (_, index) => ({
        ...span,
        name: `node-${index}`,
        uid: `node-${index}`,
        instanceType: 'm5.2xlarge',
        region: 'eu-west-1',
        capacityType: 'on-demand' as const,
        labels: {},
        capacity,
        allocatable: { ...capacity, cpu: 7.8 },
      }),
    ),
    pods: Array.from({ length: count }, (_, index): PodSpan => {
      const app = `app-${Math.floor(index / REPLICAS)}`;
      return {
        ...span,
        namespace: `team-${Math.floor(index / REPLICAS) % 6}`,
        name: `${app}-${index}`,
        uid: `${app}-${index}`,
        node: `node-${Math.floor(index / PODS_PER_NODE)}`,
        workload: { kind: 'Deployment', name: app },
        labels: { 'backstage.io/kubernetes-id': app },
        requests,
        containers: [{ name: 'main', kind: 'container', requests }],
        usage,
      };
    }),
    volumes: [],
    loadBalancers: [],
    coverage: { observedMinutes: 60, usage: 'complete', reasons: [] },
  };
}

/** Months of a small fleet, as a demo or an installation with a Prometheus makes them at its first start. */
export async function measureBackfill(
  { knex }: BenchDatabase,
  { clusters, pods, days }: Extract<CostInput, { what: 'backfill' }>,
): Promise<CostResult> {
  const now = () => (BEGIN + 600) * 1000;
  const parts = await prepare(knex, now);
  const requests = new BackfillRequests(knex, now);
  const source: CostHourSource = {
    name: 'bench',
    range: () => ({ since: BEGIN - days * DAY, until: BEGIN }),
    async *hours(cluster, since, until) {
      for (let hour = since; hour < until; hour += HOUR) {
        yield hourOf(cluster, hour, pods);
      }
    },
  };
  const backfill = new Backfill({
    ...parts,
    knex,
    logger,
    requests,
    sources: [source],
    telemetry: { computed: () => {}, failed: () => {} },
    now,
  });
  const { signal } = new AbortController();
  const time = await taken(async () => {
    for (let index = 0; index < clusters; index++) {
      const name = `bench-${index}`;
      await backfill.offer(name);
      await backfill.run(
        { name, lease: LEASE, connection: undefined as never },
        signal,
      );
    }
  });
  const hours = (await knex('cost_runs').pluck('at')).length;
  if (hours !== clusters * days * 24)
    throw new Error(`${hours} hours are there`);
  return { backfill: { ...time, hours } };
}
