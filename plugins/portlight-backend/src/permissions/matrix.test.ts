import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { LIST_COLUMNS } from '@portlight/plugin-portlight-common';
import type { ClusterConnection } from '@portlight/plugin-portlight-node';
import express from 'express';
import type { Knex } from 'knex';
import request from 'supertest';
import {
  createEventHandlers,
  createTimelineHandlers,
  EventReader,
  TimelineReader,
} from '../activity';
import {
  createRouter,
  type OperationHandlers,
  type OperationId,
  OPERATIONS,
} from '../api';
import { ClusterReader, createClusterHandlers } from '../clusters/read';
import { createEntityHandlers } from '../entities';
import { createHealthHandlers, ProblemReader } from '../health';
import {
  createDetailHandlers,
  createListHandlers,
  ObjectReader,
  RecordReader,
} from '../inventory/read';
import { createChangePublisher } from '../signals';
import type { HistoryWriter } from '../metrics/history';
import { createSourceHandlers } from '../metrics/sources';
import { createPeerHandlers } from '../peers';
import {
  createTestFleet,
  testDatabases,
  type TestFleet,
  testLease,
  testMetrics,
} from '../__testUtils__';
import {
  authorization,
  type Role,
  rolePermissions,
  ROLES,
  type Team,
  teamOf,
  TEAMS,
} from './__testUtils__/roles';
import { COMMON_ID, writeTwoTeams } from './__testUtils__/twoTeams';
import { SEES_EVERYTHING } from './visibility';

jest.setTimeout(180_000);

/** How an operation is tried. `TEAM` in paths and bodies becomes the name of a team, or of nobody. */
interface Row {
  path: string;
  query?: Record<string, string>;
  body?: object;
  /** Who is refused although signed in; all else are answered, with what they see. */
  refused?: readonly Role[];
  /** Where the cluster of the path decides, besides these: who owns it is answered too. */
  owners?: readonly Role[];
  /** How many items of the list each team sees; `none` sees nothing and the administrator all of it. */
  total?: Record<Team, number>;
  /** The columns that the list is sorted by. */
  sort?: keyof typeof LIST_COLUMNS;
}

const USERS: readonly Role[] = [
  'userWithoutTeam',
  'aardvark',
  'bison',
  'aardvarkOperator',
];
const NO_OPERATORS: readonly Role[] = ['userWithoutTeam', 'aardvark', 'bison'];
const KUBECONFIG = { kubeconfig: 'apiVersion: v1', context: 'TEAM' };

const IN_SHARED = '/clusters/shared/namespaces/TEAM-space';
const OWN = '/clusters/only-TEAM';
/** The same in two requests, whatever the time. */
const RECENTLY = {
  since: new Date(Date.now() - 600_000).toISOString(),
  until: new Date().toISOString(),
};

/** The times of the two teams' objects. */
const TIMELINE = {
  since: '2026-11-20T00:00:00Z',
  until: '2026-11-22T00:00:00Z',
};

