import type {
  FleetHealth,
  Namespace,
  Page as Items,
  Pod,
} from '@portlight/plugin-portlight-common';
import type { Browser, Page } from 'playwright-core';
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
import { startPortal, type StartedPortal, userToken } from './support/portal';
import { control, PortlightClient } from './support/portlight';
import { DEMO_USERS } from './support/users';

const MINUTE = 60_000;
const OURS = '[data-portlight]';

describeWith(['chromium'], 'what different people see of one fleet', () => {
  let portal: StartedPortal;
  let browser: Browser;
  const clients = {} as Record<keyof typeof DEMO_USERS, PortlightClient>;
  const outside: string[] = [];

  beforeAll(async () => {
    portal = await startPortal();
    browser = await startBrowser();
    for (const [role, { entityRef }] of Object.entries(DEMO_USERS)) {
      clients[role as keyof typeof DEMO_USERS] = new PortlightClient(
        portal.url,
        await userToken(portal.url, entityRef),
      );
    }
    await waitFor(
      async () => {
        const { items } = await clients.administrator.clusters();
        return items.length === 6 && items.every(cluster => cluster.counts);
      },
      { what: 'all clusters of the demo to be read' },
    );
  }, 10 * MINUTE);

  afterAll(async () => {
    await browser?.close();
    await portal?.stop();
  }, MINUTE);

  async function open(look: Look, user: { name: string }): Promise<Page> {
    const context = await openContext(browser, look, outside);
    const page = await context.newPage();
    await signIn(page, `${portal.url}/fleet`, user.name);
    return page;
  }

  it('a team sees what its groups own, and nothing of the other team', async () => {
    const owners = async (role: keyof typeof DEMO_USERS) => {
      const { items } = await clients[role].get<Items<Pod>>(
        '/fleet/pods?limit=500',
      );
      const namespaces = await clients[role].get<Items<Namespace>>(
        '/fleet/namespaces?limit=500',
      );
      return {
        pods: items.length,
        namespaces: namespaces.items.map(({ name }) => name),
      };
    };
    const storefront = await owners('storefront');
    const payments = await owners('payments');
    const all = await owners('administrator');
    expect(storefront.namespaces).toContain('shop');
    expect(storefront.namespaces).not.toContain('payments');
    expect(payments.namespaces).toContain('payments');
    expect(payments.namespaces).not.toContain('shop');
    expect(storefront.pods).toBeGreaterThan(0);
    expect(storefront.pods + payments.pods).toBeLessThan(all.pods);
    const health = await clients.storefront.get<FleetHealth>('/fleet/health');
    expect(health.restricted).toBe(true);
    expect(health.pods?.total).toBe(storefront.pods);
  });

  it(
    'the catalog and its search show the entities of clusters to those who own them',
    async () => {
      const ask = async (role: keyof typeof DEMO_USERS, path: string) => {
        const token = await userToken(portal.url, DEMO_USERS[role].entityRef);
        const response = await fetch(`${portal.url}${path}`, {
          headers: { authorization: `Bearer ${token}` },
        });
        expect(response.status).toBe(200);
        return response.json();
      };
      const clusters = async (role: keyof typeof DEMO_USERS) => {
        const entities = (await ask(role, '/api/catalog/entities')) as {
          metadata: { annotations?: Record<string, string> };
          spec?: { owner?: string };
        }[];
        // what is of no cluster is everybody's
        expect(entities.length).toBeGreaterThan(10);
        return entities.flatMap(({ metadata, spec }) => {
          const name = metadata.annotations?.['portlight.io/cluster'];
          return name === undefined ? [] : [{ name, owner: spec?.owner }];
        });
      };
      await waitFor(
        async () => (await clusters('administrator')).length === 6,
        { what: 'the clusters to be entities', timeoutMilliseconds: 180_000 },
      );
      expect(await clusters('viewer')).toEqual([]);
      for (const [role, group] of [
        ['storefront', 'group:default/storefront'],
        ['payments', 'group:default/payments'],
      ] as const) {
        const owners = (await clusters(role)).map(({ owner }) => owner);
        expect(owners.filter(owner => owner !== group)).toEqual([]);
      }
      const found = async (role: keyof typeof DEMO_USERS) => {
        const query = new URLSearchParams({ term: 'prod-eu' });
        const { results } = (await ask(role, `/api/search/query?${query}`)) as {
          results: { document: { kind?: string; location: string } }[];
        };
        return results.filter(({ document }) =>
          document.location.endsWith('/resource/prod-eu'),
        ).length;
      };
      await waitFor(async () => (await found('administrator')) === 1, {
        what: 'the clusters to be found',
        timeoutMilliseconds: 180_000,
      });
      expect(await found('viewer')).toBe(0);
      expect(await found('storefront')).toBe(0);
    },
    5 * MINUTE,
  );

  it('who owns nothing sees nothing, and may change nothing', async () => {
    await expect(clients.viewer.clusters()).resolves.toMatchObject({
      items: [],
      total: 0,
    });
    await expect(clients.viewer.workloads()).resolves.toMatchObject({
      items: [],
      total: 0,
    });
    await expect(clients.viewer.get('/workers')).rejects.toThrow(/403/);
    await expect(clients.viewer.get('/encryption')).rejects.toThrow(/403/);
  });

  it.each(Object.keys(LOOKS) as Look[])(
    'the same page for two people, and for one who owns nothing: %s',
    async look => {
      const violations: string[] = [];
      for (const [role, user] of Object.entries(DEMO_USERS)) {
        const page = await open(look, user);
        await page
          .locator(OURS)
          .getByText(
            role === 'viewer'
              ? /groups own/
              : /workloads? (is|are) failing|All .* healthy/,
          )
          .first()
          .waitFor({ timeout: 20_000 });
        await screenshot(page, `fleet-as-${role}`, look);
        for (const each of await accessibilityViolations(page, OURS)) {
          violations.push(`${role}: ${each}`);
        }
        await page.context().close();
      }
      expect(violations).toEqual([]);
      expect(outside).toEqual([]);
    },
    5 * MINUTE,
  );

  it(
    'a fleet half of which is failing says which half, since when and why',
    async () => {
      const { simulatorUrl } = portal;
      const broken = {
        'prod-us': { type: 'disconnected' },
        payments: { type: 'status', code: 401 },
        stores: { type: 'hang' },
      };
      for (const [cluster, fault] of Object.entries(broken)) {
        await control(
          simulatorUrl!,
          'POST',
          `/clusters/${cluster}/faults`,
          fault,
        );
      }
      await waitFor(
        async () => {
          const { items } = await clients.administrator.clusters();
          return items
            .filter(({ name }) => Object.hasOwn(broken, name))
            .every(({ status }) => status !== 'active');
        },
        {
          what: 'the three clusters to be called broken',
          timeoutMilliseconds: 150_000,
        },
      );
      const { items } = await clients.administrator.clusters();
      const seen = items.map(({ name, status, statusMessage, sync }) => ({
        name,
        active: status === 'active',
        stale: sync.stale,
        explained: Boolean(statusMessage),
      }));
      expect(seen).toEqual(
        items.map(({ name }) => {
          const isBroken = Object.hasOwn(broken, name);
          return {
            name,
            active: !isBroken,
            stale: isBroken,
            explained: isBroken,
          };
        }),
      );
      // never a zero, never an empty list: the last figures stay
      expect(items.map(({ counts }) => counts?.pods ?? 0)).not.toContain(0);
      for (const look of Object.keys(LOOKS) as Look[]) {
        const page = await open(look, DEMO_USERS.administrator);
        await page
          .locator(OURS)
          .getByText(/unreachable/i)
          .first()
          .waitFor({ timeout: 20_000 });
        // the table of clusters too
        const { width } = page.viewportSize()!;
        await page.setViewportSize({ width, height: 1300 });
        await screenshot(page, 'fleet-half-failing', look);
        expect(await accessibilityViolations(page, OURS)).toEqual([]);
        await page.context().close();
      }
    },
    6 * MINUTE,
  );
});
