import type { Cluster, FleetHealth, ProblemGroup } from '../api/types';
import { describeCluster, describeFleet } from './describeFleet';

function fleet(
  byHealth: Record<string, number>,
  clusters: Partial<FleetHealth['clusters']> = {},
): FleetHealth {
  return {
    clusters: {
      total: 6,
      byStatus: { active: 6 },
      byHealth: {},
      withoutData: 0,
      ...clusters,
    },
    workloads: {
      total: Object.values(byHealth).reduce((sum, count) => sum + count, 0),
      byHealth,
    },
    nodes: { total: 0, ready: 0 },
    pods: { total: 0, byPhase: {} },
    history: [],
  };
}

function group(clusters: string[], cause = 'CrashLoopBackOff'): ProblemGroup {
  return {
    cause,
    severity: 'critical',
    title: 'Containers keep crashing',
    objects: 2,
    clusters,
    owners: [],
    since: '2026-11-21T12:00:00Z',
  };
}

describe('describeFleet', () => {
  it.each<[string, FleetHealth, ProblemGroup[]]>([
    [
      '2 of 31 workloads are failing, both in prod-eu',
      fleet({ degraded: 2, healthy: 29 }),
      [group(['prod-eu'])],
    ],
    [
      '1 of 31 workloads is failing, in prod-eu',
      fleet({ degraded: 1, healthy: 30 }),
      [group(['prod-eu']), group(['prod-us'], 'AutoscalerFailing')],
    ],
    [
      '3 of 31 workloads are failing, all in prod-eu',
      fleet({ degraded: 3, healthy: 28 }),
      [group(['prod-eu'])],
    ],
    [
      '3 of 31 workloads are failing, in prod-eu and prod-us',
      fleet({ degraded: 3, healthy: 28 }),
      [group(['prod-us']), group(['prod-eu'])],
    ],
    [
      '3 of 31 workloads are failing, in 3 clusters',
      fleet({ degraded: 3, healthy: 28 }),
      [group(['a', 'b', 'c'])],
    ],
    ['All 140 workloads are healthy', fleet({ healthy: 140 }), []],
    ['The one workload is healthy', fleet({ healthy: 1 }), []],
    [
      'None of 10 workloads is failing, 2 are on the way, 1 is suspended',
      fleet({ healthy: 7, progressing: 2, suspended: 1 }),
      [],
    ],
    ['No workloads', fleet({}), []],
    [
      'All 9 workloads are healthy; 1 of 6 clusters cannot be read',
      fleet({ healthy: 9 }, { byStatus: { active: 5, unreachable: 1 } }),
      [],
    ],
    [
      '3 of 6 clusters cannot be read; all 9 workloads are healthy',
      fleet({ healthy: 9 }, { byStatus: { unreachable: 2, error: 1 } }),
      [],
    ],
    [
      'None of the 6 clusters can be read',
      fleet({}, { byStatus: { unreachable: 6 }, withoutData: 6 }),
      [],
    ],
    [
      '6 clusters are being read for the first time',
      fleet({}, { byStatus: { pending: 6 }, withoutData: 6 }),
      [],
    ],
    ['No clusters are known yet', fleet({}, { total: 0, byStatus: {} }), []],
  ])('%s', (sentence, health, groups) => {
    expect(describeFleet(health, groups)).toBe(sentence);
  });
});

describe('describeCluster', () => {
  const cluster: Cluster = {
    name: 'eu',
    title: 'EU',
    source: 'kubernetes',
    status: 'active',
    health: { status: 'healthy', reasons: [] },
    regions: [],
    tags: [],
    sync: { state: 'watching', stale: false, unavailableKinds: [] },
    counts: {
      nodes: 3,
      nodesReady: 3,
      namespaces: 4,
      workloads: 31,
      workloadsFailing: 0,
      pods: 60,
    },
  };

  it.each<[string, Partial<Cluster>, ProblemGroup[]]>([
    ['None of 31 workloads is failing', {}, []],
    [
      '2 of 31 workloads are failing: containers keep crashing; 1 of 3 nodes is not ready',
      {
        counts: { ...cluster.counts!, workloadsFailing: 2, nodesReady: 2 },
      },
      [group(['eu'])],
    ],
    [
      'Whether workloads fail is not known; 1 of 3 nodes is not ready',
      { counts: { nodes: 3, nodesReady: 2 } },
      [],
    ],
    [
      'None of 31 workloads is failing',
      { counts: { workloads: 31, workloadsFailing: 0 } },
      [],
    ],
    [
      'The cluster cannot be read: no route to host',
      {
        status: 'unreachable',
        statusMessage: 'no route to host',
        counts: undefined,
      },
      [],
    ],
    [
      'The cluster cannot be read; when it was read last: none of 31 workloads is failing',
      { status: 'error' },
      [],
    ],
    [
      'The cluster is being read for the first time',
      { status: 'pending', counts: undefined },
      [],
    ],
  ])('%s', (sentence, extra, groups) => {
    expect(describeCluster({ ...cluster, ...extra }, groups)).toBe(sentence);
  });
});