/** A route of the contract without a row fails. */
const MATRIX: Record<OperationId, Row> = {
  getFleetHealth: { path: '/fleet/health' },
  listClusters: {
    path: '/clusters',
    total: { aardvark: 2, bison: 2 },
    sort: 'clusters',
  },
  getCluster: { path: OWN },
  getClusterHealth: { path: `${OWN}/health` },

  listNodes: {
    path: '/fleet/nodes',
    total: { aardvark: 2, bison: 2 },
    sort: 'nodes',
  },
  listClusterNodes: { path: `${OWN}/nodes` },
  getNode: { path: `${OWN}/nodes/only-TEAM-node` },

  listObjects: {
    path: '/fleet/objects',
    // Of each of the two clusters a node, a disk, a namespace and what is in it; aardvark's mixed namespace,
    // bison's guest in it.
    total: { aardvark: 2 * (2 + 1 + 8) + 1, bison: 2 * (2 + 1 + 8) + 1 },
    sort: 'objects',
  },
  listProblemGroups: {
    path: '/fleet/problem-groups',
    total: { aardvark: 3, bison: 3 },
    sort: 'problemGroups',
  },
  listProblems: {
    path: '/fleet/problems',
    total: { aardvark: 8, bison: 8 },
    sort: 'problems',
  },
  listNamespaces: {
    path: '/fleet/namespaces',
    total: { aardvark: 3, bison: 2 },
    sort: 'namespaces',
  },
  listClusterNamespaces: { path: `${OWN}/namespaces` },
  getNamespace: { path: IN_SHARED },
  listWorkloads: {
    path: '/fleet/workloads',
    total: { aardvark: 2, bison: 3 },
    sort: 'workloads',
  },
  listClusterWorkloads: { path: `${OWN}/workloads` },
  listNamespaceWorkloads: { path: `${IN_SHARED}/workloads` },
  getWorkload: { path: `${IN_SHARED}/workloads/Deployment/TEAM` },
  listWorkloadPods: { path: `${IN_SHARED}/workloads/Deployment/TEAM/pods` },
  listPods: {
    path: '/fleet/pods',
    total: { aardvark: 2, bison: 2 },
    sort: 'pods',
  },
  listClusterPods: { path: `${OWN}/pods` },
  listNamespacePods: { path: `${IN_SHARED}/pods` },
  getPod: { path: `${IN_SHARED}/pods/TEAM-1-a` },
  listEvents: {
    path: '/fleet/events',
    // Of a pod and of one that is gone, and of the node.
    total: { aardvark: 6, bison: 6 },
    sort: 'events',
  },
  listClusterEvents: { path: `${OWN}/events` },
  listNamespaceEvents: { path: `${IN_SHARED}/events` },
  getEntityHealth: { path: '/entities/component/default/TEAM/health' },

  getEntityPeers: { path: '/entities/component/default/TEAM/peers' },
  getEntityHttpSd: { path: '/entities/component/default/TEAM/peers/http-sd' },
  getEntityMetrics: { path: '/entities/component/default/TEAM/metrics' },
  getEntityMetricFamily: {
    path: '/entities/component/default/TEAM/metrics/families/requests_total',
  },
  getEntityMetricHistory: {
    path: '/entities/component/default/TEAM/metrics/history',
    query: { family: 'requests_total', ...RECENTLY },
  },
  getServicePeers: { path: `${IN_SHARED}/services/TEAM/peers` },
  getServiceHttpSd: { path: `${IN_SHARED}/services/TEAM/peers/http-sd` },
  getServiceMetrics: { path: `${IN_SHARED}/services/TEAM/metrics` },
  getServiceMetricFamily: {
    path: `${IN_SHARED}/services/TEAM/metrics/families/requests_total`,
  },
  getServiceMetricHistory: {
    path: `${IN_SHARED}/services/TEAM/metrics/history`,
    query: { family: 'requests_total', ...RECENTLY },
  },
  getHttpSd: { path: '/fleet/peers/http-sd' },
  getClusterMetrics: { path: `${OWN}/metrics`, query: RECENTLY },
  getNamespaceMetrics: { path: `${IN_SHARED}/metrics`, query: RECENTLY },
  getNodeMetrics: {
    path: `${OWN}/nodes/only-TEAM-node/metrics`,
    query: RECENTLY,
  },
  getWorkloadMetrics: {
    path: `${IN_SHARED}/workloads/Deployment/TEAM/metrics`,
    query: RECENTLY,
  },
  getPodMetrics: {
    path: `${IN_SHARED}/pods/TEAM-1-a/metrics`,
    query: RECENTLY,
  },
  getEntityTimeline: {
    path: '/entities/component/default/TEAM/timeline',
    query: TIMELINE,
  },
  getTimeline: { path: '/fleet/timeline', query: TIMELINE },
  listMetricsSources: { path: '/metrics/sources', refused: NO_OPERATORS },
  testMetricsSource: {
    path: '/metrics/sources/kubelet/test',
    query: { cluster: 'shared' },
    refused: NO_OPERATORS,
  },

  listWorkers: { path: '/workers', refused: NO_OPERATORS },
  getClusterRole: { path: `${OWN}/cluster-role`, refused: NO_OPERATORS },
  listReplicas: { path: '/replicas', refused: NO_OPERATORS },

  syncCluster: {
    path: `${OWN}/sync`,
    refused: USERS,
    owners: ['aardvarkOperator'],
  },
  getClusterRegistration: {
    path: `${OWN}/registration`,
    refused: USERS,
    owners: ['aardvarkOperator'],
  },
  updateCluster: {
    path: OWN,
    body: { title: 'TEAM' },
    refused: USERS,
    owners: ['aardvarkOperator'],
  },
  replaceClusterCredentials: {
    path: `${OWN}/credentials`,
    body: KUBECONFIG,
    refused: USERS,
    owners: ['aardvarkOperator'],
  },
  deleteCluster: { path: OWN, refused: USERS },
  registerCluster: {
    path: '/clusters',
    body: { name: 'TEAM', ...KUBECONFIG },
    refused: USERS,
  },
  inspectKubeconfig: {
    path: '/clusters:inspect',
    body: { kubeconfig: 'apiVersion: v1' },
    refused: NO_OPERATORS,
  },
  testCluster: {
    path: '/clusters:test',
    body: KUBECONFIG,
    refused: NO_OPERATORS,
  },
  getFleetCosts: { path: '/fleet/costs' },
  getClusterCosts: { path: `${OWN}/costs` },
  getNamespaceCosts: { path: `${IN_SHARED}/costs` },
  getWorkloadCosts: { path: `${IN_SHARED}/workloads/Deployment/TEAM/costs` },
  getEntityCosts: { path: '/entities/component/default/TEAM/costs' },
  getCostWork: { path: '/fleet/costs/work' },
  exportCosts: { path: '/fleet/costs/export' },
  listUnownedCosts: { path: '/fleet/costs/unowned' },
  listCostAnomalies: { path: '/fleet/costs/anomalies' },
  estimateCosts: {
    path: '/fleet/costs/estimate',
    body: { manifests: 'kind: ConfigMap', cluster: 'only-TEAM' },
  },
  getAllocation: { path: '/allocation', query: { window: '7d' } },
  computeAllocation: { path: '/allocation/compute', query: { window: '7d' } },
  getAllocationSummary: {
    path: '/allocation/summary',
    query: { window: '7d' },
  },
  listPrices: { path: '/prices' },
  listBudgets: { path: '/budgets' },
  getBudget: { path: '/budgets/TEAM' },
  listRightsizing: { path: '/fleet/rightsizing' },
  getEntityRightsizing: {
    path: '/entities/component/default/TEAM/rightsizing',
  },
  getWorkloadRightsizing: {
    path: `${IN_SHARED}/workloads/Deployment/TEAM/rightsizing`,
  },
  listRightsizingAdvice: { path: '/fleet/rightsizing/advice' },

  getCostAccuracy: { path: '/fleet/costs/accuracy', refused: USERS },
  getCostJobs: { path: '/fleet/costs/jobs', refused: USERS },
  startCostBackfill: {
    path: '/fleet/costs/jobs',
    body: { since: '2026-11-20T00:00:00Z', until: '2026-11-21T00:00:00Z' },
    refused: USERS,
  },
  listBills: { path: '/bills', refused: USERS },
  importBill: { path: '/bills', query: { name: 'TEAM' }, refused: USERS },
  deleteBill: { path: '/bills/TEAM', refused: USERS },
  createBudget: {
    path: '/budgets',
    body: { name: 'TEAM', scope: { fleet: true }, amount: 1 },
    refused: USERS,
  },
  updateBudget: {
    path: '/budgets/TEAM',
    body: { name: 'TEAM', scope: { fleet: true }, amount: 1 },
    refused: USERS,
  },
  deleteBudget: { path: '/budgets/TEAM', refused: USERS },

  getEncryption: { path: '/encryption', refused: USERS },
  rotateEncryption: { path: '/encryption:rotate', refused: USERS },
};

