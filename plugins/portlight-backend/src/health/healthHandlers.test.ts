import { mockCredentials } from '@backstage/backend-test-utils';
import { ClusterReader } from '../clusters/read';
import {
  clusterDocument,
  createTestFleet,
  podRow,
  testDatabases,
  workloadRow,
} from '../__testUtils__';
import { SEES_EVERYTHING } from '../permissions';
import { createHealthHandlers } from './healthHandlers';
import { ProblemReader } from './ProblemReader';

jest.setTimeout(60_000);

const databases = testDatabases();

function counts(nodes: number) {
  return {
    nodes,
    nodesReady: nodes - 1,
    namespaces: 1,
    workloads: 2,
    workloadsFailing: 1,
    pods: 2,
  };
}

describe.each(databases.eachSupportedId())('fleet health on %s', id => {
  const setUp = async () => {
    const fleet = await createTestFleet(databases, id);
    const handlers = createHealthHandlers({
      knex: fleet.knex,
      clusters: await ClusterReader.create(fleet.knex),
      problems: new ProblemReader(fleet.knex),
    });
    const common = {
      credentials: mockCredentials.user(),
      visibility: SEES_EVERYTHING,
      body: undefined,
      request: undefined as never,
    };
    return {
      fleet,
      ofFleet: (query = {}) =>
        handlers.getFleetHealth.answer({ ...common, path: {}, query }),
      ofCluster: (cluster: string) =>
        handlers.getClusterHealth.answer({
          ...common,
          path: { cluster },
          query: {},
        }),
    };
  };

  it('adds up what has been read and says how many clusters have not', async () => {
    const { fleet, ofFleet, ofCluster } = await setUp();
    await fleet.write(clusterDocument('east', { counts: counts(3) }), [
      workloadRow('east', {
        namespace: 'shop',
        name: 'cart',
        status: 'degraded',
      }),
      podRow('east', {
        namespace: 'shop',
        name: 'cart-a',
        workload: 'Deployment/cart',
      }),
      // A workload as well: nothing controls it.
      podRow('east', { namespace: 'shop', name: 'bare', phase: 'Pending' }),
    ]);
    await fleet.write(
      clusterDocument('west', {
        counts: counts(5),
        health: { status: 'critical', reasons: [] },
      }),
    );
    await fleet.write(
      clusterDocument('new', {
        status: 'pending',
        health: { status: 'unknown', reasons: [] },
      }),
    );
    await expect(ofFleet()).resolves.toEqual({
      clusters: {
        total: 3,
        byStatus: { active: 2, pending: 1 },
        byHealth: { healthy: 1, critical: 1, unknown: 1 },
        withoutData: 1,
      },
      workloads: { total: 2, byHealth: { degraded: 1, healthy: 1 } },
      nodes: { total: 8, ready: 6 },
      pods: { total: 2, byPhase: { Running: 1, Pending: 1 } },
      history: [],
    });
    await expect(ofFleet({ cluster: ['west'] })).resolves.toMatchObject({
      clusters: { total: 1 },
      pods: { total: 0 },
      nodes: { total: 5 },
    });
    await expect(ofCluster('east')).resolves.toMatchObject({
      clusters: { total: 1 },
      pods: { total: 2 },
    });
    await expect(ofCluster('nowhere')).rejects.toMatchObject({ status: 404 });
  });

  it('says nothing where nobody knows, rather than zero', async () => {
    const { fleet, ofFleet, ofCluster } = await setUp();
    await fleet.write(
      clusterDocument('east', { counts: { namespaces: 2, pods: 3 } }),
      [podRow('east', { namespace: 'shop', name: 'cart-a' })],
    );
    const east = await ofCluster('east');
    expect(east).toMatchObject({
      clusters: { withoutData: 0 },
      pods: { total: 1 },
    });
    expect(east).not.toHaveProperty('nodes');
    expect(east).not.toHaveProperty('workloads');
    await fleet.write(clusterDocument('west', { counts: counts(3) }));
    await expect(ofFleet()).resolves.toMatchObject({
      nodes: { total: 3, ready: 2 },
    });
    await fleet.knex('cluster_history').insert({
      cluster: 'east',
      at: new Date().toISOString(),
      healthy: true,
      pods: 3,
    });
    await expect(ofFleet()).resolves.toHaveProperty('history', [
      {
        at: expect.any(String),
        clusters: 1,
        clustersHealthy: 1,
        pods: 3,
      },
    ]);
  });

  it('tells the last day, adding up the clusters of each time', async () => {
    const { fleet, ofFleet } = await setUp();
    await fleet.write(clusterDocument('east'));
    await fleet.write(clusterDocument('west'));
    const at = (hours: number) =>
      new Date(Date.now() - hours * 60 * 60 * 1000).toISOString();
    const [yesterday, earlier, now] = [at(25), at(2), at(1)];
    const figures = {
      nodes: 3,
      nodes_ready: 2,
      workloads: 10,
      workloads_failing: 1,
      pods: 30,
    };
    await fleet.knex('cluster_history').insert([
      { cluster: 'east', at: yesterday, healthy: true, ...figures },
      { cluster: 'east', at: earlier, healthy: true, ...figures },
      { cluster: 'east', at: now, healthy: true, ...figures },
      { cluster: 'west', at: now, healthy: false, ...figures },
    ]);
    await expect(ofFleet()).resolves.toMatchObject({
      history: [
        {
          at: earlier,
          clusters: 1,
          clustersHealthy: 1,
          workloads: 10,
          workloadsFailing: 1,
          nodes: 3,
          nodesReady: 2,
          pods: 30,
        },
        {
          at: now,
          clusters: 2,
          clustersHealthy: 1,
          workloads: 20,
          workloadsFailing: 2,
          nodes: 6,
          nodesReady: 4,
          pods: 60,
        },
      ],
    });
    await expect(ofFleet({ cluster: ['west'] })).resolves.toMatchObject({
      history: [{ at: now, clusters: 1 }],
    });
  });
});
