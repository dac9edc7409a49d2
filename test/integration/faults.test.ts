import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
  type ClusterOptions,
  type Simulator,
  startSimulator,
} from '@portlight/simulator';
import { KINDS } from '@portlight/plugin-portlight-common';
import { stringify } from 'yaml';
import { freePorts, KubernetesClient } from '../parts';
import { expectEqual } from './comparison';
import { type Database, DATABASES } from './databases';
import { node, podTemplate } from './objects';
import { type Portal, startPortal } from './portal';
import { waitForMatch } from './waitForMatch';

const TOKEN = 'valid';
const ADMIN = { token: TOKEN, name: 'portal', groups: ['system:masters'] };
const TEST = { token: 'test', name: 'test', groups: ['system:masters'] };
/** Recovery waits for backoffs of up to a minute. */
const RECOVERY_MILLISECONDS = 180_000;

const PODS = 12;
const READ = ['get', 'list', 'watch'];

/** Clusters that are to look sound all the time, whatever happens in them. */
const SOUND = ['healthy', 'half-lines', 'flooding'];

/** What is wrong with a cluster, and what the portal is to say of it. */
interface Case {
  cluster: string;
  options?: Partial<ClusterOptions>;
  /** After it has been read once. */
  breakIt(simulator: Simulator): void;
  healIt(simulator: Simulator): void;
  /** Parts of the cluster's document. */
  shown: object;
}

const clearFaults = (cluster: string) => (simulator: Simulator) =>
  simulator.cluster(cluster).faults.clear();

function endWatches(simulator: Simulator, cluster: string) {
  for (const watch of simulator.watches.of(simulator.cluster(cluster))) {
    watch.end();
  }
}

const failing = (
  status: 'unreachable' | 'error',
  cause: string,
  message: RegExp,
) => ({
  status,
  statusMessage: expect.stringMatching(message),
  // What was known stays, with its age: never an empty list, never a zero.
  counts: expect.objectContaining({ pods: PODS }),
  sync: expect.objectContaining({
    stale: true,
    lastSyncAt: expect.stringMatching(/^\d{4}-/),
    lastError: expect.objectContaining({
      cause,
      message: expect.stringMatching(message),
      at: expect.stringMatching(/^\d{4}-/),
    }),
  }),
});

const failingKind = (kind: string, cause: string, message: RegExp) => ({
  status: 'active',
  sync: expect.objectContaining({
    unavailableKinds: expect.arrayContaining([
      expect.objectContaining({
        kind,
        cause,
        message: expect.stringMatching(message),
      }),
    ]),
  }),
});

const CASES: Case[] = [
  {
    cluster: 'disconnected',
    options: { port: 0 },
    breakIt: simulator =>
      simulator.cluster('disconnected').faults.add({ type: 'disconnected' }),
    healIt: clearFaults('disconnected'),
    shown: failing('unreachable', 'unreachable', /connection|cut|reach/i),
  },
  {
    cluster: 'hanging',
    breakIt: simulator => {
      simulator.cluster('hanging').faults.add({ type: 'hang' });
      endWatches(simulator, 'hanging');
    },
    healIt: clearFaults('hanging'),
    shown: failing('unreachable', 'timeout', /does not answer/),
  },
  {
    cluster: 'token-expired',
    breakIt: simulator => {
      simulator.cluster('token-expired').authorizer.remove(TOKEN);
      endWatches(simulator, 'token-expired');
    },
    healIt: simulator =>
      simulator.cluster('token-expired').authorizer.add(ADMIN),
    shown: failing('error', 'unauthorized', /token|credentials/i),
  },
  {
    cluster: 'login-page',
    breakIt: simulator => {
      simulator.cluster('login-page').faults.add({ type: 'html' });
      endWatches(simulator, 'login-page');
    },
    healIt: clearFaults('login-page'),
    shown: failing('error', 'invalidResponse', /web page/),
  },
  {
    cluster: 'certificate-expired',
    options: { port: 0, tls: true },
    breakIt: simulator =>
      simulator
        .cluster('certificate-expired')
        .faults.add({ type: 'certificate', certificate: 'expired' }),
    healIt: clearFaults('certificate-expired'),
    shown: failing('error', 'tls', /certificate/),
  },
  {
    cluster: 'overloaded',
    breakIt: simulator => {
      simulator
        .cluster('overloaded')
        .faults.add({ type: 'status', code: 429, retryAfterSeconds: 1 });
      endWatches(simulator, 'overloaded');
    },
    healIt: clearFaults('overloaded'),
    shown: failing('error', 'throttled', /too many requests/i),
  },
  {
    cluster: 'broken-inside',
    breakIt: simulator => {
      simulator
        .cluster('broken-inside')
        .faults.add({ type: 'status', code: 500 });
      endWatches(simulator, 'broken-inside');
    },
    healIt: clearFaults('broken-inside'),
    shown: failing('error', 'serverError', /etcd|error/i),
  },
  {
    cluster: 'huge-line',
    breakIt: simulator => {
      simulator.cluster('huge-line').faults.add({
        type: 'huge-line',
        match: { resources: ['pods'], verbs: ['watch'] },
      });
      touchPods(simulator, 'huge-line');
    },
    healIt: clearFaults('huge-line'),
    shown: failingKind('Pod', 'invalidResponse', /larger than/),
  },
  {
    cluster: 'garbage',
    breakIt: simulator => {
      simulator.cluster('garbage').faults.add({
        type: 'garbage',
        match: { resources: ['pods'], verbs: ['watch'] },
      });
      touchPods(simulator, 'garbage');
    },
    healIt: clearFaults('garbage'),
    shown: failingKind('Pod', 'invalidResponse', /JSON/),
  },
  {
    cluster: 'forbidden-kind',
    options: {
      users: [
        TEST,
        {
          token: TOKEN,
          name: 'portal',
          groups: [],
          rules: KINDS.filter(({ kind }) => kind !== 'Secret').map(
            ({ group, resource }) => ({
              verbs: READ,
              apiGroups: [group],
              resources: [resource],
            }),
          ),
        },
      ],
    },
    breakIt: () => {},
    healIt: simulator =>
      simulator.cluster('forbidden-kind').authorizer.add(ADMIN),
    shown: {
      ...failingKind('Secret', 'forbidden', /secrets/),
      counts: expect.objectContaining({ pods: PODS }),
    },
  },
  {
    cluster: 'clock-an-hour-off',
    breakIt: simulator =>
      simulator
        .cluster('clock-an-hour-off')
        .faults.add({ type: 'clock-skew', milliseconds: 3_600_000 }),
    healIt: clearFaults('clock-an-hour-off'),
    shown: {
      status: 'active',
      sync: expect.objectContaining({ stale: false, unavailableKinds: [] }),
    },
  },
];

