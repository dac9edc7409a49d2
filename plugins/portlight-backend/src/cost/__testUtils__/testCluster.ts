import { USAGE_TARGET, usagePeer } from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import { Partitions, ROLLUP_LEVELS } from '../../metrics/history';
import { HOUR } from './testHours';

const MINUTE = 60;
const FIVE_MINUTES = ROLLUP_LEVELS[1];

function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}

/** A pod of a Deployment that was scheduled at a time. */
export function podRecord(
  name: string,
  options: { node?: string; workload?: string; start: number },
) {
  const { node = 'node-0', workload = 'web', start } = options;
  return {
    kind: 'Pod',
    metadata: {
      namespace: 'shop',
      name,
      uid: `uid-${name}`,
      labels: { app: workload },
      creationTimestamp: isoTime(start),
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'ReplicaSet',
          name: `${workload}-1`,
          controller: true,
        },
      ],
    },
    spec: {
      nodeName: node,
      containers: [
        {
          name: 'main',
          resources: { requests: { cpu: '500m', memory: '1Gi' } },
        },
      ],
    },
    status: {
      phase: 'Running',
      startTime: isoTime(start),
      conditions: [
        {
          type: 'PodScheduled',
          status: 'True',
          lastTransitionTime: isoTime(start),
        },
      ],
    },
  };
}

function nodeRecord(name: string, start: number) {
  return {
    kind: 'Node',
    metadata: {
      name,
      uid: `uid-${name}`,
      creationTimestamp: isoTime(start),
      labels: {
        'node.kubernetes.io/instance-type': 'm5.xlarge',
        'topology.kubernetes.io/region': 'eu-west-1',
      },
    },
    status: {
      capacity: { cpu: '4', memory: '16Gi' },
      allocatable: { cpu: '3800m', memory: '15Gi' },
      conditions: [{ type: 'Ready', status: 'True' }],
    },
  };
}

const CONTROLLERS = ['web', 'worker'].flatMap(name => [
  {
    kind: 'Deployment',
    metadata: { namespace: 'shop', name, uid: `d-${name}`, labels: { name } },
  },
  {
    kind: 'ReplicaSet',
    metadata: {
      namespace: 'shop',
      name: `${name}-1`,
      uid: `r-${name}`,
      ownerReferences: [
        { apiVersion: 'apps/v1', kind: 'Deployment', name, controller: true },
      ],
    },
  },
]);

/** What a mirror that watched a small cluster has written: two nodes, and pods that come and go. */
export async function writeCluster(
  knex: Knex,
  cluster: string,
  since: number,
): Promise<void> {
  const running = [
    podRecord('web-1', { start: since - HOUR }),
    podRecord('web-2', { start: since + 90 * MINUTE, node: 'node-1' }),
    podRecord('worker-1', { start: since - 5 * HOUR, workload: 'worker' }),
  ];
  const records: {
    kind: string;
    metadata: { name: string; namespace?: string };
  }[] = [
    nodeRecord('node-0', since - 24 * HOUR),
    nodeRecord('node-1', since + 30 * MINUTE),
    { kind: 'Namespace', metadata: { name: 'shop' } },
    ...CONTROLLERS,
    ...running,
  ];
  await knex('records').insert(
    records.map(record => ({
      cluster,
      kind: record.kind,
      namespace: record.metadata.namespace ?? '',
      name: record.metadata.name,
      record: JSON.stringify(record),
    })),
  );
  const gone = podRecord('web-0', { start: since - 2 * HOUR });
  await knex('ended_objects').insert({
    cluster,
    kind: 'Pod',
    namespace: 'shop',
    name: 'web-0',
    uid: 'uid-web-0',
    ended_at: since + 100 * MINUTE,
    noticed: false,
    record: JSON.stringify(gone),
  });
}

/** Says that nodes and pods were watched all the time. */
export async function writeCoverage(
  knex: Knex,
  cluster: string,
  { since, until }: { since: number; until: number },
): Promise<void> {
  for (let at = since; at < until; at += HOUR) {
    const all = 2 ** 30 - 1;
    await knex('cost_coverage')
      .insert({ cluster, at, first_minutes: all, last_minutes: all })
      .onConflict(['cluster', 'at'])
      .merge();
  }
}

/** What pods used in five minutes each, as the history of metrics has it. */
export async function writeUsage(
  knex: Knex,
  cluster: string,
  options: { pods: readonly string[]; since: number; until: number },
): Promise<void> {
  const { pods, since, until } = options;
  const partitions = new Partitions(knex);
  for (const pod of pods) {
    const key = {
      cluster,
      target: USAGE_TARGET,
      peer: usagePeer({ type: 'pod', namespace: 'shop', name: pod }),
    };
    await knex('metric_peers')
      .insert({ ...key, first_at: since, last_at: until })
      .onConflict(['cluster', 'target', 'peer'])
      .merge({ last_at: until });
    const peer = await knex('metric_peers').where(key).first('id');
    for (const [name, value] of [
      ['cpu_usage', 0.25],
      ['memory_usage', 2 ** 29],
    ] as const) {
      const series = { peer: peer.id, hash: name };
      await knex('metric_series')
        .insert({
          ...series,
          name,
          labels: '[["source","metricsApi"]]',
          type: 'gauge',
          cumulative: false,
          last_at: until,
        })
        .onConflict(['peer', 'hash'])
        .merge({ last_at: until });
      const { id } = await knex('metric_series').where(series).first('id');
      for (let at = since; at < until; at += FIVE_MINUTES.seconds) {
        await partitions.ensure(FIVE_MINUTES, at);
        const sum = 10 * value * (1 + (((at / 300) % 7) + pod.length) / 5);
        await knex(FIVE_MINUTES.table)
          .insert({ at, series: id, count: 10, sum, last: value })
          .onConflict(['at', 'series'])
          .merge();
      }
    }
  }
}

/** All pods of {@link writeCluster}. */
export const PODS = ['web-0', 'web-1', 'web-2', 'worker-1'];
