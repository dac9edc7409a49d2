import fs from 'node:fs';
import type {
  Metrics,
  Peers,
  Page as Items,
  Pod,
} from '@portlight/plugin-portlight-common';
import type { Browser, Download, Page } from 'playwright-core';
import { describeWith, waitFor } from '../parts';
import {
  accessibilityViolations,
  openContext,
  screenshot,
  signIn,
  startBrowser,
} from './support/browser';
import { startFault, type Fault, type StartedFault } from './support/faults';
import { startPortal, userToken, type StartedPortal } from './support/portal';
import { PortlightClient } from './support/portlight';
import { DEMO_USERS } from './support/users';

const MINUTE = 60_000;
const OURS = '[data-portlight]';

/** Addresses of a component in the catalog and in our API. */
const pageOf = (name: string, tab: 'metrics' | 'peers') =>
  `/catalog/default/component/${name}/${tab}`;
const apiOf = (name: string, what: 'metrics' | 'peers') =>
  `/entities/component/default/${name}/${what}`;

/** The lines of a CSV file, without the mark that it begins with. */
async function linesOf(download: Download): Promise<string[]> {
  const text = fs.readFileSync(await download.path(), 'utf8');
  expect(text.charCodeAt(0)).toBe(0xfeff);
  return text.slice(1).trimEnd().split('\r\n');
}