const NOBODY = 'nobodyatall';

function entity(name: string, annotations: Record<string, string>): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default', annotations },
  };
}

const ENTITIES = [
  ...[...TEAMS, NOBODY].map(team =>
    entity(team, {
      'backstage.io/kubernetes-label-selector': `app=${team}`,
      'backstage.io/kubernetes-cluster': `only-${team}`,
    }),
  ),
  entity('everything', { 'backstage.io/kubernetes-id': COMMON_ID }),
];

/** Handlers that act on clusters and not on what is stored of them: whether they are reached is what counts. */
const ACTIONS: OperationId[] = [
  'listReplicas',
  'getClusterRegistration',
  'updateCluster',
  'replaceClusterCredentials',
  'deleteCluster',
  'registerCluster',
  'inspectKubeconfig',
  'testCluster',
  'getEncryption',
  'rotateEncryption',
  'testMetricsSource',
  'getBudget',
  'importBill',
  'deleteBill',
  'updateBudget',
  'deleteBudget',
];

/** The pods of both teams, each of which says its name in its metrics. */
const PODS: ClusterConnection = {
  request: async ({ path }) => {
    const [, pod] =
      /\/pods\/([a-z0-9-]+):8080\/proxy\/metrics$/.exec(path) ?? [];
    return {
      status: pod ? 200 : 404,
      headers: { 'content-type': 'text/plain; version=0.0.4' },
      body: (async function* text() {
        yield Buffer.from(
          `# TYPE requests_total counter\nrequests_total{pod="${pod}"} 42\n`,
        );
      })(),
    };
  },
  close: async () => {},
};

