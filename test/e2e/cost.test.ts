import type {
  Budget,
  CostAccuracy,
  CostJobs,
  CostReport,
  Page as Items,
  RightsizingReport,
} from '@portlight/plugin-portlight-common';
import type { Browser, Locator, Page } from 'playwright-core';
import { parseAllDocuments } from 'yaml';
import { describeWith, freePorts, waitFor } from '../parts';
import {
  accessibilityViolations,
  openContext,
  screenshot,
  signIn,
  startBrowser,
  type Look,
} from './support/browser';
import { rowsOf, savedBy } from './support/downloads';
import {
  startHeadlamp,
  writeClusters,
  type StartedHeadlamp,
} from './support/headlamp';
import { startPortal, userToken, type StartedPortal } from './support/portal';
import { PortlightClient } from './support/portlight';
import { DEMO_USERS } from './support/users';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const OURS = '[data-portlight]';
/** Days of generated costs: as few as have whole days to compare. */
const PAST_DAYS = 5;
const NAMESPACE = '/fleet/clusters/prod-eu/namespaces/shop/cost';
/** The answer of a page about cost, with or without a forecast. */
const ANSWER = /^€[\d.,k]+ (so far in|in the last)/;
/** The same where there is no portal, in the currency of the settings. */
const ANSWER_NOW = /an hour now, about/;

const sum = (values: readonly number[]) =>
  values.reduce((total, value) => total + value, 0);

