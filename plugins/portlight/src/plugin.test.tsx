import {
  TestApiProvider,
  renderInTestApp,
  renderTestApp,
} from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen } from '@testing-library/react';
import { EntityCostContent } from './cost';
import { EntityHealthContent } from './health';
import { EntityMetricsContent } from './metrics';
import { EntityPeersContent } from './peers';
import { portlightApiRef } from './host/portlightApiRef';
import { portlightPlugin } from './plugin';
import { fleetRouteRef } from './routes';
import { fakePortlightApi } from './testing/fakePortlightApi';
import {
  cartCosts,
  cartEntity,
  cartHealth,
  cartMetrics,
  cartPeers,
  oneCluster,
} from './testing/fixtures';

describe('the plugin in the new frontend system', () => {
  it('its fleet page is found at /fleet and shows the clusters', async () => {
    renderTestApp({
      features: [portlightPlugin],
      initialRouteEntries: ['/fleet'],
      apis: [
        [
          portlightApiRef,
          fakePortlightApi({
            listClusters: async () => ({ items: [oneCluster], total: 1 }),
          }),
        ],
      ],
    });
    expect(await screen.findByText(oneCluster.title)).toBeInTheDocument();
  });

  it('an unknown page below it says so', async () => {
    renderTestApp({
      features: [portlightPlugin],
      initialRouteEntries: ['/fleet/nowhere'],
      apis: [[portlightApiRef, fakePortlightApi({})]],
    });
    expect(
      await screen.findByText(/This page does not exist/),
    ).toBeInTheDocument();
  });

  it('the Health tab asks for its entity', async () => {
    const getEntityHealth = jest.fn(async () => cartHealth);
    renderInTestApp(
      <TestApiProvider
        apis={[[portlightApiRef, fakePortlightApi({ getEntityHealth })]]}
      >
        <EntityProvider entity={cartEntity}>
          <EntityHealthContent basePath="/fleet" />
        </EntityProvider>
      </TestApiProvider>,
      { mountedRoutes: { '/fleet': fleetRouteRef } },
    );
    const links = await screen.findAllByRole('link', { name: 'cart' });
    expect(links[0]).toHaveAttribute(
      'href',
      '/fleet/clusters/prod-eu/namespaces/shop/workloads/Deployment/cart',
    );
    expect(getEntityHealth).toHaveBeenCalledWith(
      'component:default/cart',
      expect.anything(),
    );
  });

  it('brings a tab and a card for health, peers, metrics and cost', () => {
    const plugin = portlightPlugin as unknown as {
      getExtension(id: string): unknown;
    };
    for (const id of [
      'entity-content:portlight/health',
      'entity-content:portlight/peers',
      'entity-content:portlight/metrics',
      'entity-content:portlight/cost',
      'entity-card:portlight/health',
      'entity-card:portlight/peers',
      'entity-card:portlight/metrics',
      'entity-card:portlight/cost',
    ]) {
      expect(plugin.getExtension(id)).toBeDefined();
    }
  });

  it.each([
    [
      'Peers',
      'getPeers',
      <EntityPeersContent basePath="/fleet" />,
      /The only peer answers/,
    ],
    [
      'Metrics',
      'getMetrics',
      <EntityMetricsContent basePath="/fleet" />,
      /The only peer answers/,
    ],
    [
      'Cost',
      'getCosts',
      <EntityCostContent basePath="/fleet" />,
      /in the last 30 days/,
    ],
  ] as const)(
    'the %s tab asks for its entity',
    async (_tab, method, content, text) => {
      const answers = {
        getPeers: jest.fn(async () => cartPeers),
        getMetrics: jest.fn(async () => cartMetrics),
        getCosts: jest.fn(async () => cartCosts),
      };
      renderInTestApp(
        <TestApiProvider apis={[[portlightApiRef, fakePortlightApi(answers)]]}>
          <EntityProvider entity={cartEntity}>{content}</EntityProvider>
        </TestApiProvider>,
        { mountedRoutes: { '/fleet': fleetRouteRef } },
      );
      expect((await screen.findAllByText(text)).length).toBeGreaterThan(0);
      expect(answers[method].mock.calls[0]).toEqual(
        expect.arrayContaining([{ entityRef: 'component:default/cart' }]),
      );
    },
  );

  it.each([
    ['clusters/prod-eu/metrics', 'Parts of Production Europe'],
    ['clusters/prod-eu/cost', 'Parts of Production Europe'],
    ['costs', 'Parts of the cost of the fleet'],
    ['costs/budgets', 'Parts of the cost of the fleet'],
    [
      'clusters/prod-eu/namespaces/shop/services/cart',
      'Parts of the Service cart',
    ],
    [
      'clusters/prod-eu/namespaces/shop/services/cart/metrics',
      'Parts of the Service cart',
    ],
  ])('its page %s is there', async (path, tabs) => {
    renderTestApp({
      features: [portlightPlugin],
      initialRouteEntries: [`/fleet/${path}`],
      apis: [
        [
          portlightApiRef,
          fakePortlightApi({
            getCluster: async () => oneCluster,
            getPeers: async () => cartPeers,
            getMetrics: async () => cartMetrics,
          }),
        ],
      ],
    });
    expect(
      await screen.findByRole('navigation', { name: tabs }),
    ).toBeInTheDocument();
  });

  it.each([
    ['sync/sources', /No source of metrics is known/],
    [
      'clusters/prod-eu/namespaces/shop/services/cart/nowhere',
      /There is no tab/,
    ],
    ['clusters/prod-eu/namespaces/shop', /There is no such Namespace shop/],
    [
      'clusters/prod-eu/namespaces/shop/cost',
      /There is no such Namespace shop/,
    ],
    ['clusters/prod-eu/namespaces/shop/nowhere', /There is no tab/],
    ['costs/nowhere', /There is no tab/],
    [
      'clusters/prod-eu/namespaces/shop/workloads/Deployment/cart/metrics',
      /There is no such Deployment cart/,
    ],
  ])('its page %s says what it knows', async (path, text) => {
    renderTestApp({
      features: [portlightPlugin],
      initialRouteEntries: [`/fleet/${path}`],
      apis: [
        [
          portlightApiRef,
          fakePortlightApi({
            listMetricsSources: async () => ({ items: [], total: 0 }),
          }),
        ],
      ],
    });
    expect((await screen.findAllByText(text)).length).toBeGreaterThan(0);
  });
});
