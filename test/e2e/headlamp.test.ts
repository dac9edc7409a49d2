import type {
  FleetHealth,
  Page,
  ProblemGroup,
  WorkloadDetail,
} from '@portlight/plugin-portlight-common';
import type { Browser, Page as BrowserPage } from 'playwright-core';
import { describeWith, freePorts, waitFor } from '../parts';
import {
  LOOKS,
  accessibilityViolations,
  openContext,
  screenshot,
  startBrowser,
  type Look,
} from './support/browser';
import {
  startHeadlamp,
  writeClusters,
  type StartedHeadlamp,
} from './support/headlamp';
import { userToken, startPortal, type StartedPortal } from './support/portal';
import { PortlightClient, control } from './support/portlight';

const MINUTE = 60_000;

/** The parts of a Headlamp page that are ours. */
const OURS = '[data-portlight]';
const SETTINGS = '/settings/plugins/portlight-headlamp';
const BUSY = `${OURS} [aria-busy="true"], ${OURS}[aria-busy="true"]`;

interface Key {
  cluster: string;
  namespace: string;
  kind: string;
  name: string;
}

/** What our part of the page says, once it has been read. */
async function textOf(page: BrowserPage, what: RegExp): Promise<string> {
  await page.locator(OURS).filter({ hasText: what }).first().waitFor();
  await waitFor(async () => (await page.locator(BUSY).count()) === 0, {
    what: `${page.url()} to be read`,
  });
  return (await page.locator(OURS).allInnerTexts()).join('\n');
}

/** The figures of the fleet page. */
function figuresOn(text: string) {
  const figure = (label: string) => {
    const [, value, of] =
      new RegExp(`${label}\\s+([\\d,]+)(?:\\s*of ([\\d,]+))?`).exec(text) ?? [];
    return [value, of].map(part => part && Number(part.replaceAll(',', '')));
  };
  return {
    clusters: figure('Clusters healthy'),
    workloads: figure('Workloads failing'),
    nodes: figure('Nodes ready'),
    pods: figure('Pods')[0],
  };
}

function figuresIn(fleet: FleetHealth): ReturnType<typeof figuresOn> {
  return {
    clusters: [fleet.clusters.byHealth.healthy ?? 0, fleet.clusters.total],
    workloads: [
      fleet.workloads!.byHealth.degraded ?? 0,
      fleet.workloads!.total,
    ],
    nodes: [fleet.nodes!.ready, fleet.nodes!.total],
    pods: fleet.pods!.total,
  };
}

