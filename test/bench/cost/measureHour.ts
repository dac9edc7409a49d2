import { createObserver } from '@portlight/plugin-portlight-backend/src/cost/inputs';
import { CostJob } from '@portlight/plugin-portlight-backend/src/cost/job';
import { ROLLUP_LEVELS } from '@portlight/plugin-portlight-backend/src/metrics/history/levels';
import { Partitions } from '@portlight/plugin-portlight-backend/src/metrics/history/partitions';
import {
  allocateHour,
  type KubernetesObject,
  KINDS,
  observeHour,
  USAGE_TARGET,
  usagePeer,
} from '@portlight/plugin-portlight-common';
import { createBenchFleet } from '@portlight/simulator';
import type { Knex } from 'knex';
import { logger } from '../firstSync/measureMirror';
import type { BenchDatabase } from '../history/openDatabase';
import { timed } from '../history/pauses';
import { isPostgres } from '../history/samples';
import type { CostInput, CostResult } from './CostInput';
import { BEGIN, DAY, HOUR, LEASE, prepare, PRICES, taken } from './parts';

const CLUSTER = 'bench';
const FIVE_MINUTES = ROLLUP_LEVELS[1];

const READ = [
  ['Pod', 'v1'],
  ['Node', 'v1'],
  ['Namespace', 'v1'],
  ['Service', 'v1'],
  ['Deployment', 'apps/v1'],
  ['ReplicaSet', 'apps/v1'],
] as const;

/** The objects of a cluster with so many pods, as the mirror keeps them. */
function recordsOf(pods: number): KubernetesObject[] {
  const fleet = createBenchFleet({
    clusters: 1,
    podsPerCluster: pods,
    now: (BEGIN - DAY) * 1000,
  });
  const [{ store }] = fleet.clusters;
  return READ.flatMap(([kind, apiVersion]) =>
    store
      .list(store.resources.forKind(kind, apiVersion))
      .map(object => KINDS.find(each => each.kind === kind)!.prune(object)),
  );
}

async function insertAll(
  knex: Knex,
  table: string,
  rows: readonly object[],
): Promise<void> {
  await knex.batchInsert(table, [...rows], isPostgres(knex) ? 2_000 : 200);
}

/** What every pod used every five minutes of some hours. */
async function writeUsage(
  knex: Knex,
  pods: readonly KubernetesObject[],
  hours: number,
): Promise<void> {
  const until = BEGIN + hours * HOUR;
  await insertAll(
    knex,
    'metric_peers',
    pods.map(({ metadata = {} }, index) => ({
      id: index + 1,
      cluster: CLUSTER,
      target: USAGE_TARGET,
      peer: usagePeer({
        type: 'pod',
        namespace: metadata.namespace ?? '',
        name: metadata.name ?? '',
      }),
      first_at: BEGIN,
      last_at: until,
    })),
  );
  await insertAll(
    knex,
    'metric_series',
    pods.flatMap((_, index) =>
      ['cpu_usage', 'memory_usage'].map((name, kind) => ({
        id: 2 * index + kind + 1,
        peer: index + 1,
        hash: name,
        name,
        labels: '[["source","metricsApi"]]',
        type: 'gauge',
        cumulative: false,
        last_at: until,
      })),
    ),
  );
  const partitions = new Partitions(knex);
  for (let at = BEGIN; at < until; at += FIVE_MINUTES.seconds) {
    await partitions.ensure(FIVE_MINUTES, at);
    await knex.raw(
      `insert into ${FIVE_MINUTES.table} (at, series, count, minimum, maximum, sum, last)
       select ${at}, id, 10, 0.1, 0.2,
         case when name = 'cpu_usage' then 10.0 * (0.02 + (id % 17) / 50.0) else 10.0 * (30000000.0 + (id % 97) * 1000000.0) end, 0.15
       from metric_series`,
    );
  }
}

/** One large cluster, hour by hour: everything from reading its objects to rows by the day and month. */
export async function measureHour(
  { knex }: BenchDatabase,
  { pods, hours }: Extract<CostInput, { what: 'hour' }>,
): Promise<CostResult> {
  let now = BEGIN;
  const clock = () => now * 1000;
  const parts = await prepare(knex, clock);
  const records = recordsOf(pods);
  await insertAll(
    knex,
    'records',
    records.map(record => ({
      cluster: CLUSTER,
      kind: record.kind,
      namespace: record.metadata?.namespace ?? '',
      name: record.metadata?.name ?? '',
      record: JSON.stringify(record),
    })),
  );
  const ofPods = records.filter(({ kind }) => kind === 'Pod');
  // One that is not measured, and one that only its pauses are.
  await writeUsage(knex, ofPods, hours + 2);
  for (let hour = 0; hour < hours + 2; hour++) {
    const all = 2 ** 30 - 1;
    await knex('cost_coverage').insert({
      cluster: CLUSTER,
      at: BEGIN + hour * HOUR,
      first_minutes: all,
      last_minutes: all,
    });
  }
  if (isPostgres(knex)) await knex.raw('vacuum analyze');
  const observe = createObserver({
    knex,
    sources: { covers: () => false, evaluate: async () => undefined },
  });
  const job = new CostJob({
    ...parts,
    knex,
    logger,
    observe,
    telemetry: { computed: () => {}, failed: () => {} },
    now: clock,
  });
  const found: { cpu: number; wall: number }[] = [];
  const compute = async () => {
    now += HOUR;
    // As a replica that has just got the cluster: it looks at once.
    job.owner.claimed({
      name: CLUSTER,
      lease: LEASE,
      connection: undefined as never,
    });
    await job.run();
  };
  now += 120;
  await compute();
  for (let hour = 0; hour < hours; hour++) found.push(await taken(compute));
  const { longestPause } = await timed(compute);
  const pure: number[] = [];
  const observed = await observe(CLUSTER, BEGIN);
  const usage = new Map(
    observed.hour.pods.map(pod => [`${pod.namespace}/${pod.name}`, pod.usage]),
  );
  const prices = await PRICES.forHour(CLUSTER, BEGIN, []);
  for (let turn = 0; turn < hours; turn++) {
    const { cpu } = await taken(async () => {
      const hour = observeHour({
        cluster: CLUSTER,
        hour: BEGIN,
        objects: records.map(record => ({ record })),
        measurements: { usage: (space, name) => usage.get(`${space}/${name}`) },
        observedMinutes: 60,
        reasons: [],
      });
      if (allocateHour(hour, prices).pods.length !== ofPods.length) {
        throw new Error('Pods are missing');
      }
    });
    pure.push(cpu);
  }
  const runs = await knex('cost_runs').select('status', 'usage');
  if (
    runs.length !== hours + 2 ||
    runs.some(run => run.status !== 'complete' || run.usage !== 'complete')
  ) {
    throw new Error(`Hours are not as they should be: ${JSON.stringify(runs)}`);
  }
  const [{ bytes }] = await knex('cost_details').select(
    knex.raw('avg(length(body)) as bytes'),
  );
  return {
    hours: found,
    pure,
    longestPause,
    detailBytesPerPodHour: Number(bytes) / ofPods.length,
  };
}