/** What clusters, nodes and shared namespaces use is a mark that no team may see; of workloads it is their own. */
async function writeUsage(writer: HistoryWriter): Promise<void> {
  const series = {
    name: 'cpu_usage',
    labels: [],
    key: 'cpu_usage',
    family: { name: 'cpu_usage', type: 'gauge' as const },
  };
  const at = Date.parse(RECENTLY.until) / 1000 - 120;
  for (const cluster of ['shared', ...TEAMS.map(team => `only-${team}`)]) {
    const figures = new Map([
      ['cluster', 777],
      [`node/${cluster}-node`, 777],
      ['namespace/mixed', 777],
      ...TEAMS.flatMap(team => [
        [`namespace/${team}-space`, 5] as const,
        [`workload/${team}-space/Deployment/${team}`, 3] as const,
      ]),
    ]);
    await writer.append({
      cluster,
      target: 'usage',
      lease: testLease(cluster),
      samples: [...figures].map(([peer, value]) => ({
        peer,
        at,
        series: [series],
        values: [value],
      })),
    });
  }
}

/** Peers and metrics after a scrape of everything that the matrix asks for. */
async function scraped(options: { knex: Knex; catalog: CatalogService }) {
  const created = await testMetrics({
    ...options,
    permissions: rolePermissions(options.knex),
    connections: Object.fromEntries(
      ['shared', ...TEAMS.map(team => `only-${team}`)].map(name => [
        name,
        PODS,
      ]),
    ),
    // What is scraped once is fresh as long as the test takes.
    settings: { scrapeInterval: 60 * 60 * 1000 },
  });
  created.start();
  const asker = {
    visibility: SEES_EVERYTHING,
    credentials: mockCredentials.user(),
  };
  const scrapes = async () =>
    (await options.knex('metric_snapshots').pluck('target')) as string[];
  for (const team of TEAMS) {
    await created.peers.targetsOf(
      { cluster: 'shared', namespace: `${team}-space`, service: team },
      asker,
    );
  }
  for (const name of [...TEAMS, 'everything']) {
    const entityRef = `component:default/${name}`;
    await created.peers.targetsOf({ entityRef }, asker);
  }
  const wanted: string[] = await options.knex('peer_targets').pluck('id');
  while ((await scrapes()).length < wanted.length) {
    await new Promise(resolve => {
      setTimeout(resolve, 50);
    });
  }
  await created.stop();
  const topics: string[] = await options.knex('peer_targets').pluck('topic');
  for (const [index, topic] of topics.entries()) {
    for (const table of ['peer_targets', 'metric_snapshots']) {
      await options
        .knex(table)
        .where({ topic })
        .update({ topic: `target-${index}` });
    }
  }
  return created;
}

const databases = testDatabases();