/** A change of every pod, so that watches have lines to send. */
function touchPods(simulator: Simulator, cluster: string) {
  const { store } = simulator.cluster(cluster);
  const pods = store.resources.forKind('Pod');
  for (const pod of [...store.list(pods)]) {
    store.modify(pods, pod.metadata.namespace, pod.metadata.name, stored => ({
      ...stored,
      metadata: {
        ...stored.metadata,
        labels: {
          ...stored.metadata.labels,
          touched: `${Number(stored.metadata.labels?.touched ?? 0) + 1}`,
        },
      },
    }));
  }
}

function fill(simulator: Simulator, cluster: string) {
  const { store } = simulator.cluster(cluster);
  store.create(store.resources.forKind('Node'), node('node-1', 'eu-west-1a'));
  for (let number = 0; number < PODS; number += 1) {
    store.create(store.resources.forKind('Pod'), {
      metadata: {
        name: `pod-${number}`,
        namespace: 'default',
        labels: { app: 'web' },
      },
      spec: { ...podTemplate('web').spec, nodeName: 'node-1' },
    });
  }
}

describe('a fleet in which everything goes wrong', () => {
  let simulator: Simulator;
  /** With a certificate that the kubeconfig knows nothing of. */
  let strangers: Simulator;
  let lost: Simulator | undefined;
  let database: Database;
  let portal: Portal;
  let directory: string;
  let lostPort: number;

  const clientOf = (cluster: string) =>
    new KubernetesClient({
      server: simulator.clusterUrl(cluster),
      token: TEST.token,
      insecure: true,
    });
  const document = (cluster: string) => portal.get(`/clusters/${cluster}`);
  const untilShown = (
    cluster: string,
    shown: object,
    timeoutMilliseconds: number = 60_000,
  ) =>
    waitForMatch(() => document(cluster), shown, {
      what: `${cluster} to be shown`,
      timeoutMilliseconds,
    });

  beforeAll(async () => {
    [lostPort] = await freePorts(1);
    simulator = await startSimulator({
      clusters: [
        ...SOUND.map(cluster => ({ cluster, options: {} })),
        ...CASES,
      ].map(({ cluster, options }) => ({
        name: cluster,
        users: [TEST, ADMIN],
        ...options,
      })),
    });
    strangers = await startSimulator({
      tls: true,
      clusters: [{ name: 'stranger' }],
    });
    const clusters = [...simulator.clusters.keys()];
    clusters.forEach(cluster => fill(simulator, cluster));
    directory = fs.mkdtempSync(path.join(os.tmpdir(), 'portlight-faults-'));
    const kubeconfig = path.join(directory, 'kubeconfig');
    const servers = new Map(
      clusters.map(cluster => [cluster, simulator.clusterUrl(cluster)]),
    );
    servers.set('stranger', strangers.clusterUrl('stranger'));
    servers.set('lost', `http://127.0.0.1:${lostPort}`);
    fs.writeFileSync(kubeconfig, kubeconfigOf(servers));
    database = await DATABASES[0].start();
    portal = await startPortal({ knex: database.knex, fleet: { kubeconfig } });
  });

  afterAll(async () => {
    await portal?.stop();
    await database?.stop();
    await lost?.stop();
    await strangers?.stop();
    await simulator?.stop();
    fs.rmSync(directory, { recursive: true, force: true });
  });

  function kubeconfigOf(servers: Map<string, string>): string {
    const names = [...servers.keys()];
    return stringify({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: names.map(name => ({
        name,
        cluster: {
          server: servers.get(name),
          ...(name === 'certificate-expired'
            ? {
                'certificate-authority-data': Buffer.from(
                  simulator.certificateAuthority!,
                ).toString('base64'),
              }
            : {}),
        },
      })),
      users: [{ name: 'portal', user: { token: TOKEN } }],
      contexts: names.map(name => ({
        name,
        context: { cluster: name, user: 'portal' },
      })),
      'current-context': names[0],
    });
  }

  it('reads every cluster that can be read, whatever the others do', async () => {
    for (const cluster of [...SOUND, ...CASES.map(each => each.cluster)]) {
      await untilShown(cluster, { status: 'active' });
    }
    await expectEqual(clientOf('healthy'), database.knex, 'healthy', {
      what: 'the healthy cluster',
    });
  });

  it('says that nothing listens where the cluster should be', async () => {
    const shown = await untilShown('lost', {
      status: 'unreachable',
      statusMessage: expect.stringContaining('refuses connections'),
    });
    // Nothing is known, and nothing is shown as known.
    expect(shown).not.toHaveProperty('counts');
  });

  it('says that a certificate is not trusted, and what to do', async () => {
    const shown = await untilShown('stranger', {
      status: 'error',
      statusMessage: expect.stringContaining('certificate-authority-data'),
    });
    expect(shown).not.toHaveProperty('counts');
  });

  it('loses nothing where watches end in the middle of a line', async () => {
    const { faults } = simulator.cluster('half-lines');
    faults.add({
      type: 'truncated',
      afterLines: 2,
      count: 3,
      match: { resources: ['pods'], verbs: ['watch'] },
    });
    touchPods(simulator, 'half-lines');
    await expectEqual(clientOf('half-lines'), database.knex, 'half-lines', {
      what: 'the cluster whose lines are cut',
      timeoutMilliseconds: 60_000,
    });
    expect(faults.list()).toEqual([]);
  });

  it('does not let a flood in one cluster delay another', async () => {
    const { store, faults } = simulator.cluster('flooding');
    const before = store.resourceVersion;
    faults.add({ type: 'flood', perSecond: 1_000 });
    for (let round = 0; round < 3; round += 1) {
      touchPods(simulator, 'healthy');
      await expectEqual(clientOf('healthy'), database.knex, 'healthy', {
        what: 'the cluster beside the flood',
      });
    }
    expect(faults.list()).toHaveLength(1);
    expect(store.resourceVersion).toBeGreaterThan(before + 100);
    await untilShown('flooding', { status: 'active' });
    faults.clear();
    await expectEqual(clientOf('flooding'), database.knex, 'flooding', {
      what: 'the cluster after its flood',
    });
  });

  describe('when clusters break', () => {
    beforeAll(() => {
      CASES.forEach(({ breakIt }) => breakIt(simulator));
    });

    it.each(CASES.map(({ cluster, shown }) => [cluster, shown] as const))(
      'shows %s as it is',
      async (cluster, shown) => {
        await untilShown(cluster, shown);
      },
    );

    it('goes on reading the others', async () => {
      touchPods(simulator, 'healthy');
      await expectEqual(clientOf('healthy'), database.knex, 'healthy', {
        what: 'the healthy cluster',
      });
      expect(await document('healthy')).toMatchObject({
        status: 'active',
        sync: { stale: false, unavailableKinds: [] },
      });
    });

    it('counts each cluster as what it is', async () => {
      const health = await portal.get('/fleet/health');
      expect(health.clusters.total).toBe(CASES.length + SOUND.length + 2);
      expect(health.clusters.withoutData).toBe(2);
    });
  });

  describe('when they heal', () => {
    beforeAll(async () => {
      CASES.forEach(({ healIt }) => healIt(simulator));
      lost = await startSimulator({
        clusters: [{ name: 'lost', users: [TEST, ADMIN], port: lostPort }],
      });
      fill(lost, 'lost');
    });

    it.each(CASES.map(({ cluster }) => cluster))(
      'reads %s again, all of it',
      async cluster => {
        touchPods(simulator, cluster);
        // Missing rights are looked for every five minutes, or when somebody asks.
        await portal.post(`/clusters/${cluster}/sync`);
        await untilShown(
          cluster,
          {
            status: 'active',
            sync: expect.objectContaining({
              stale: false,
              unavailableKinds: [],
            }),
          },
          RECOVERY_MILLISECONDS,
        );
        await expectEqual(clientOf(cluster), database.knex, cluster, {
          what: `${cluster} after its recovery`,
        });
      },
      RECOVERY_MILLISECONDS + 60_000,
    );

    it(
      'reads the lost cluster when it appears',
      async () => {
        await untilShown(
          'lost',
          { status: 'active', counts: expect.objectContaining({ pods: PODS }) },
          RECOVERY_MILLISECONDS,
        );
      },
      RECOVERY_MILLISECONDS + 10_000,
    );
  });
});
