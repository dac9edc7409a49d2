import type { Page as Items, Pod } from '@portlight/plugin-portlight-common';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { describeWith, waitFor } from '../parts';
import {
  LOOKS,
  accessibilityViolations,
  openContext,
  screenshot,
  signIn,
  startBrowser,
  type Look,
} from './support/browser';
import { userToken, startPortal, type StartedPortal } from './support/portal';
import { PortlightClient, control } from './support/portlight';

const MINUTE = 60_000;

/** The part of a Backstage page that is ours. */
const OURS = '[data-portlight]';

describeWith(['chromium'], "npm start's portal in Chromium", () => {
  let portal: StartedPortal;
  let portlight: PortlightClient;
  let browser: Browser;
  let failing: {
    cluster: string;
    namespace: string;
    kind: string;
    name: string;
  };
  let pod: Pod;
  const outside: string[] = [];

  beforeAll(async () => {
    portal = await startPortal();
    portlight = new PortlightClient(portal.url, await userToken(portal.url));
    browser = await startBrowser();
    await waitFor(
      async () => {
        const { items } = await portlight.clusters();
        return items.length === 6 && items.every(cluster => cluster.counts);
      },
      { what: 'all clusters of the demo to be read' },
    );
    const [problem] = (await portlight.problems('?cause=CrashLoopBackOff'))
      .items;
    failing = {
      cluster: problem.cluster,
      namespace: problem.object.namespace!,
      kind: problem.object.kind,
      name: problem.object.name,
    };
    [pod] = (
      await portlight.get<Items<Pod>>(
        `/clusters/${failing.cluster}/pods?workload=${failing.kind}/${failing.name}`,
      )
    ).items;
  }, 10 * MINUTE);

  afterAll(async () => {
    await browser?.close();
    await portal?.stop();
  }, MINUTE);

  async function open(
    look: Look,
  ): Promise<{ context: BrowserContext; page: Page }> {
    const context = await openContext(browser, look, outside);
    const page = await context.newPage();
    await signIn(page, `${portal.url}/fleet`);
    return { context, page };
  }

  /** Addresses of every view, with a text that stands there once it is loaded. */
  const views = () => {
    const cluster = `/fleet/clusters/${failing.cluster}`;
    const workload = `${cluster}/namespaces/${failing.namespace}/workloads/${failing.kind}/${failing.name}`;
    return {
      fleet: ['/fleet', /workloads? (is|are) failing/],
      cluster: [cluster, /What is wrong now/],
      namespaces: [`${cluster}/namespaces`, failing.namespace],
      nodes: [`${cluster}/nodes`, /Ready|Healthy/],
      workloads: [`${cluster}/workloads`, failing.name],
      pods: [`${cluster}/pods`, pod.name],
      pod: [
        `${cluster}/namespaces/${pod.namespace}/pods/${pod.name}`,
        pod.name,
      ],
      node: [`${cluster}/nodes/${pod.node}`, pod.node!],
      events: [`${cluster}/events`, /Back-off|BackOff/],
      workload: [workload, failing.name],
      'cluster-metrics': [`${cluster}/metrics`, /CPU/],
      'workload-metrics': [`${workload}/metrics`, /CPU/],
      'service-peers': [
        '/fleet/clusters/prod-eu/namespaces/shop/services/catalog',
        'Where they run',
      ],
      'service-metrics': [
        '/fleet/clusters/prod-eu/namespaces/shop/services/catalog/metrics',
        /peers? answers?/,
      ],
      sources: ['/fleet/sync/sources', 'Metrics API'],
      sync: ['/fleet/sync', /of \d+ readers/],
      card: [`/catalog/default/component/${failing.name}`, 'Production Europe'],
      entity: [
        `/catalog/default/component/${failing.name}/health`,
        failing.name,
      ],
      peers: ['/catalog/default/component/catalog/peers', 'Where they run'],
      metrics: [
        '/catalog/default/component/catalog/metrics',
        /peers? answers?/,
      ],
    } as Record<string, [string, string | RegExp]>;
  };

  it.each(Object.keys(LOOKS) as Look[])(
    'every view is complete and without axe violations: %s',
    async look => {
      const { context, page } = await open(look);
      const violations: string[] = [];
      const errors: string[] = [];
      page.on('pageerror', error => errors.push(error.message));
      for (const [name, [address, text]] of Object.entries(views())) {
        await page.goto(portal.url + address);
        await page
          .locator(OURS)
          .getByText(text)
          .first()
          .waitFor({ timeout: 20_000 });
        await page
          .locator('[aria-busy="true"]')
          .first()
          .waitFor({ state: 'detached', timeout: 20_000 })
          .catch(() => {
            errors.push(`${name} stays busy`);
          });
        await screenshot(page, name, look);
        for (const violation of await accessibilityViolations(page, OURS)) {
          violations.push(`${name}: ${violation}`);
        }
        const width = await page.evaluate(
          () => document.documentElement.scrollWidth - window.innerWidth,
        );
        if (width > 0) errors.push(`${name} scrolls sideways by ${width} px`);
      }
      await context.close();
      expect(violations).toEqual([]);
      expect(errors).toEqual([]);
      expect(outside).toEqual([]);
    },
    10 * MINUTE,
  );

  it(
    'a workload that breaks turns red on the open fleet page without reload, and healthy again',
    async () => {
      const { context, page } = await open('light');
      const failingFigure = page
        .getByText(/workloads? (is|are) failing/)
        .first();
      await failingFigure.waitFor();
      const before = (await portlight.workloads('?health=degraded')).total;
      await page.evaluate(() => {
        (window as any).stillTheSamePage = true;
      });

      await control(
        portal.simulatorUrl!,
        'POST',
        '/clusters/prod-us/scenarios/bad-image',
      );
      let brokenAt = 0;
      await waitFor(
        async () => {
          const response = await fetch(
            `${portal.simulatorUrl}/clusters/prod-us/api/v1/pods`,
            { headers: { authorization: 'Bearer demo' } },
          );
          brokenAt = Date.now();
          return /ErrImagePull|ImagePullBackOff/.test(await response.text());
        },
        { what: 'the API server to say that images cannot be pulled' },
      );
      const more = page.getByText(
        new RegExp(`^${before + 1} of \\d+ workloads are failing`),
      );
      await more.first().waitFor({ timeout: 15_000 });
      const shownAfter = Date.now() - brokenAt;

      await control(
        portal.simulatorUrl!,
        'DELETE',
        '/clusters/prod-us/scenarios/bad-image',
      );
      await more.first().waitFor({ state: 'detached', timeout: 60_000 });
      expect(await page.evaluate(() => (window as any).stillTheSamePage)).toBe(
        true,
      );
      // reported, not asserted: timings are compared in bench
      process.stderr.write(
        `a broken workload was shown ${shownAfter} ms after the API server said so\n`,
      );
      await context.close();
    },
    3 * MINUTE,
  );

  it(
    'a workload that is deleted while its page is open says so',
    async () => {
      const { context, page } = await open('light');
      const address =
        '/fleet/clusters/staging/namespaces/default/workloads/Deployment/short-lived';
      const api = `${portal.simulatorUrl}/clusters/staging/apis/apps/v1/namespaces/default/deployments`;
      const headers = {
        authorization: 'Bearer demo-admin',
        'content-type': 'application/json',
      };
      const labels = { app: 'short-lived' };
      const created = await fetch(api, {
        method: 'POST',
        headers,
        body: JSON.stringify({
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          metadata: { name: 'short-lived', namespace: 'default', labels },
          spec: {
            replicas: 1,
            selector: { matchLabels: labels },
            template: {
              metadata: { labels },
              spec: {
                containers: [
                  { name: 'web', image: 'registry.example.com/web:1' },
                ],
              },
            },
          },
        }),
      });
      expect(created.status).toBe(201);
      await waitFor(
        async () => {
          const { total } = await portlight.workloads('?name=short-lived');
          return total === 1;
        },
        { what: 'the workload to be mirrored' },
      );
      await page.goto(portal.url + address);
      await page.getByText('short-lived').first().waitFor();
      await fetch(`${api}/short-lived`, { method: 'DELETE', headers });
      await page
        .getByText(/deleted|no longer|does not exist|is gone/i)
        .first()
        .waitFor({ timeout: 40_000 });
      await context.close();
    },
    3 * MINUTE,
  );

  it(
    'the fleet page works by keyboard alone',
    async () => {
      const { context, page } = await open('light');
      await page
        .getByText(/workloads? (is|are) failing/)
        .first()
        .waitFor();
      await page.keyboard.press('/');
      await page.keyboard.type('prod-eu');
      await page.waitForURL(/prod-eu/);
      await page
        .getByRole('link', { name: /Production Europe/ })
        .first()
        .focus();
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/fleet\/clusters\/prod-eu/);
      await page.goBack();
      await page.waitForURL(/\/fleet\?.*prod-eu/);
      expect(outside).toEqual([]);
      await context.close();
    },
    2 * MINUTE,
  );

  it('answers the README’s curl with six clusters', async () => {
    const answer = await portlight.clusters();
    expect(Object.keys(answer).sort()).toEqual(
      expect.arrayContaining(['items', 'total']),
    );
    expect(answer.total).toBe(6);
    expect(answer.items).toHaveLength(6);
  });
});