describeWith(['chromium'], 'cost and rightsizing of the demo', () => {
  let portal: StartedPortal;
  let token: string;
  let portlight: PortlightClient;
  let browser: Browser;
  let headlampPort: number;
  const outside: string[] = [];
  const errors: string[] = [];

  beforeAll(async () => {
    [headlampPort] = await freePorts(1);
    portal = await startPortal([], {
      env: {
        APP_CONFIG_demo_pastDays: String(PAST_DAYS),
        APP_CONFIG_backend_cors_origin: `http://127.0.0.1:${headlampPort}`,
        APP_CONFIG_backend_cors_exposedHeaders: '["ETag"]',
      },
    });
    token = await userToken(portal.url);
    portlight = new PortlightClient(portal.url, token);
    browser = await startBrowser();
    await waitFor(
      async () => {
        const { backfill, items } = await portlight.get<CostJobs>(
          '/fleet/costs/jobs',
        );
        return (
          backfill?.state === 'done' &&
          items.every(({ complete }) => complete >= (PAST_DAYS - 1) * 24)
        );
      },
      {
        what: 'the past of the demo to be computed',
        timeoutMilliseconds: 5 * MINUTE,
      },
    );
  }, 12 * MINUTE);

  afterAll(async () => {
    await browser?.close();
    await portal?.stop();
  }, MINUTE);

  // those that a failure left open would go on asking
  afterEach(async () => {
    errors.splice(0);
    await Promise.all(browser.contexts().map(context => context.close()));
  });

  const watched = (page: Page): Page => {
    page.on('pageerror', error => errors.push(error.message));
    page.on('console', message => {
      if (message.type() === 'error') errors.push(message.text());
    });
    page.setDefaultTimeout(40_000);
    return page;
  };

  /** What is said on the console before the page under test, such as that nobody is signed in, is not its own. */
  async function open(
    address: string,
    user: { name: string } = DEMO_USERS.administrator,
    look: Look = 'light',
  ): Promise<Page> {
    const context = await openContext(browser, look, outside);
    const page = await context.newPage();
    page.setDefaultTimeout(40_000);
    await signIn(page, `${portal.url}/fleet`, user.name);
    await watched(page).goto(portal.url + address);
    return page;
  }

  async function close(page: Page, options: { within?: string } = {}) {
    await waitFor(
      async () => (await page.locator('[aria-busy="true"]').count()) === 0,
      { what: `${page.url()} to be read` },
    );
    expect(await accessibilityViolations(page, options.within ?? OURS)).toEqual(
      [],
    );
    await page.context().close();
    expect(errors).toEqual([]);
    expect(outside).toEqual([]);
  }

  const figure = (within: Page | Locator, of: string) =>
    within.getByRole('button', {
      name: new RegExp(`^€[\\d.,k]+ of ${of}: how it came about$`),
    });

  it(
    'the fleet by owner; a figure opens down to products that add up to it; both are files',
    async () => {
      const page = await open('/fleet/costs');
      await page.getByText(ANSWER).first().waitFor();
      await page
        .getByRole('group', { name: 'Group by' })
        .getByRole('button', { name: 'Owner' })
        .click();
      await page.waitForURL(/[?&]by=owner/);
      const report = await portlight.get<CostReport>(
        '/fleet/costs?window=30d&aggregate=owner',
      );
      const item = report.items.find(
        ({ name }) => name === 'group:default/storefront',
      )!;
      await screenshot(page, 'cost-fleet', 'light');

      await figure(page, 'storefront').click();
      await page.waitForURL(/[?&]work=group/);
      const drawer = page.getByRole('dialog', {
        name: 'How the cost of storefront came about',
      });
      await drawer.getByRole('table').waitFor();
      const work = await savedBy(page, () =>
        drawer.getByRole('button', { name: 'CSV' }).click(),
      );
      const products = rowsOf(work.text);
      for (const product of products) {
        expect(
          Number(product.quantity) * Number(product['unit price (EUR)']),
        ).toBeCloseTo(Number(product['modelled (EUR)']), 4);
        expect(product['price source']).not.toBe('');
      }
      const productsTotal = sum(
        products.map(product => Number(product['cost (EUR)'])),
      );
      expect(productsTotal).toBeCloseTo(
        item.amounts.total - item.amounts.shared - item.amounts.idle,
        4,
      );
      expect(await accessibilityViolations(page, '[role="dialog"]')).toEqual(
        [],
      );
      await screenshot(page, 'cost-work', 'light');
      await page.keyboard.press('Escape');
      await drawer.waitFor({ state: 'detached' });

      const exported = await savedBy(page, async () => {
        await page.getByRole('button', { name: 'Export' }).click();
        await page.getByRole('menuitem', { name: 'CSV, as shown' }).click();
      });
      expect(exported.name).toMatch(/^cost.*\.csv$/);
      const rows = rowsOf(exported.text);
      expect(rows.map(({ owner }) => owner)).toContain(
        'group:default/storefront',
      );

      // what is shared takes nothing away and adds nothing
      await page.getByRole('button', { name: 'Shared…' }).click();
      await page.getByLabel('Namespaces').fill('kube-system, monitoring');
      await page.getByLabel('Amount a month').fill('much');
      await page
        .getByRole('form', { name: 'What all share' })
        .getByRole('button', { name: 'Show' })
        .click();
      await page.getByText('The amount is a number').waitFor();
      await page.getByLabel('Amount a month').fill('');
      await page
        .getByRole('form', { name: 'What all share' })
        .getByRole('button', { name: 'Show' })
        .click();
      await page.waitForURL(/shareNamespaces=kube-system/);
      await page.getByText('Shared cost', { exact: true }).waitFor();
      await close(page);
    },
    3 * MINUTE,
  );

  it(
    'the page of a namespace: its resources, its days and its dearest workloads',
    async () => {
      const page = await open(NAMESPACE);
      await page.getByText(ANSWER).first().waitFor();
      const { items } = await portlight.get<CostReport>(
        '/clusters/prod-eu/namespaces/shop/costs?window=30d&aggregate=workload',
      );
      const ranking = page.getByRole('region', { name: 'By workload' });
      const first = ranking.getByRole('row').nth(1);
      await first.waitFor();
      expect(await first.innerText()).toContain(items[0].workload);
      const days = page.getByRole('region', { name: 'Cost per day' });
      const chart = await savedBy(page, () =>
        days.getByRole('button', { name: /as CSV$/ }).click(),
      );
      // the first day and today are no whole ones
      expect(rowsOf(chart.text).length).toBeGreaterThanOrEqual(PAST_DAYS - 1);
      await page
        .getByRole('button', { name: /^CPU, €.*: how it came about$/ })
        .click();
      const drawer = page.getByRole('dialog');
      await drawer.getByText('CPU only').waitFor();
      const products = drawer.getByRole('table');
      expect(await products.innerText()).not.toContain('Memory,');
      await drawer.getByRole('button', { name: 'Show all' }).click();
      await products
        .getByText(/^Memory,/)
        .first()
        .waitFor();
      await page.keyboard.press('Escape');
      await close(page);

      const phone = await open(NAMESPACE, undefined, 'phone');
      await phone.getByText(ANSWER).first().waitFor();
      await screenshot(phone, 'cost-namespace', 'phone');
      expect(
        await phone.evaluate(
          () => document.documentElement.scrollWidth - window.innerWidth,
        ),
      ).toBeLessThanOrEqual(0);
      await close(phone);
    },
    3 * MINUTE,
  );

  it(
    'an entity has a card and a tab, a node a section',
    async () => {
      const page = await open('/catalog/default/component/catalog');
      const card = page.locator(OURS).filter({ hasText: ANSWER }).first();
      await card.waitFor();
      await page.goto(`${portal.url}/catalog/default/component/catalog/cost`);
      await page.getByText(ANSWER).first().waitFor();
      await page.getByRole('region', { name: 'Rightsizing' }).waitFor();
      await close(page);

      const { items } = await portlight.get<Items<{ name: string }>>(
        '/clusters/prod-eu/nodes?limit=1',
      );
      const node = await open(`/fleet/clusters/prod-eu/nodes/${items[0].name}`);
      const section = node.getByRole('region', { name: 'Cost' });
      await section.getByText(/^€[\d.]+ in the last 24 hours/).waitFor();
      expect(await section.innerText()).toContain('Idle');
      await close(node);
    },
    3 * MINUTE,
  );

  it(
    'rightsizing: what is chosen is copied and downloaded as patches',
    async () => {
      await waitFor(
        async () => {
          const { items } = await portlight.get<RightsizingReport>(
            '/fleet/rightsizing',
          );
          return items.some(({ patch }) => patch !== undefined);
        },
        {
          what: 'usage of containers to be judged',
          timeoutMilliseconds: 2 * MINUTE,
        },
      );
      const page = await open('/fleet/costs/rightsizing');
      await page
        .context()
        .grantPermissions(['clipboard-read', 'clipboard-write']);
      const boxes = page.locator('input[type="checkbox"]:enabled');
      await boxes.first().waitFor();
      await boxes.first().check();
      await page.getByText(/^1 workload chosen, €/).waitFor();
      await page
        .getByRole('button', { name: 'Copy YAML of the patches' })
        .click();
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      const saved = await savedBy(page, () =>
        page.getByRole('button', { name: 'Download YAML' }).click(),
      );
      expect(saved).toEqual({ name: 'rightsizing.yaml', text: copied });
      const [patch, ...more] = parseAllDocuments(copied).map(document =>
        document.toJS(),
      );
      expect(more).toEqual([]);
      expect(patch).toMatchObject({
        kind: expect.any(String),
        metadata: { name: expect.any(String) },
      });
      await screenshot(page, 'cost-rightsizing', 'light');
      await close(page);
    },
    4 * MINUTE,
  );

  it(
    'a budget is refused with the reason at its field, then set',
    async () => {
      const page = await open('/fleet/costs/budgets');
      await page.getByRole('button', { name: 'Set a budget' }).click();
      const dialog = page.getByRole('dialog', { name: 'Set a budget' });
      await dialog.getByLabel('Name').fill('Shop');
      await dialog.getByLabel('Owner', { exact: true }).fill('storefront');
      await dialog.getByLabel('Amount per month').fill('-1');
      const save = dialog.getByRole('button', { name: 'Save' });
      await save.click();
      await dialog.getByText(/Write it as the catalog does/).waitFor();
      await dialog.getByText(/Write an amount|more than nothing/).waitFor();
      expect(await accessibilityViolations(page, '[role="dialog"]')).toEqual(
        [],
      );
      await dialog
        .getByLabel('Owner', { exact: true })
        .fill('group:default/storefront');
      await dialog.getByLabel('Amount per month').fill('1,200.50');
      await save.click();
      await dialog.waitFor({ state: 'detached' });
      await page.getByRole('row').filter({ hasText: 'Shop' }).waitFor();
      const { items } = await portlight.get<Items<Budget>>('/budgets');
      expect(items.find(({ name }) => name === 'Shop')).toMatchObject({
        amount: 1200.5,
        scope: { owner: 'group:default/storefront' },
      });
      await screenshot(page, 'cost-budgets', 'light');
      await close(page);
    },
    2 * MINUTE,
  );

  it(
    'a bill with a wrong line is refused with the line, a right one corrects the cost',
    async () => {
      const day = (ago: number) =>
        new Date(Date.now() - ago * DAY).toISOString().slice(0, 10);
      const bill = (...lines: string[]) => ({
        name: 'prod-eu.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(
          ['date,cluster,instance type,cost,currency', ...lines, ''].join('\n'),
        ),
      });
      const right = [3, 2].map(ago => `${day(ago)},prod-eu,,60,EUR`);
      const page = await open('/fleet/costs/accuracy');
      await page.getByRole('button', { name: 'Import a bill' }).click();
      const dialog = page.getByRole('dialog');
      const file = dialog.getByLabel('File of the bill');
      await file.setInputFiles(
        bill(right[0], 'yesterday,prod-eu,,60,EUR', right[1]),
      );
      const wrong = dialog
        .getByRole('region', { name: 'Lines that are not taken' })
        .first()
        .getByRole('table');
      await wrong.waitFor();
      expect(await wrong.getByRole('row').nth(1).innerText()).toMatch(
        /^3\s+.*yesterday/s,
      );
      const importIt = dialog.getByRole('button', { name: 'Import' });
      expect(await importIt.isDisabled()).toBe(true);

      await file.setInputFiles(bill(...right));
      await dialog.getByText(/with its factors it would be/).waitFor();
      expect(await accessibilityViolations(page, '[role="dialog"]')).toEqual(
        [],
      );
      await importIt.click();
      const done = page.getByRole('dialog', { name: 'The bill was imported' });
      await screenshot(page, 'cost-bill', 'light');
      await done.getByRole('button', { name: 'Done' }).click();
      await page
        .getByRole('region', { name: 'Bills' })
        .first()
        .getByText('prod-eu.csv')
        .waitFor();
      const { items } = await portlight.get<CostAccuracy>(
        '/fleet/costs/accuracy',
      );
      const corrected = items.filter(({ billed }) => billed !== undefined);
      expect(corrected.length).toBeGreaterThan(0);
      for (const { cluster, differenceAfter } of corrected) {
        expect(cluster).toBe('prod-eu');
        expect(Math.abs(differenceAfter!)).toBeLessThan(0.001);
      }
      await close(page);
    },
    3 * MINUTE,
  );

  it(
    'a team sees what its workloads cost and nothing of others, and manages nothing',
    async () => {
      const page = await open('/fleet/costs?by=namespace', DEMO_USERS.payments);
      await page.getByText(ANSWER).first().waitFor();
      await page.getByText('payments', { exact: true }).first().waitFor();
      const text = await page.locator(OURS).first().innerText();
      expect(text).toContain('Only costs of what you may see');
      expect(text).not.toMatch(/\bshop\b|kube-system|System overhead/);
      await page.goto(`${portal.url}/fleet/costs/budgets`);
      await page
        .getByText(/budget/i)
        .first()
        .waitFor();
      expect(
        await page.getByRole('button', { name: 'Set a budget' }).count(),
      ).toBe(0);
      await close(page);
    },
    2 * MINUTE,
  );

  describe('in Headlamp', () => {
    let headlamp: StartedHeadlamp;

    beforeAll(async () => {
      const { items } = await portlight.clusters();
      headlamp = await startHeadlamp({
        port: headlampPort,
        kubeconfig: writeClusters(
          items.map(({ name }) => ({
            name,
            server: `${portal.simulatorUrl}/clusters/${name}`,
            token: 'demo',
          })),
        ),
      });
    }, 5 * MINUTE);

    afterAll(() => headlamp?.stop(), MINUTE);

    it.each(['direct', 'portal'])(
      'pages and sections in %s mode',
      async mode => {
        const context = await openContext(browser, 'light', outside);
        const page = await context.newPage();
        page.on('pageerror', error => errors.push(error.message));
        page.setDefaultTimeout(40_000);
        if (mode === 'portal') {
          await page.addInitScript(
            ([name, value]) => window.localStorage.setItem(name, value),
            [
              'pluginConfigs',
              JSON.stringify({
                'portlight-headlamp': { portalUrl: portal.url, token },
              }),
            ],
          );
        }
        const says = mode === 'portal' ? ANSWER : ANSWER_NOW;
        for (const address of [
          '/portlight/costs/overview',
          '/portlight/clusters/prod-eu/namespaces/shop/cost',
          '/c/prod-eu/namespaces/shop',
          '/c/prod-eu/deployments/shop/catalog',
        ]) {
          await page.goto(headlamp.url + address);
          await page.locator(OURS).getByText(says).first().waitFor();
          const text = (await page.locator(OURS).allInnerTexts()).join('\n');
          expect(/needs? the portal/.test(text)).toBe(mode === 'direct');
        }
        await screenshot(page, `headlamp-cost-${mode}`, 'light');
        await page.goto(`${headlamp.url}/portlight/costs/rightsizing`);
        await page
          .locator(OURS)
          .getByText(
            mode === 'portal'
              ? /workloads? chosen|Choose workloads|judge/
              : 'This needs a portal',
          )
          .first()
          .waitFor();
        expect(await accessibilityViolations(page, OURS)).toEqual([]);
        await context.close();
        expect(errors).toEqual([]);
        expect(outside).toEqual([]);
      },
      4 * MINUTE,
    );
  });
});