describeWith(['chromium'], "Headlamp's UI with our plugin", () => {
  let portal: StartedPortal;
  let portlight: PortlightClient;
  let token: string;
  let headlamp: StartedHeadlamp;
  let browser: Browser;
  let failing: Key;
  let pod: string;
  let node: string;
  const outside: string[] = [];

  const workloadDetail = () =>
    portlight.get<WorkloadDetail>(
      `/clusters/${failing.cluster}/namespaces/${failing.namespace}/workloads/${failing.kind}/${failing.name}`,
    );

  beforeAll(async () => {
    const [port] = await freePorts(1);
    portal = await startPortal([], {
      env: {
        APP_CONFIG_backend_cors_origin: `http://127.0.0.1:${port}`,
        APP_CONFIG_backend_cors_exposedHeaders: '["ETag"]',
      },
    });
    token = await userToken(portal.url);
    portlight = new PortlightClient(portal.url, token);
    const { items } = (await control(
      portal.simulatorUrl!,
      'GET',
      '/clusters',
    )) as { items: { name: string }[] };
    headlamp = await startHeadlamp({
      port,
      kubeconfig: writeClusters(
        items.map(({ name }) => ({
          name,
          server: `${portal.simulatorUrl}/clusters/${name}`,
          token: 'demo',
        })),
      ),
    });
    browser = await startBrowser();
    await waitFor(
      async () => {
        const clusters = await portlight.clusters();
        return (
          clusters.items.length === 6 && clusters.items.every(c => c.counts)
        );
      },
      {
        what: 'all clusters of the demo to be read',
        timeoutMilliseconds: 3 * MINUTE,
      },
    );
    const problems = await portlight.problems('?cause=CrashLoopBackOff');
    const { cluster, object } = problems.items.find(
      problem => problem.object.kind === 'Deployment',
    )!;
    failing = {
      cluster,
      namespace: object.namespace!,
      kind: object.kind,
      name: object.name,
    };
    const { pods } = await workloadDetail();
    pod = pods[0].name;
    node = pods.find(({ node: host }) => host)!.node!;
  }, 15 * MINUTE);

  afterAll(async () => {
    await browser?.close();
    await headlamp?.stop();
    await portal?.stop();
  }, MINUTE);

  async function open(look: Look = 'light') {
    const context = await openContext(browser, look, outside);
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', error => errors.push(error.message));
    return { context, page, errors };
  }

  /** Addresses of every place where we are, with a text that stands there once it is loaded. */
  const places = (): Record<string, [string, RegExp]> => {
    const { cluster, namespace, name } = failing;
    const inCluster = `/c/${cluster}`;
    return {
      fleet: ['/portlight', /workloads? (is|are) failing/],
      cluster: [`/portlight/clusters/${cluster}/overview`, /What is wrong now/],
      workloads: [`/portlight/clusters/${cluster}/workloads`, new RegExp(name)],
      overview: [inCluster, /workloads? (is|are) failing/],
      deployment: [
        `${inCluster}/deployments/${namespace}/${name}`,
        /CrashLoopBackOff/,
      ],
      pod: [`${inCluster}/pods/${namespace}/${pod}`, /Degraded|Progressing/],
      node: [`${inCluster}/nodes/${node}`, /Healthy/],
      service: ['/c/prod-eu/services/shop/catalog', /All metrics/],
      namespace: [`${inCluster}/namespaces/${namespace}`, /workloads failing/],
      settings: [SETTINGS, /Portal URL/],
    };
  };

  it.each(Object.keys(LOOKS) as Look[])(
    'every place is complete, fits and has no axe violations: %s',
    async look => {
      const { context, page, errors } = await open(look);
      const found: string[] = [];
      for (const [name, [address, text]] of Object.entries(places())) {
        await page.goto(headlamp.url + address);
        await textOf(page, text);
        await screenshot(page, `headlamp-${name}`, look);
        for (const violation of await accessibilityViolations(page, OURS)) {
          found.push(`${name}: ${violation}`);
        }
        // Headlamp's pages scroll in `main`
        const width = await page
          .locator('main')
          .evaluate(main => main.scrollWidth - main.clientWidth);
        if (width > 0) found.push(`${name} scrolls sideways by ${width} px`);
      }
      await context.close();
      expect(found).toEqual([]);
      expect(errors).toEqual([]);
      expect(outside).toEqual([]);
    },
    10 * MINUTE,
  );

  it(
    "a section is no taller than the page's own table of properties",
    async () => {
      const { context, page } = await open();
      for (const name of ['deployment', 'pod', 'node', 'namespace']) {
        const [address, text] = places()[name];
        await page.goto(headlamp.url + address);
        await textOf(page, text);
        const heightOf = async (selector: string) =>
          (await page.locator(selector).first().boundingBox())!.height;
        expect(
          await heightOf('section[aria-label="Health"]'),
        ).toBeLessThanOrEqual(await heightOf('main dl, main table'));
      }
      await context.close();
    },
    3 * MINUTE,
  );

  it(
    'direct mode finds what the portal finds',
    async () => {
      const { context, page } = await open();
      await page.goto(`${headlamp.url}/portlight`);
      // the demo fleet lives: both are asked until no change came between the two
      const compared = await waitFor(
        async () => {
          const before = await portlight.get<FleetHealth>('/fleet/health');
          await page.reload();
          const text = await textOf(page, /Workloads failing/);
          const after = await portlight.get<FleetHealth>('/fleet/health');
          const groups = await portlight.get<Page<ProblemGroup>>(
            '/fleet/problem-groups?limit=200',
          );
          const expected = figuresIn(before);
          const isQuiet =
            JSON.stringify(expected) === JSON.stringify(figuresIn(after));
          const shown = figuresOn(text);
          return (
            isQuiet &&
            JSON.stringify(shown) === JSON.stringify(expected) && {
              text,
              shown,
              expected,
              groups: groups.items,
            }
          );
        },
        {
          what: 'direct mode to show the figures of the portal',
          timeoutMilliseconds: 2 * MINUTE,
        },
      );
      expect(compared.shown).toEqual(compared.expected);
      for (const { title, cause } of compared.groups) {
        expect(compared.text).toContain(title);
        expect(compared.text).toContain(cause);
      }

      const { workload } = await workloadDetail();
      const [address, text] = places().deployment;
      await page.goto(headlamp.url + address);
      const section = await textOf(page, text);
      expect(section).toContain(workload.health.reason);
      expect(section).toMatch(/Degraded/);
      await context.close();
    },
    5 * MINUTE,
  );

  it(
    'instances are asked by this browser, and resources are read from the cluster',
    async () => {
      const { context, page, errors } = await open();
      const scraped = new Set<string>();
      page.on('request', request => {
        const { pathname } = new URL(request.url());
        if (pathname.endsWith('/proxy/metrics')) scraped.add(pathname);
      });
      await page.goto(headlamp.url + places().service[0]);
      // the second scrape tells rates
      await page
        .getByText(/peers answer; .* requests\/s, .* errors, p95 /)
        .waitFor({ timeout: 2 * MINUTE });
      expect(await textOf(page, /All peers/)).toMatch(/peers answer/);
      expect(scraped.size).toBeGreaterThan(1);
      for (const path of scraped) {
        expect(path).toMatch(
          /^\/clusters\/prod-eu\/api\/v1\/namespaces\/shop\/pods\/[^/]+\/proxy\/metrics$/,
        );
      }
      await page.getByText('All metrics').scrollIntoViewIfNeeded();
      await screenshot(page, 'headlamp-service-metrics', 'light');
      expect(await accessibilityViolations(page, OURS)).toEqual([]);

      // A pod that crashes again and again is not measured.
      const [running] = (
        await portlight.get<{ items: { name: string }[] }>(
          '/clusters/prod-eu/pods?workload=Deployment/catalog&health=healthy',
        )
      ).items;
      const { deployment, node: machine, namespace } = places();
      const addresses = {
        deployment: deployment[0],
        pod: `/c/prod-eu/pods/shop/${running.name}`,
        node: machine[0],
        namespace: namespace[0],
      };
      for (const [name, address] of Object.entries(addresses)) {
        await page.goto(headlamp.url + address);
        for (const title of ['CPU', 'Memory']) {
          const figure = page
            .locator(`${OURS} section[aria-label="${title}"] .value`)
            .first();
          await figure.waitFor({ timeout: MINUTE });
          expect(await figure.innerText()).toMatch(/\d/);
          await figure.scrollIntoViewIfNeeded();
        }
        await screenshot(page, `headlamp-${name}-metrics`, 'light');
        expect(await accessibilityViolations(page, OURS)).toEqual([]);
      }
      expect(errors).toEqual([]);
      expect(outside).toEqual([]);
      await context.close();
    },
    6 * MINUTE,
  );

  it(
    'says what it cannot know without a portal',
    async () => {
      const { context, page } = await open();
      await page.goto(`${headlamp.url}/portlight`);
      expect(await textOf(page, /Workloads failing/)).toMatch(
        /without a portal: the last 24 hours and owners of the catalog are not known/,
      );
      await context.close();
    },
    2 * MINUTE,
  );

  it(
    'the page of an object reads its namespace and nothing of the rest',
    async () => {
      const { context, page } = await open();
      const lists = new Set<string>();
      page.on('request', request => {
        const { pathname, searchParams } = new URL(request.url());
        if (searchParams.get('limit') === '500') lists.add(pathname);
      });
      const [address, text] = places().deployment;
      await page.goto(headlamp.url + address);
      await textOf(page, text);
      const api = `/clusters/${failing.cluster}/api/v1`;
      expect([...lists]).toContain(
        `${api}/namespaces/${failing.namespace}/pods`,
      );
      expect([...lists]).not.toContain(`${api}/pods`);
      expect([...lists].filter(list => list.includes('secrets'))).toEqual([]);
      await context.close();
    },
    2 * MINUTE,
  );

  it(
    'a portal is set and tested on the settings page, and its figures are shown',
    async () => {
      const { context, page, errors } = await open();
      await page.goto(headlamp.url + SETTINGS);
      await page.getByRole('button', { name: 'Test the connection' }).click();
      await page.getByText('All 6 clusters answer.').waitFor();

      await page.getByLabel('Portal URL').fill('portal.example.com');
      await page.getByText(/not a URL/).waitFor();
      await page.getByLabel('Portal URL').fill('http://127.0.0.1:1');
      await page.getByRole('button', { name: 'Test the connection' }).click();
      await page.getByText('The portal cannot be reached').waitFor();

      await page.getByLabel('Portal URL').fill(portal.url);
      await page.getByLabel('Backstage token').fill(token);
      await page.getByRole('button', { name: 'Test the connection' }).click();
      await page
        .getByText('The portal answers and shows 6 clusters.')
        .waitFor();
      await screenshot(page, 'headlamp-settings-tested', 'light');
      expect(await accessibilityViolations(page, OURS)).toEqual([]);

      // Headlamp keeps settings half a second after the last change
      await page.waitForFunction(
        url => window.localStorage.getItem('pluginConfigs')?.includes(url),
        portal.url,
      );
      const direct: string[] = [];
      page.on('request', request => {
        const { pathname, searchParams } = new URL(request.url());
        // our reader's pages; Headlamp's own lists have no such limit
        if (
          pathname.startsWith('/clusters/') &&
          searchParams.get('limit') === '500'
        ) {
          direct.push(request.url());
        }
      });
      for (const name of ['fleet', 'cluster', 'deployment', 'overview']) {
        const [address, text] = places()[name];
        await page.goto(headlamp.url + address);
        expect(await textOf(page, text)).not.toMatch(/without a portal/);
        await screenshot(page, `headlamp-${name}-portal`, 'light');
      }
      expect(direct).toEqual([]);
      expect(errors).toEqual([]);
      await context.close();
    },
    3 * MINUTE,
  );

  it(
    'a cluster that is down is a state, and the others are shown',
    async () => {
      const [port] = await freePorts(1);
      const partly = await startHeadlamp({
        kubeconfig: writeClusters([
          {
            name: failing.cluster,
            server: `${portal.simulatorUrl}/clusters/${failing.cluster}`,
            token: 'demo',
          },
          { name: 'gone', server: `http://127.0.0.1:${port}`, token: 'demo' },
        ]),
      });
      const { context, page, errors } = await open();
      await page.goto(`${partly.url}/portlight`);
      const text = await textOf(page, /Workloads failing/);
      await screenshot(page, 'headlamp-cluster-down', 'light');
      expect(text).toMatch(/gone\s+Unreachable/);
      expect(figuresOn(text).pods).toBeGreaterThan(0);
      await page.goto(`${partly.url}${SETTINGS}`);
      await page.getByRole('button', { name: 'Test the connection' }).click();
      await page.getByText('1 of 2 clusters answer.').waitFor();
      expect(errors).toEqual([]);
      await context.close();
      await partly.stop();
    },
    3 * MINUTE,
  );
});
