import fs from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { parse, stringify } from 'yaml';
import {
  describeWith,
  startControlPlane,
  waitFor,
  type ControlPlane,
} from '../parts';
import {
  LOOKS,
  accessibilityViolations,
  openContext,
  screenshot,
  signIn,
  startBrowser,
  type Look,
} from './support/browser';
import { startPortal, type StartedPortal, userToken } from './support/portal';
import { PortlightClient } from './support/portlight';
import { DEMO_USERS } from './support/users';

const MINUTE = 60_000;
const DIALOG = '[role="dialog"]';

const node = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name, annotations: { 'kwok.x-k8s.io/node': 'fake' } },
  status: {
    allocatable: { cpu: '8', memory: '32Gi', pods: '110' },
    capacity: { cpu: '8', memory: '32Gi', pods: '110' },
  },
});

const WEB = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'default' },
  spec: {
    replicas: 3,
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: {
        containers: [{ name: 'web', image: 'registry.example.com/web:1.0' }],
      },
    },
  },
};

describeWith(
  ['chromium', 'kubernetes'],
  'a cluster registered in the portal',
  () => {
    let controlPlane: ControlPlane;
    let kubeconfig: string;
    let portal: StartedPortal;
    let browser: Browser;
    const pages = {} as Record<Look, Page>;
    const outside: string[] = [];
    const requests: string[] = [];

    beforeAll(async () => {
      controlPlane = await startControlPlane();
      for (const object of [node('node-1'), node('node-2'), WEB]) {
        await controlPlane.kubectl(
          ['apply', '-f', '-'],
          JSON.stringify(object),
        );
      }
      kubeconfig = fs.readFileSync(controlPlane.kubeconfig, 'utf8');
      portal = await startPortal();
      browser = await startBrowser();
      for (const look of Object.keys(LOOKS) as Look[]) {
        const context = await openContext(browser, look, outside);
        pages[look] = await context.newPage();
        pages[look].on('request', request => requests.push(request.url()));
        await signIn(pages[look], `${portal.url}/fleet`);
      }
    }, 10 * MINUTE);

    afterAll(async () => {
      await browser?.close();
      await portal?.stop();
      await controlPlane?.stop();
    }, MINUTE);

    const button = (page: Page, name: string | RegExp) =>
      page.getByRole('button', { name, exact: typeof name === 'string' });

    const paste = async (page: Page, text: string) => {
      await page.getByLabel('Kubeconfig', { exact: true }).fill(text);
    };

    const isAccessible = async (page: Page) =>
      expect(await accessibilityViolations(page, DIALOG)).toEqual([]);

    const open = async (page: Page, cluster: string) => {
      await page.goto(`${portal.url}/fleet/clusters/${cluster}`);
      await page.getByRole('heading', { name: cluster }).waitFor();
    };

    const act = async (page: Page, action: string) => {
      await button(page, 'Actions').click();
      await page.getByRole('menuitem', { name: action }).click();
    };

    const clusterNamed = async (name: string) => {
      // A token says the groups of its user, which the catalog may not have read yet at the start.
      const client = new PortlightClient(
        portal.url,
        await userToken(portal.url),
      );
      return (await client.clusters()).items.find(item => item.name === name);
    };

    it.each(Object.keys(LOOKS) as Look[])(
      'goes from a pasted kubeconfig to its first data on screen (%s)',
      async look => {
        const page = pages[look];
        const name = `registered-${look}`;
        // One look through the button, the others by a link into the dialog.
        const begin = Date.now();
        if (look === 'light') await button(page, 'Register cluster').click();
        else await page.goto(`${portal.url}/fleet?register`);
        await page.getByRole('dialog').waitFor();
        await screenshot(page, 'register-1-empty', look);
        await isAccessible(page);

        await paste(page, kubeconfig);
        expect(
          await page
            .getByRole('radio', { name: /current context/ })
            .isChecked(),
        ).toBe(true);
        await screenshot(page, 'register-2-contexts', look);
        await button(page, 'Test connection').click();
        await page.getByText(/^Reached\. Kubernetes v1\.\d+/).waitFor();
        await screenshot(page, 'register-3-tested', look);
        await isAccessible(page);

        await button(page, 'Continue').click();
        await page.getByLabel('Name', { exact: true }).fill(name);
        await page.getByLabel(/^Environment/).fill('staging');
        await page.getByLabel(/^Owner/).fill('group:default/platform');
        await page.getByLabel(/^Tags/).fill('test, kwok');
        await screenshot(page, 'register-4-described', look);
        await isAccessible(page);
        await button(page, 'Register cluster').click();
        await page
          .getByText(new RegExp(`^${name} is in the fleet: 2 nodes, .*pods`))
          .waitFor({ timeout: MINUTE });
        const seconds = ((Date.now() - begin) / 1000).toFixed(1);
        process.stdout.write(
          `CL6: ${seconds} s from opening the dialog to first data (${look})\n`,
        );
        await screenshot(page, 'register-5-first-data', look);
        await isAccessible(page);

        await button(page, 'Open the cluster').click();
        await page.getByRole('heading', { name: new RegExp(name) }).waitFor();
        expect(page.url()).toBe(`${portal.url}/fleet/clusters/${name}`);
      },
      3 * MINUTE,
    );

    it('shows how it was registered, and no secret anywhere', async () => {
      const page = pages.light;
      await open(page, 'registered-light');
      await page.getByText(controlPlane.server).waitFor();
      await page.getByText('demo', { exact: true }).waitFor();
      await screenshot(page, 'registered-cluster', 'light');
      const stored = await page.evaluate(() =>
        JSON.stringify([{ ...localStorage }, { ...sessionStorage }]),
      );
      for (const secret of Object.values(controlPlane.tokens)) {
        expect(stored).not.toContain(secret);
        expect(requests.join('\n')).not.toContain(secret);
        expect(await page.content()).not.toContain(secret);
      }
    });

    it('can be described differently', async () => {
      const page = pages.light;
      await open(page, 'registered-light');
      await act(page, 'Edit…');
      await page.getByLabel(/^Environment/).fill('acceptance');
      await page.getByLabel(/^Tags/).fill('');
      await screenshot(page, 'registered-edit', 'light');
      await isAccessible(page);
      await button(page, 'Save').click();
      await page.getByText('acceptance').first().waitFor();
      expect(await clusterNamed('registered-light')).toMatchObject({
        environment: 'acceptance',
        tags: [],
        owner: 'group:default/platform',
      });
    });

    it(
      'rests in maintenance, and is read again after it',
      async () => {
        const page = pages.light;
        await open(page, 'registered-light');
        await act(page, 'Begin maintenance');
        await page.getByText(/is in maintenance: it/).waitFor();
        await page.keyboard.press('Escape');
        await screenshot(page, 'registered-maintenance', 'light');
        expect(await clusterNamed('registered-light')).toMatchObject({
          status: 'maintenance',
        });
        await controlPlane.kubectl(['scale', 'deployment/web', '--replicas=5']);
        await act(page, 'End maintenance');
        await page.keyboard.press('Escape');
        await waitFor(
          async () =>
            (await clusterNamed('registered-light'))?.counts?.pods === 5,
          { what: 'what changed during the maintenance' },
        );
        await page
          .getByText(/is in maintenance: it/)
          .waitFor({ state: 'detached' });
      },
      3 * MINUTE,
    );

    it(
      'gets other credentials, and says which rights they lack',
      async () => {
        const page = pages.light;
        await open(page, 'registered-light');
        await act(page, 'Replace credentials…');
        await paste(page, kubeconfig);
        await page.getByRole('radio', { name: /-viewer/ }).check();
        await button(page, 'Test connection').click();
        await page
          .getByText(/may not read .*secrets/)
          .first()
          .waitFor();
        await screenshot(page, 'registered-credentials', 'light');
        await isAccessible(page);
        await button(page, 'Replace credentials').click();
        await page.getByRole('dialog').waitFor({ state: 'detached' });
        await page.getByText('Credentials replaced').waitFor();
        const lacking = page.getByText(/kinds? cannot be read/);
        await lacking.waitFor({ timeout: MINUTE });
        expect(await lacking.count()).toBe(1);
      },
      3 * MINUTE,
    );

    it('refuses a kubeconfig that runs a program, with the field', async () => {
      const page = pages.light;
      const document = parse(kubeconfig);
      document.users[0].user = {
        exec: {
          apiVersion: 'client.authentication.k8s.io/v1',
          command: 'aws',
          args: ['eks', 'get-token'],
        },
      };
      await page.goto(`${portal.url}/fleet?register`);
      await paste(page, stringify(document));
      await page.getByText('users[0].user.exec').waitFor();
      expect(
        await page.getByRole('radio', { name: /current context/ }).isDisabled(),
      ).toBe(true);
      expect(await button(page, 'Test connection').isDisabled()).toBe(true);
      await screenshot(page, 'register-refused', 'light');
      await isAccessible(page);
      await paste(page, 'nothing of the kind');
      await page.getByText(/The kubeconfig was not accepted/).waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      expect(page.url()).toBe(`${portal.url}/fleet`);
    });

    it('is offered to nobody who may not', async () => {
      const context = await openContext(browser, 'light', outside);
      const page = await context.newPage();
      await signIn(page, `${portal.url}/fleet`, DEMO_USERS.viewer.name);
      await page.goto(`${portal.url}/fleet?register`);
      await page
        .getByText(/that your groups own/)
        .first()
        .waitFor();
      expect(await button(page, 'Register cluster').count()).toBe(0);
      expect(await page.getByRole('dialog').count()).toBe(0);
      await context.close();
    });

    it(
      'shows replicas and encryption keys, and rotates them',
      async () => {
        const page = pages.light;
        await page.goto(`${portal.url}/fleet/sync`);
        await page.getByRole('heading', { name: 'Replicas' }).waitFor();
        await button(page, 'Rotate to the newest key').click();
        const rotated = page.getByText(/All \d+ clusters have the newest key/);
        await rotated.waitFor({ timeout: MINUTE });
        expect(await rotated.count()).toBe(1);
        await page
          .getByRole('heading', { name: 'Replicas' })
          .scrollIntoViewIfNeeded();
        await screenshot(page, 'sync', 'light');
      },
      2 * MINUTE,
    );

    it(
      'is forgotten when it is deleted',
      async () => {
        for (const look of Object.keys(LOOKS) as Look[]) {
          const page = pages[look];
          await open(page, `registered-${look}`);
          await act(page, 'Delete…');
          await screenshot(page, 'registered-delete', look);
          await isAccessible(page);
          await button(page, `Delete registered-${look}`).click();
          await page.waitForURL(`${portal.url}/fleet`);
          await waitFor(
            async () =>
              (await clusterNamed(`registered-${look}`)) === undefined,
            { what: 'the cluster to be gone' },
          );
          await page
            .getByRole('link', { name: `registered-${look}` })
            .waitFor({ state: 'detached' });
        }
      },
      2 * MINUTE,
    );

    it('asked nobody but the portal', () => {
      expect(outside).toEqual([]);
    });
  },
);