describeWith(['chromium'], 'peers of the demo and their metrics', () => {
  let portal: StartedPortal;
  let portlight: PortlightClient;
  let browser: Browser;
  const outside: string[] = [];
  const errors: string[] = [];
  const faults: StartedFault[] = [];

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
    await waitFor(
      async () => {
        const { goldenSignals } = await portlight.get<Metrics>(
          apiOf('catalog', 'metrics'),
        );
        return goldenSignals.some(({ outlier }) => outlier);
      },
      {
        what: 'two scrapes of all peers of the catalog',
        timeoutMilliseconds: 2 * MINUTE,
      },
    );
  }, 10 * MINUTE);

  const endFaults = () =>
    Promise.all(faults.splice(0).map(fault => fault.end()));

  afterAll(async () => {
    await browser?.close();
    await portal?.stop();
  }, MINUTE);

  // those that a failure left open would go on asking
  afterEach(async () => {
    await Promise.all(browser.contexts().map(context => context.close()));
    await endFaults();
  });

  /** Each user's pages have a context of their own. */
  async function openAs(
    user: { name: string },
    address: string,
  ): Promise<Page> {
    const context = await openContext(browser, 'light', outside);
    const page = await context.newPage();
    page.on('pageerror', error => errors.push(error.message));
    page.setDefaultTimeout(40_000);
    await signIn(page, portal.url + address, user.name);
    return page;
  }

  const open = (address: string) => openAs(DEMO_USERS.administrator, address);

  async function close(page: Page): Promise<void> {
    await page.context().close();
    expect(errors).toEqual([]);
    expect(outside).toEqual([]);
  }

  const podsOf = async (cluster: string, service: string) => {
    const { items } = await portlight.get<Items<Pod>>(
      `/clusters/${cluster}/pods?workload=Deployment/${service}&limit=100`,
    );
    return items;
  };

  /** The moment of the scrape that the page shows. */
  const shownScrape = async (page: Page) =>
    page.locator(OURS).locator('time').first().getAttribute('datetime');

  const nextScrape = (page: Page, previous: string) =>
    waitFor(
      async () => {
        const now = await shownScrape(page);
        return now !== null && now !== previous && now;
      },
      { what: 'the next scrape to be shown', intervalMilliseconds: 50 },
    );

  const disturb = async (pod: string, path: string, fault: Fault) => {
    const started = await startFault(
      portal.simulatorUrl!,
      'prod-eu',
      `/api/v1/namespaces/shop/pods/${pod}:${path}`,
      fault,
    );
    faults.push(started);
    return started;
  };

  it(
    'the Metrics tab says in a sentence which peer is slow, and has all golden signals',
    async () => {
      const page = await open(pageOf('catalog', 'metrics'));
      // the oldest pod is the slow one of the demo
      const [slow] = (await podsOf('prod-eu', 'catalog')).sort((a, b) =>
        `${a.createdAt} ${a.name}` < `${b.createdAt} ${b.name}` ? -1 : 1,
      );
      await page
        .getByText(
          new RegExp(
            `All \\d+ peers answer; .* requests/s, .* errors, p95 .*; latency of ${slow.name} is .* the median`,
          ),
        )
        .waitFor();
      for (const title of [
        'Requests',
        'Errors',
        'Latency',
        'Saturation',
        'Active connections',
      ]) {
        const value = page.locator(`section[aria-label="${title}"] .value`);
        expect(await value.innerText()).toMatch(/\d/);
      }
      await close(page);
    },
    3 * MINUTE,
  );

  it(
    'a family is found by keyboard, opened as a chart and a table, and saved as CSV',
    async () => {
      const family = 'tomcat_connections_current_connections';
      const page = await open(pageOf('catalog', 'metrics'));
      await page.getByLabel('Search metrics').waitFor();
      await page.keyboard.press('/');
      await page.keyboard.type('tomcat_conn');
      await page.waitForURL(/[?&]q=tomcat_conn/);
      const row = page.getByRole('button', { name: new RegExp(`^${family}`) });
      await row.click();
      await page.waitForURL(new RegExp(`[?&]family=${family}`));
      expect(await row.getAttribute('aria-expanded')).toBe('true');

      await page.getByRole('button', { name: `${family} as a table` }).click();
      const table = page.getByLabel(`${family} as a table`).locator('table');
      await table.waitFor();
      expect(await table.getByRole('row').count()).toBeGreaterThan(1);

      const [history] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: `${family} as CSV` }).click(),
      ]);
      expect(history.suggestedFilename()).toBe(`${family}.csv`);
      const [header, ...lines] = await linesOf(history);
      expect(header).toMatch(/^time,.*\(connections\)/);
      const figures = lines.map(line => line.split(','));
      for (const [time] of figures) {
        expect(new Date(time).toISOString()).toBe(time);
      }
      expect(figures.some(([, value]) => Number(value) > 0)).toBe(true);

      const [values] = await Promise.all([
        page.waitForEvent('download'),
        page
          .getByRole('button', { name: 'Series and values per peer as CSV' })
          .click(),
      ]);
      const { total, peers } = await portlight.get<Metrics>(
        apiOf('catalog', 'metrics'),
      );
      const [columns, series] = await linesOf(values);
      expect(columns.split(',')[0]).toBe('all peers');
      expect(columns.split(',').slice(1).sort()).toEqual(
        peers.map(({ name }) => name).sort(),
      );
      const [all, ...ofPeers] = series.split(',').map(Number);
      expect(ofPeers).toHaveLength(total);
      expect(ofPeers.every(value => value > 0)).toBe(true);
      expect(all).toBeGreaterThan(0);
      await screenshot(page, 'metrics-family', 'light');
      expect(await accessibilityViolations(page, OURS)).toEqual([]);
      await close(page);
    },
    3 * MINUTE,
  );

  it(
    'range and comparison stand in the address and survive a reload',
    async () => {
      const page = await open(pageOf('catalog', 'metrics'));
      await page.getByRole('button', { name: '15m', exact: true }).click();
      await page.waitForURL(/[?&]range=15m/);
      await page.getByLabel('Compare with').selectOption('yesterday');
      await page.waitForURL(/[?&]compare=day/);
      await page.reload();
      const range = page.getByRole('button', { name: '15m', exact: true });
      await range.waitFor();
      expect(await range.getAttribute('aria-pressed')).toBe('true');
      expect(await page.getByLabel('Compare with').inputValue()).toBe('day');
      expect(
        await page.locator('section[aria-label="Requests"] .value').innerText(),
      ).toMatch(/\d/);
      await page.goBack();
      await page.waitForURL(url => !url.search.includes('compare'));
      await close(page);
    },
    3 * MINUTE,
  );

  it(
    'a histogram says that its peers disagree on buckets',
    async () => {
      const page = await open(
        `${pageOf('pricing', 'metrics')}?family=http_request_duration_seconds`,
      );
      await page.getByText(/The peers have different buckets/).waitFor();
      await page
        .getByRole('table', {
          name: 'Buckets of http_request_duration_seconds',
        })
        .waitFor();
      await page
        .getByText(/The peers have different buckets/)
        .scrollIntoViewIfNeeded();
      const buckets = page.getByRole('table', {
        name: 'Buckets of http_request_duration_seconds',
      });
      // some bounds are left, though not all
      expect(await buckets.getByRole('row').count()).toBeGreaterThan(2);
      await screenshot(page, 'metrics-buckets', 'light');
      await close(page);
    },
    3 * MINUTE,
  );

  it(
    'the page follows each scrape by push; many readers cost no more scrapes than one',
    async () => {
      const first = await open(pageOf('catalog', 'metrics'));
      await first.getByText(/peers answer/).waitFor();
      let shown = (await shownScrape(first))!;
      const delays: number[] = [];
      for (let round = 0; round < 3; round++) {
        shown = await nextScrape(first, shown);
        delays.push(Date.now() - Date.parse(shown));
      }
      // reported, not asserted: timings are compared in bench
      process.stderr.write(
        `scrapes were shown ${delays.join(', ')} ms after they ended\n`,
      );

      const pages = [first];
      while (pages.length < 5) {
        pages.push(await open(pageOf('catalog', 'metrics')));
        await pages
          .at(-1)!
          .getByText(/peers answer/)
          .waitFor();
      }
      const before = await Promise.all(pages.map(shownScrape));
      const { peers } = await portlight.get<Peers>(apiOf('catalog', 'peers'));
      const { name, metricsUrl } = peers.find(
        ({ cluster }) => cluster === 'prod-eu',
      )!;
      const { port } = new URL(metricsUrl!);
      // it only counts
      const counter = await disturb(name, `${port}/proxy/metrics`, {
        type: 'latency',
        milliseconds: 0,
      });
      const since = Date.now();
      // readers without a browser: on one machine with the portal, more browsers are what is slow
      const ask = () => portlight.get<Metrics>(apiOf('catalog', 'metrics'));
      await Promise.all(Array.from({ length: 100 }, ask));
      await waitFor(
        async () => {
          const now = await Promise.all(pages.map(shownScrape));
          return now.every((time, index) => time !== before[index]);
        },
        {
          what: 'all tabs to follow',
          timeoutMilliseconds: 2 * MINUTE,
        },
      );
      await waitFor(async () => (await counter.hits()) >= 3, {
        what: 'three scrapes',
        timeoutMilliseconds: 2 * MINUTE,
      });
      const scrapes = await counter.hits();
      const { intervalSeconds } = await portlight.get<Metrics>(
        apiOf('catalog', 'metrics'),
      );
      const rounds = (Date.now() - since) / 1000 / intervalSeconds!;
      // one too many at each end
      expect(scrapes).toBeLessThanOrEqual(rounds + 2);
      await Promise.all(pages.map(close));
    },
    8 * MINUTE,
  );

  it(
    'a pod that is deleted leaves the table and the picture, and its successor comes',
    async () => {
      const page = await open(pageOf('inventory', 'peers'));
      const [{ name }] = await podsOf('prod-eu', 'inventory');
      const known = new Set(
        (await podsOf('prod-eu', 'inventory')).map(pod => pod.name),
      );
      const row = (pod: string) =>
        page.getByRole('table').getByRole('link', { name: pod, exact: true });
      const mark = (pod: string) =>
        page.locator(`[data-mark][aria-label^="${pod}"]`);
      await row(name).waitFor();
      await mark(name).waitFor();
      const deleted = await fetch(
        `${portal.simulatorUrl}/clusters/prod-eu/api/v1/namespaces/shop/pods/${name}`,
        {
          method: 'DELETE',
          headers: { authorization: 'Bearer demo-admin' },
        },
      );
      expect(deleted.ok).toBe(true);
      const successor = await waitFor(
        async () => {
          const { peers } = await portlight.get<Peers>(
            apiOf('inventory', 'peers'),
          );
          return peers.find(
            peer => peer.cluster === 'prod-eu' && !known.has(peer.name),
          )?.name;
        },
        { what: 'the successor', timeoutMilliseconds: MINUTE },
      );
      await row(successor).waitFor({ timeout: MINUTE });
      await mark(successor).waitFor();
      // it takes its time to end
      await row(name).waitFor({ state: 'detached', timeout: 2 * MINUTE });
      await mark(name).waitFor({ state: 'detached' });
      await close(page);
    },
    5 * MINUTE,
  );

  it(
    'a peer that is down is said, with the reason, until it is back',
    async () => {
      const page = await open(pageOf('search', 'metrics'));
      await page.getByText(/All \d+ peers answer/).waitFor();
      const [{ name }] = await podsOf('prod-eu', 'search');
      const reason = 'no route to host';
      await disturb(name, '', {
        type: 'status',
        code: 503,
        message: reason,
      });
      await page.getByText(`${name} did not answer:`).waitFor();
      const note = page.getByRole('status').filter({ hasText: name });
      expect(await note.innerText()).toContain(reason);
      await screenshot(page, 'metrics-peer-down', 'light');
      await page.goto(portal.url + pageOf('search', 'peers'));
      await page
        .getByText(new RegExp(`\\d of \\d+ peers answer.*${name}`))
        .waitFor({ timeout: MINUTE });
      await page
        .getByRole('row')
        .filter({ hasText: name })
        .getByText(/liveness probes have failed in a row/)
        .waitFor({ timeout: MINUTE });
      await screenshot(page, 'peers-down', 'light');
      await endFaults();
      await page
        .getByText(/All \d+ peers answer/)
        .waitFor({ timeout: 2 * MINUTE });
      await close(page);
    },
    6 * MINUTE,
  );

  it.each([
    [
      'of another team',
      DEMO_USERS.payments,
      'catalog',
      /No instances of this entity are known/,
      /No instances of it are known/,
    ],
    [
      'that runs now and then',
      DEMO_USERS.administrator,
      'sitemap',
      /No instances of this entity are known|Nothing of it runs now/,
      /No instances of it are known|It has no peers now/,
    ],
  ])(
    'an entity %s has no peers, and that is no error',
    async (_, user, entity, noPeers, noMetrics) => {
      const page = await openAs(user, pageOf(entity, 'peers'));
      await page.getByText(noPeers).first().waitFor();
      await screenshot(page, `peers-none-${entity}`, 'light');
      expect(await page.locator('[data-mark]').count()).toBe(0);
      await page.goto(portal.url + pageOf(entity, 'metrics'));
      await page.getByText(noMetrics).first().waitFor();
      expect(await accessibilityViolations(page, OURS)).toEqual([]);
      await close(page);
    },
    3 * MINUTE,
  );

  it(
    'a source of metrics is tested on the page of sources',
    async () => {
      const page = await open('/fleet/sync/sources');
      await page
        .getByRole('button', { name: 'Details of Metrics API in prod-eu' })
        .click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: 'Test now' }).click();
      const result = dialog.getByRole('region', { name: 'Result of the test' });
      await result.getByText(/It answers/).waitFor();
      expect(await result.getByRole('listitem').count()).toBeGreaterThanOrEqual(
        1,
      );
      await screenshot(page, 'source-tested', 'light');
      expect(await accessibilityViolations(page, '[role="dialog"]')).toEqual(
        [],
      );
      await close(page);
    },
    3 * MINUTE,
  );

  it(
    'nonsense in the address is answered with sentences',
    async () => {
      const page = await open(
        `${pageOf(
          'catalog',
          'metrics',
        )}?family=__proto__&family=no_such_family&range=banana&until=never&compare=eon`,
      );
      await page.getByText(/peers answer/).waitFor();
      await page.getByText('no_such_family').first().waitFor();
      const hour = page.getByRole('button', { name: '1h', exact: true });
      expect(await hour.getAttribute('aria-pressed')).toBe('true');
      await page.goto(
        `${portal.url}${pageOf('catalog', 'metrics')}?until=1970-01-02`,
      );
      await page.getByText(/1970/).first().waitFor();
      await page.goto(
        `${portal.url}/fleet/clusters/prod-eu/namespaces/shop/services/no-such-service/metrics`,
      );
      await page
        .locator(OURS)
        .getByText(/There is no such/)
        .first()
        .waitFor();
      await page.goto(`${portal.url}/fleet/clusters/prod-eu/nodes/x/banana`);
      await page.getByText('There is no tab "banana" here').waitFor();
      await close(page);
    },
    3 * MINUTE,
  );
});
