import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
  type ControlPlane,
  describeWith,
  podsArguments,
  startControlPlane,
  waitFor,
} from '../parts';
import { type Database, DATABASES } from './databases';
import { type Portal, startPortal } from './portal';

const PORT = 8080;
const PEERS = '/namespaces/shop/services/cart/peers';
const METRICS = '/namespaces/shop/services/cart/metrics';
/** A loaded machine is no failure. */
const PATIENCE = 60_000;

interface FakeAnswer {
  status?: number;
  headers?: Record<string, string>;
  body?: string;
  behaviour?: 'reset' | 'endless' | 'bomb';
  delay?: number;
  live?: number;
}

const labels = { 'app.kubernetes.io/name': 'cart' };

const NODES = ['a', 'b'].map(zone => ({
  metadata: {
    name: `node-${zone}`,
    labels: {
      'kubernetes.io/hostname': `node-${zone}`,
      'topology.kubernetes.io/zone': `zone-${zone}`,
    },
  },
  status: {
    capacity: { cpu: '4', memory: '16Gi', pods: '110' },
    allocatable: { cpu: '4', memory: '16Gi', pods: '110' },
  },
}));

const DEPLOYMENT = {
  metadata: { name: 'cart', labels },
  spec: {
    replicas: 4,
    selector: { matchLabels: labels },
    template: {
      metadata: { labels: { ...labels, 'app.kubernetes.io/version': '1.4.0' } },
      spec: {
        containers: [
          {
            name: 'cart',
            image: 'registry.example/cart:1.4.0',
            ports: [{ name: 'metrics', containerPort: PORT }],
          },
        ],
      },
    },
  },
};

const SERVICE = {
  metadata: { name: 'cart', labels },
  spec: {
    clusterIP: 'None',
    selector: labels,
    ports: [{ name: 'metrics', port: PORT, targetPort: 'metrics' }],
  },
};

/** What a peer can answer instead of metrics, and what is said of it. */
const BAD_ANSWERS: [string, FakeAnswer, RegExp][] = [
  [
    'an HTML page',
    {
      headers: { 'content-type': 'text/html' },
      body: '<!DOCTYPE html><html><body>Sign in</body></html>',
    },
    /HTML/i,
  ],
  ['an error', { status: 500, body: 'out of cheese' }, /500/],
  [
    'a redirect to another host',
    {
      status: 302,
      headers: { location: 'http://elsewhere.example/' },
      body: '',
    },
    /redirect/i,
  ],
  ['half an answer', { behaviour: 'reset' }, /.+/],
  ['an endless answer', { behaviour: 'endless' }, /.+/],
  ['a gigabyte of zeros, compressed', { behaviour: 'bomb' }, /.+/],
  ['garbage', { body: 'up 1\nthis is { not a metric\n' }, /^Line 2, column 6/],
];

