import {
  TestApiProvider,
  renderInTestApp,
  renderTestApp,
} from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen } from '@testing-library/react';
import { EntityHealthContent } from './health';
import { portlightApiRef } from './host/portlightApiRef';
import { portlightPlugin } from './plugin';
import { fleetRouteRef } from './routes';
import { fakePortlightApi } from './testing/fakePortlightApi';
import { cartEntity, cartHealth, oneCluster } from './testing/fixtures';

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
});
