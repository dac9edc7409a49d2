import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import {
  describeWith,
  startControlPlane,
  waitFor,
  type ControlPlane,
} from '../parts';
import {
  openContext,
  screenshot,
  signIn,
  startBrowser,
} from './support/browser';
import { userToken, startPortal, type StartedPortal } from './support/portal';
import { PortlightClient } from './support/portlight';

const MINUTE = 60_000;

const node = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name, annotations: { 'kwok.x-k8s.io/node': 'fake' } },
  status: {
    allocatable: { cpu: '8', memory: '32Gi', pods: '110' },
    capacity: { cpu: '8', memory: '32Gi', pods: '110' },
  },
});

const deployment = (behaviour?: string) => {
  const labels = {
    app: 'web',
    ...(behaviour && { 'portlight.test/behaviour': behaviour }),
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'default' },
    spec: {
      replicas: 3,
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels },
        spec: {
          containers: [{ name: 'web', image: 'registry.example.com/web:1.0' }],
        },
      },
    },
  };
};

describeWith(
  ['chromium', 'kubernetes'],
  'npm start -- --kubeconfig of a real control plane',
  () => {
    let controlPlane: ControlPlane;
    let portal: StartedPortal;
    let portlight: PortlightClient;
    let browser: Browser;
    let folder: string;
    const outside: string[] = [];
    const apply = (object: unknown) =>
      controlPlane.kubectl(['apply', '-f', '-'], JSON.stringify(object));

    beforeAll(async () => {
      folder = fs.mkdtempSync(path.join(os.tmpdir(), 'portlight-e2e-'));
      controlPlane = await startControlPlane();
      await apply(node('node-1'));
      await apply(node('node-2'));
      await apply(deployment());
      portal = await startPortal(
        [
          '--kubeconfig',
          controlPlane.kubeconfig,
          '--context',
          controlPlane.name,
        ],
        {
          // kept over the restart, so that whoever is signed in stays so
          env: {
            APP_CONFIG_backend_database_connection: JSON.stringify({
              directory: folder,
            }),
          },
        },
      );
      portlight = new PortlightClient(portal.url, await userToken(portal.url));
      browser = await startBrowser();
    }, 10 * MINUTE);

    afterAll(async () => {
      await browser?.close();
      await portal?.stop();
      await controlPlane?.stop();
      fs.rmSync(folder, { recursive: true, force: true });
    }, MINUTE);

    it(
      'shows its nodes and pods, and nothing of the demo',
      async () => {
        await waitFor(
          async () => {
            const { items } = await portlight.clusters();
            return items[0]?.counts?.pods === 3;
          },
          { what: 'three pods to be mirrored' },
        );
        const { items } = await portlight.clusters();
        expect(items.map(cluster => cluster.name)).toEqual([controlPlane.name]);
        expect(items[0]).toMatchObject({
          source: 'kubeconfig',
          status: 'active',
          version: 'v1.36.3',
          counts: { nodes: 2 },
        });
        const context = await openContext(browser, 'light', outside);
        const page = await context.newPage();
        await signIn(page, `${portal.url}/fleet`);
        await page.goto(
          `${portal.url}/fleet/clusters/${controlPlane.name}/nodes`,
        );
        for (const name of ['node-1', 'node-2']) {
          await page.getByText(name).first().waitFor();
        }
        await screenshot(page, 'kubeconfig-nodes', 'light');
        await context.close();
      },
      3 * MINUTE,
    );

    it(
      'a Deployment that breaks turns red on the open page, and the page outlives a restart of the backend',
      async () => {
        const context = await openContext(browser, 'light', outside);
        const page = await context.newPage();
        await signIn(page, `${portal.url}/fleet`);
        await page
          .getByText(/healthy/i)
          .first()
          .waitFor();
        await page.evaluate(() => {
          (window as any).stillTheSamePage = true;
        });

        await apply(deployment('crash-loop'));
        const failing = page.getByText(/workloads? is failing/).first();
        await failing.waitFor({ timeout: 60_000 });

        const port = Number(new URL(portal.url).port);
        await portal.stop();
        // what was read stays on the page while nobody answers
        await failing.waitFor({ timeout: 1_000 });
        portal = await startPortal(
          [
            '--kubeconfig',
            controlPlane.kubeconfig,
            '--context',
            controlPlane.name,
          ],
          {
            port,
            env: {
              APP_CONFIG_backend_database_connection: JSON.stringify({
                directory: folder,
              }),
            },
          },
        );
        await controlPlane.kubectl(['delete', 'deployment', 'web']);
        await failing.waitFor({ state: 'detached', timeout: 90_000 });
        expect(
          await page.evaluate(() => (window as any).stillTheSamePage),
        ).toBe(true);
        expect(outside).toEqual([]);
        await context.close();
      },
      6 * MINUTE,
    );
  },
);

describe('npm start refuses with one sentence', () => {
  it.each([
    [
      ['--kubeconfig', '/nowhere/config'],
      /There is no kubeconfig at \/nowhere/,
    ],
    [['--context', 'a'], /--context needs --kubeconfig/],
    [['--port', 'eighty'], /--port takes a number/],
    [['--prot', '1'], /Unknown option '--prot'.*--help/],
  ])(
    '%j',
    async (args, message) => {
      await expect(
        startPortal(args, { port: args[0] === '--port' ? 0 : undefined }),
      ).rejects.toThrow(message);
    },
    MINUTE,
  );
});