for (const { name, parts, start } of DATABASES) {
  describeWith(
    ['kubernetes', 'network-namespace', ...parts],
    `peers of a real cluster, on ${name}`,
    () => {
      let plane: ControlPlane;
      let database: Database;
      let portal: Portal;
      let folder: string;

      beforeAll(async () => {
        folder = fs.mkdtempSync(path.join(os.tmpdir(), 'portlight-pods-'));
        [plane, database] = await Promise.all([
          startControlPlane({ networkNamespace: true }),
          start(),
        ]);
        await plane.run('pods', process.execPath, podsArguments(PORT, folder));
        const { client } = plane;
        for (const node of NODES) await client.create('/api/v1/nodes', node);
        await client.create('/api/v1/namespaces', {
          metadata: { name: 'shop' },
        });
        await client.create(
          '/apis/apps/v1/namespaces/shop/deployments',
          DEPLOYMENT,
        );
        await client.create('/api/v1/namespaces/shop/services', SERVICE);
        portal = await startPortal({
          knex: database.knex,
          fleet: {
            portlight: {
              kubeconfig: { path: plane.kubeconfig, contexts: [plane.name] },
              peers: { resync: '2s', probe: { period: '1s' } },
              metrics: {
                scrapeInterval: '2s',
                scrapeTimeout: '2s',
                limits: { bodyBytes: 1_000_000 },
              },
            },
          },
        });
      }, 120_000);

      afterAll(async () => {
        await portal?.stop();
        await Promise.all([database?.stop(), plane?.stop()]);
        fs.rmSync(folder, { recursive: true, force: true });
      });

      const get = (route: string) =>
        portal.get(`/clusters/${plane.name}${route}`);

      /** Until an answer is as it should be. */
      const until = (route: string, expected: object): Promise<any> =>
        waitFor(
          async () => {
            const answer = await get(route);
            expect(answer).toMatchObject(expected);
            return answer;
          },
          { what: `${route} to match`, timeoutMilliseconds: PATIENCE },
        );

      const answerOf = (address: string, answer: FakeAnswer | undefined) => {
        const file = path.join(folder, `${address}.json`);
        if (answer) fs.writeFileSync(file, JSON.stringify(answer));
        else fs.rmSync(file, { force: true });
      };

      it('finds the pods behind a headless Service and reaches them through the API server', async () => {
        const peer = {
          cluster: plane.name,
          namespace: 'shop',
          healthy: true,
          ready: true,
          version: '1.4.0',
          reach: 'proxy',
          zone: expect.stringMatching(/^zone-[ab]$/),
          probe: { success: true },
          scrape: { up: true },
          address: expect.stringMatching(/^10\.0\.0\.\d+:8080$/),
        };
        await until(PEERS, {
          total: 4,
          answered: 4,
          targets: [{ service: 'cart', method: 'kubernetes' }],
          peers: [peer, peer, peer, peer],
        });
      }, 120_000);

      it('scrapes them, and adds what adds', async () => {
        await until(METRICS, { total: 4, answered: 4 });
        const { peers } = await get(PEERS);
        const family = await until(`${METRICS}/families/pod_number`, {
          family: { type: 'gauge', peers: 4 },
        });
        const numbers = peers.map((peer: any) =>
          Number(peer.address.split(':')[0].split('.')[3]),
        );
        const [series] = family.series;
        expect([...series.values].sort()).toEqual([...numbers].sort());
        expect(series).toMatchObject({
          count: 4,
          sum: numbers.reduce((sum: number, value: number) => sum + value),
          minimum: Math.min(...numbers),
          maximum: Math.max(...numbers),
        });
        const { goldenSignals } = await until(METRICS, {
          goldenSignals: expect.arrayContaining([
            expect.objectContaining({
              signal: 'requestRate',
              value: expect.any(Number),
            }),
          ]),
        });
        // Every hundredth request fails, as the pods count.
        const ratio = goldenSignals.find(
          ({ signal }: any) => signal === 'errorRate',
        );
        expect(ratio.value).toBeCloseTo(1 / 101, 6);
      }, 120_000);

      it.each(BAD_ANSWERS)(
        'counts a peer out that answers %s, and nobody else',
        async (_, answer, message) => {
          const { peers } = await get(PEERS);
          const [address] = peers[0].address.split(':');
          answerOf(address, answer);
          const down = await until(METRICS, {
            total: 4,
            answered: 3,
          });
          const failed = down.peers.filter(({ up }: any) => !up);
          expect(failed).toEqual([
            expect.objectContaining({
              name: peers[0].name,
              message: expect.stringMatching(message),
            }),
          ]);
          answerOf(address, undefined);
          await until(METRICS, { total: 4, answered: 4 });
        },
        120_000,
      );

      it('calls a peer unhealthy whose liveness fails, and says so', async () => {
        const { peers } = await get(PEERS);
        const [address] = peers[0].address.split(':');
        answerOf(address, { live: 503 });
        await waitFor(
          async () => {
            const now = await get(PEERS);
            const peer = now.peers.find(({ id }: any) => id === peers[0].id);
            return peer?.healthy === false && /503/.test(peer.health.message);
          },
          {
            what: 'the failing probe to be shown',
            timeoutMilliseconds: PATIENCE,
          },
        );
        answerOf(address, undefined);
        await waitFor(
          async () =>
            (await get(PEERS)).peers.every(({ healthy }: any) => healthy),
          { what: 'it to recover', timeoutMilliseconds: PATIENCE },
        );
      }, 120_000);

      it('lists them for a Prometheus', async () => {
        const { peers } = await get(PEERS);
        const document = await get(`${PEERS}/http-sd`);
        expect(document.flatMap(({ targets }: any) => targets).sort()).toEqual(
          peers.map(({ address }: any) => address).sort(),
        );
      });

      it('forgets a peer that is gone, in figures too', async () => {
        await plane.kubectl([
          '-n',
          'shop',
          'scale',
          'deployment/cart',
          '--replicas=2',
        ]);
        await until(PEERS, { total: 2, answered: 2 });
        await until(`${METRICS}/families/pod_number`, {
          family: { peers: 2 },
          series: [{ count: 2 }],
        });
        const rate = (await get(METRICS)).goldenSignals.find(
          ({ signal }: any) => signal === 'requestRate',
        );
        expect(rate.value).toBeGreaterThanOrEqual(0);
      }, 120_000);

      it('keeps what they said', async () => {
        const history = await until(
          `${METRICS}/history?family=pod_number&since=${new Date(
            Date.now() - 600_000,
          ).toISOString()}`,
          { source: { kind: 'history' } },
        );
        expect(history.series.length).toBeGreaterThan(0);
        expect(
          history.series[0].values.some((value: unknown) => value !== null),
        ).toBe(true);
      }, 120_000);
    },
  );
}