describe.each(databases.eachSupportedId())('who sees what on %s', id => {
  let fleet: TestFleet;
  let app: express.Express;

  beforeAll(async () => {
    fleet = await createTestFleet(databases, id);
    await writeTwoTeams(fleet);
    const { knex } = fleet;
    // Random ones have some mark in them once in a while.
    const names: string[] = await knex('clusters').pluck('name');
    for (const [index, name] of names.entries()) {
      await knex('clusters')
        .where({ name })
        .update({ topic: `topic-${index}` });
    }
    const readers = {
      knex,
      mirror: { sync: async () => true, sources: () => [] },
      catalog: catalogServiceMock({ entities: ENTITIES }),
      auditor: mockServices.auditor.mock({
        createEvent: async () => ({
          success: async () => {},
          fail: async () => {},
        }),
      }),
      clusters: await ClusterReader.create(knex),
      objects: new ObjectReader(knex),
      records: new RecordReader(knex),
      problems: new ProblemReader(knex),
      events: new EventReader(knex),
    };
    const peerMetrics = await scraped(readers);
    await writeUsage(peerMetrics.store.history.writer);
    const actions = Object.fromEntries(
      ACTIONS.map(action => [action, { answer: async () => ({ action }) }]),
    );
    app = express();
    app.use(
      await createRouter({
        httpAuth: mockServices.httpAuth(),
        permissions: rolePermissions(knex),
        knex,
        auditor: readers.auditor,
        logger: mockServices.logger.mock(),
        handlers: {
          ...createClusterHandlers(readers),
          ...createListHandlers(readers),
          ...createDetailHandlers(readers),
          ...createHealthHandlers(readers),
          ...createEventHandlers(readers),
          ...createEntityHandlers(readers),
          ...createPeerHandlers({ ...readers, ...peerMetrics }),
          ...peerMetrics.metrics.handlers,
          ...peerMetrics.cost.handlers,
          ...createSourceHandlers({
            ...readers,
            ...peerMetrics.metrics.parts,
          }),
          ...createTimelineHandlers({
            ...readers,
            timelines: new TimelineReader(knex),
          }),
          ...actions,
        } as OperationHandlers,
        recordOperation: () => {},
      }),
    );
  });

  /** All that an answer tells, without what is new in every answer and may look like anything. */
  const said = ({ status, text, headers }: request.Response) =>
    JSON.stringify({
      status,
      text: text
        .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'then')
        .replace(/"(\w+Seconds)":[\d.e+-]+/g, '"$1":0'),
      headers: { ...headers, date: '', etag: '', 'content-length': '' },
    }).toLowerCase();

  const send = async (
    role: Role,
    operation: OperationId,
    path: string,
    team: string,
  ) => {
    const { method } = OPERATIONS.find(of => of.id === operation)!;
    const { body, query = {} } = MATRIX[operation];
    const pending = request(app)
      [method](`/v1${path.replace(/TEAM/g, team)}`)
      .query(query)
      .set('Authorization', authorization(role));
    const response = await (body
      ? pending.send(JSON.parse(JSON.stringify(body).replace(/TEAM/g, team)))
      : pending);
    return { response, said: said(response) };
  };

  /** What must not be in an answer for the role: the other team, and figures of whole clusters. */
  const marksHiddenFrom = (role: Role): string[] => {
    const team = teamOf(role);
    return team === undefined
      ? []
      : [...TEAMS.filter(other => other !== team), '777'];
  };

  it('has a row for every operation of the contract', () => {
    expect(Object.keys(MATRIX).sort()).toEqual(
      OPERATIONS.map(operation => operation.id).sort(),
    );
  });

  describe.each(OPERATIONS)('$method $path', operation => {
    const row = MATRIX[operation.id];
    const { path, refused = [], owners = [] } = row ?? { path: '' };
    const ofTeams = [path, JSON.stringify(row?.body ?? null)].some(text =>
      text.includes('TEAM'),
    );

    it('is where the contract says', () => {
      const pattern = operation.path.replace(/\{\w+\}/g, '[^/]+');
      expect(`/v1${path}`).toMatch(new RegExp(`^${pattern}$`));
    });

    it('refuses a request without credentials', async () => {
      const { response } = await send('nobody', operation.id, path, 'aardvark');
      expect(response.status).toBe(401);
      // Where OpenCost's clients ask, errors are as they read them.
      expect(response.body.code).toBe(
        path.startsWith('/allocation') ? 401 : 'unauthenticated',
      );
      expect(response.headers.etag).toBeUndefined();
    });

    it.each(ROLES.filter(role => role !== 'nobody'))(
      'answers %s with what that role sees and nothing else',
      async role => {
        for (const team of TEAMS) {
          const { response, said: answer } = await send(
            role,
            operation.id,
            path,
            team,
          );
          const nobodys = await send(role, operation.id, path, NOBODY);
          const sees = [undefined, team].includes(teamOf(role) as Team);
          const allowed =
            !refused.includes(role) || (owners.includes(role) && sees);
          const status =
            allowed && (!ofTeams || sees)
              ? operation.status
              : nobodys.response.status;
          expect(response.status).toBe(allowed ? status : 403);
          expect(response.body.code === 'not-allowed').toBe(!allowed);
          // What is there and not seen is answered as what is not there.
          const same =
            ofTeams && !(allowed && sees)
              ? nobodys.said.replace(new RegExp(NOBODY, 'g'), team)
              : answer;
          expect(answer).toBe(same);
          const asked = ofTeams ? team : undefined;
          expect(
            marksHiddenFrom(role).filter(
              mark => mark !== asked && answer.includes(mark),
            ),
          ).toEqual([]);
        }
      },
    );

    const list = row?.total;
    if (!list) return;

    it.each(ROLES.filter(role => role !== 'nobody'))(
      'counts for %s what is listed, in every order and on every page',
      async role => {
        const team = teamOf(role);
        for (const column of LIST_COLUMNS[row.sort!]) {
          for (const sort of [column, `-${column}`]) {
            const items: object[] = [];
            let total: number | undefined;
            let cursor: string | undefined;
            do {
              const page: request.Response = await request(app)
                .get(`/v1${path}`)
                .query({ sort, limit: 3, ...(cursor && { cursor }) })
                .set('Authorization', authorization(role));
              expect(page.status).toBe(200);
              items.push(...page.body.items);
              total = page.body.total;
              cursor = page.body.nextCursor;
              const told =
                page.text +
                decodeURIComponent(
                  Buffer.from(cursor ?? '', 'base64').toString('latin1'),
                );
              expect(
                marksHiddenFrom(role).filter(mark => told.includes(mark)),
              ).toEqual([]);
            } while (cursor);
            expect(items).toHaveLength(total!);
            expect(new Set(items.map(item => JSON.stringify(item))).size).toBe(
              total,
            );
            expect(total).toBe({ none: 0, ...list, all: total }[team ?? 'all']);
          }
        }
      },
    );

    it.each([
      ['search', '*BISON*'],
      ['search', 'bison'],
      ['cluster', 'only-bison'],
      ['namespace', 'bison-space'],
      ['owner', 'group:default/bison'],
      ['labelSelector', 'app=bison'],
      ['labelSelector', 'bison.example.com/part'],
      ['name', 'bison'],
      ['namePrefix', 'bison'],
      ['image', 'bison'],
      ['environment', 'env-bison'],
      ['provider', 'Provider bison'],
      ['reason', 'Backoffbison'],
      ['involvedName', 'bison-1-a'],
    ])(
      'does not answer aardvark whether %s=%s finds anything',
      async (name, value) => {
        const ask = (text: string) =>
          request(app)
            .get(`/v1${path}`)
            .query({ [name]: text })
            .set('Authorization', authorization('aardvark'));
        const found = await ask(value);
        const nothing = await ask(value.replace(/bison/gi, 'nothing'));
        expect(found.status).toBe(nothing.status);
        expect(found.body).toEqual(nothing.body);
        // A list that has no such filter says so.
        const { items, total } =
          found.status === 200 ? found.body : { items: [], total: 0 };
        expect([items, total]).toEqual([[], 0]);
      },
    );
  });

  const get = async (role: Role, path: string) =>
    (
      await request(app)
        .get(`/v1${path}`)
        .set('Authorization', authorization(role))
        .expect(200)
    ).body;

  it('counts in a shared cluster what the team sees', async () => {
    expect(await get('aardvark', '/clusters/shared')).toMatchObject({
      restricted: true,
      topic: expect.any(String),
      counts: {
        nodes: 1,
        nodesReady: 1,
        namespaces: 2,
        workloads: 1,
        workloadsFailing: 1,
        pods: 1,
      },
      cpu: { allocatable: 4, requested: 0 },
      memory: { allocatable: 8e9, requested: 0 },
      usageUnavailable: expect.stringContaining('part'),
      health: {
        status: 'critical',
        reasons: [
          { reason: 'ControlPlaneNotReady', message: 'etcd fails' },
          { reason: 'NodesNotReady' },
        ],
      },
    });
    const whole = await get('administrator', '/clusters/shared');
    expect(whole).not.toHaveProperty('restricted');
    expect(whole).toMatchObject({ counts: { pods: 777 } });
  });

  it('adds up for the fleet what the team sees, without the past of the rest', async () => {
    const health = await get('bison', '/fleet/health');
    expect(health).toMatchObject({
      restricted: true,
      clusters: { total: 2 },
      workloads: { total: 3, byHealth: { degraded: 3 } },
      nodes: { total: 2, ready: 2 },
      pods: { total: 2, byPhase: { Running: 2 } },
      history: [{ clusters: 2, nodes: 2, nodesReady: 2 }],
    });
    expect(health.history[0]).not.toHaveProperty('pods');
    expect(health.history[0]).not.toHaveProperty('workloads');
    const all = await get('administrator', '/fleet/health');
    expect(all).not.toHaveProperty('restricted');
    expect(all.history[0]).toMatchObject({ clusters: 4, pods: 4 * 777 });
    expect(await get('userWithoutTeam', '/fleet/health')).toEqual({
      restricted: true,
      clusters: { total: 0, byStatus: {}, byHealth: {}, withoutData: 0 },
      history: [],
    });
  });

  it('tells of resources in use what is of the team alone', async () => {
    const cpu = async (role: Role, path: string) => {
      const time = new URLSearchParams(RECENTLY).toString();
      const { resources, warnings } = await get(
        role,
        `${path}/metrics?${time}`,
      );
      const { used, message } = resources[0];
      const known = used?.filter((value: number | null) => value !== null);
      return { known, message, warnings };
    };
    const own = '/clusters/shared/namespaces/aardvark-space';
    expect((await cpu('aardvark', own)).known).toContain(5);
    expect((await cpu('administrator', own)).known).toContain(5);
    expect(
      (await cpu('aardvark', `${own}/workloads/Deployment/aardvark`)).known,
    ).toContain(3);
    // In it is another team's guest.
    const mixed = '/clusters/shared/namespaces/mixed';
    expect(await cpu('aardvark', mixed)).toMatchObject({
      warnings: [expect.stringContaining('part')],
    });
    expect((await cpu('aardvark', mixed)).known ?? []).not.toContain(777);
    expect((await cpu('administrator', mixed)).known).toContain(777);
    for (const path of [
      '/clusters/shared',
      '/clusters/shared/nodes/shared-node',
    ]) {
      const seen = await cpu('aardvark', path);
      expect(seen.known).toBeUndefined();
      expect(seen.message).toContain('part');
      expect((await cpu('administrator', path)).known).toContain(777);
    }
  });

  it("counts on a node and in a namespace the team's own", async () => {
    const { node, pods } = await get(
      'aardvark',
      '/clusters/shared/nodes/shared-node',
    );
    expect(node.pods.running).toBe(1);
    expect(pods).toHaveLength(1);
    expect(
      await get('aardvark', '/clusters/shared/namespaces/mixed'),
    ).toMatchObject({ workloads: 0, workloadsFailing: 0, pods: 0 });
    // A namespace of another team in which one has a workload is not one's own.
    const { body } = await request(app)
      .get('/v1/clusters/shared/namespaces/mixed')
      .set('Authorization', authorization('bison'))
      .expect(404);
    expect(body.code).toBe('not-found');
  });

  it('shows of an entity of both teams the part of each', async () => {
    const path = '/entities/component/default/everything/health';
    const ofAardvark = await get('aardvark', path);
    expect(ofAardvark.total).toBe(2);
    expect(
      ofAardvark.clusters.map(({ name }: { name: string }) => name),
    ).toEqual(['only-aardvark', 'shared']);
    expect(JSON.stringify(ofAardvark)).not.toContain('bison');
    expect((await get('bison', path)).total).toBe(3);
    expect((await get('administrator', path)).total).toBe(5);
  });

  it('aggregates for each team the peers that it sees', async () => {
    const path = '/entities/component/default/everything/metrics';
    for (const [role, peers] of [
      ['aardvark', 2],
      ['bison', 2],
      ['administrator', 4],
    ] as const) {
      const metrics = await get(role, path);
      expect(metrics).toMatchObject({ total: peers, answered: peers });
      expect(
        marksHiddenFrom(role).filter(mark =>
          JSON.stringify(metrics).includes(mark),
        ),
      ).toEqual([]);
      const { series } = await get(role, `${path}/families/requests_total`);
      const sums = series.map(({ sum }: { sum: number }) => sum);
      expect(sums.reduce((all: number, sum: number) => all + sum, 0)).toBe(
        42 * peers,
      );
    }
    expect(await get('userWithoutTeam', path)).toMatchObject({
      total: 0,
      families: [],
    });
  });

  it('tells nobody but who sees all of a cluster what its server said', async () => {
    const { knex } = fleet;
    const { document } = await knex('clusters')
      .where({ name: 'shared' })
      .first('document');
    const message = 'connect ECONNREFUSED 10.1.2.3:6443 as the account robot';
    const error = { cause: 'unreachable', message };
    await knex('clusters')
      .where({ name: 'shared' })
      .update({
        document: JSON.stringify({
          ...JSON.parse(document),
          status: 'unreachable',
          statusMessage: message,
          usageUnavailable: message,
          health: {
            status: 'unknown',
            reasons: [{ reason: 'Unreachable', message }],
          },
          sync: {
            state: 'waiting',
            stale: true,
            lastError: { ...error, at: '2026-11-21T10:00:00Z' },
            unavailableKinds: [{ kind: 'Pod', ...error }],
          },
        }),
      });
    try {
      const told = async (role: Role, path: string) =>
        JSON.stringify(await get(role, path));
      const saying = [
        '/clusters',
        '/clusters/shared',
        '/entities/component/default/everything/health',
      ];
      for (const path of saying) {
        expect(await told('aardvark', path)).toContain('cannot be reached');
        expect(await told('administrator', path)).toContain(message);
      }
      for (const path of [
        ...saying,
        '/clusters/shared/health',
        '/fleet/health',
      ]) {
        expect(await told('aardvark', path)).not.toMatch(/10\.1\.2\.3|robot/);
      }
    } finally {
      await knex('clusters').where({ name: 'shared' }).update({ document });
    }
  });

  it('lets the owner of a cluster not change who sees it', async () => {
    const patch = (role: Role, body: object) =>
      request(app)
        .patch('/v1/clusters/only-aardvark')
        .set('Authorization', authorization(role))
        .send(body);
    for (const body of [
      { owner: 'group:default/bison' },
      { environment: 'x' },
      { tags: [] },
      { title: 'x', tags: ['a'] },
    ]) {
      const refused = await patch('aardvarkOperator', body);
      expect(refused.status).toBe(403);
      expect(refused.body.title).toContain('`portlight.cluster.create`');
      expect((await patch('administrator', body)).status).toBe(200);
    }
    const words = { title: 'x', description: 'y', maintenance: true };
    expect((await patch('aardvarkOperator', words)).status).toBe(200);
  });

  it('gives each who sees something else another tag, and errors none', async () => {
    const path = '/v1/fleet/pods';
    const tags = new Set<string>();
    for (const role of [
      'userWithoutTeam',
      'aardvark',
      'bison',
      'administrator',
    ] as const) {
      const { headers } = await request(app)
        .get(path)
        .set('Authorization', authorization(role));
      tags.add(headers.etag);
      await request(app)
        .get(path)
        .set('Authorization', authorization(role))
        .set('If-None-Match', headers.etag)
        .expect(304);
    }
    expect(tags.size).toBe(4);
    const { headers } = await request(app)
      .get('/v1/clusters/only-bison/pods')
      .set('Authorization', authorization('aardvark'))
      .expect(404);
    expect(headers.etag).toBeUndefined();
  });

  it('tells by no tag that a cluster which is not seen is there or changes', async () => {
    const tag = async (role: Role, path: string) =>
      (
        await request(app)
          .get(`/v1${path}`)
          .set('Authorization', authorization(role))
          .expect(200)
      ).headers.etag;
    const change = () =>
      fleet
        .knex('clusters')
        .where({ name: 'only-bison' })
        .increment('revision', 1);
    for (const path of [
      '/fleet/pods',
      '/fleet/pods?cluster=only-bison',
      '/fleet/problems?cluster=only-bison',
      '/fleet/problem-groups?cluster=only-bison',
      '/fleet/events?cluster=only-bison',
    ]) {
      const before = await tag('aardvark', path);
      const seen = await tag('bison', path);
      await change();
      expect(await tag('aardvark', path)).toBe(before);
      expect(await tag('bison', path)).not.toBe(seen);
    }
  });

  it('shows an operator the mirror of the clusters that they see', async () => {
    const { items } = await get('aardvarkOperator', '/workers');
    expect(items.map(({ cluster }: { cluster: string }) => cluster)).toEqual([
      'only-aardvark',
      'shared',
    ]);
    expect((await get('administrator', '/workers')).total).toBe(3);
  });

  it('says in no signal what a cluster is called or whose it is', async () => {
    const publish = jest.fn<Promise<void>, [unknown]>(async () => {});
    const publisher = createChangePublisher({
      knex: fleet.knex,
      signals: { publish: publish as never },
      logger: mockServices.logger.mock(),
    });
    const clusters: { name: string; topic: string }[] = await fleet
      .knex('clusters')
      .select('name', 'topic');
    clusters.forEach(({ name }) => publisher.changed(name));
    const published = () => JSON.stringify(publish.mock.calls);
    while (!clusters.every(({ topic }) => published().includes(topic))) {
      await new Promise(resolve => {
        setTimeout(resolve, 50);
      });
    }
    publisher.stop();
    for (const word of [...TEAMS, 'shared', 'vacant', 'only-']) {
      expect(published()).not.toContain(word);
    }
    for (const [{ channel, message }] of publish.mock.calls as any) {
      expect(channel).toBe('portlight:changes');
      expect(Object.keys(message)).toEqual(['topics']);
    }
  });
});
