import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  TestApiProvider,
  mockApis,
  renderInTestApp,
} from '@backstage/test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen } from '@testing-library/react';
import { Route, Routes } from 'react-router-dom';
import {
  EntityCostCard,
  EntityCostContent,
  EntityHealthCard,
  EntityHealthContent,
  EntityMetricsCard,
  EntityMetricsContent,
  EntityPeersCard,
  EntityPeersContent,
  FleetPage,
  fleetRouteRef,
  hasPeers,
  isRunningInKubernetes,
  portlightApiRef,
  portlightPlugin,
} from './legacy';
import { fakePortlightApi } from './testing/fakePortlightApi';
import {
  cartCosts,
  cartEntity,
  cartHealth,
  cartMetrics,
  cartPeers,
  oneCluster,
} from './testing/fixtures';

const api = fakePortlightApi({
  listClusters: async () => ({ items: [oneCluster], total: 1 }),
  getEntityHealth: async () => cartHealth,
  getPeers: async () => cartPeers,
  getMetrics: async () => cartMetrics,
  getCosts: async () => cartCosts,
});

const apis = [
  [portlightApiRef, api],
  [permissionApiRef, mockApis.permission()],
] as const;

describe('the plugin in the old frontend system', () => {
  it('brings its API by itself', () => {
    expect(
      [...portlightPlugin.getApis()].map(factory => factory.api.id),
    ).toEqual(['plugin.portlight.api']);
  });

  it('shows the fleet page below its own header', async () => {
    await renderInTestApp(
      <TestApiProvider apis={apis}>
        <Routes>
          <Route path="/fleet/*" element={<FleetPage />} />
        </Routes>
      </TestApiProvider>,
      { routeEntries: ['/fleet'], mountedRoutes: { '/fleet': fleetRouteRef } },
    );
    expect(await screen.findByText(oneCluster.title)).toBeInTheDocument();
  });

  it.each([
    ['Health tab', EntityHealthContent, /prod-eu|Production Europe/],
    ['Health card', EntityHealthCard, /prod-eu|Production Europe/],
    ['Peers tab', EntityPeersContent, /The only peer answers/],
    ['Peers card', EntityPeersCard, /The only peer answers/],
    ['Metrics tab', EntityMetricsContent, /The only peer answers/],
    ['Metrics card', EntityMetricsCard, /The only peer answers/],
    ['Cost tab', EntityCostContent, /in the last 30 days/],
    ['Cost card', EntityCostCard, /in the last 30 days/],
  ])('shows the %s of an entity', async (_name, Extension, text) => {
    await renderInTestApp(
      <TestApiProvider apis={apis}>
        <EntityProvider entity={cartEntity}>
          <Extension />
        </EntityProvider>
      </TestApiProvider>,
      { mountedRoutes: { '/fleet': fleetRouteRef } },
    );
    expect((await screen.findAllByText(text)).length).toBeGreaterThan(0);
  });

  it.each([
    [{ 'backstage.io/kubernetes-id': 'cart' }, true],
    [{ 'backstage.io/kubernetes-label-selector': 'app=cart' }, true],
    [{ 'portlight.io/workload': 'Deployment/cart' }, true],
    [{ 'backstage.io/techdocs-ref': 'dir:.' }, false],
    [undefined, false],
  ])('an entity annotated %j runs in Kubernetes: %s', (annotations, runs) => {
    expect(
      isRunningInKubernetes({
        ...cartEntity,
        metadata: { name: 'cart', annotations },
      }),
    ).toBe(runs);
  });

  it.each([
    [{ 'backstage.io/kubernetes-id': 'cart' }, true],
    [{ 'portlight.io/dns-name': 'cart.example.com' }, true],
    [{ 'portlight.io/probe-path': '/livez' }, false],
    [undefined, false],
  ])('an entity annotated %j has peers: %s', (annotations, has) => {
    expect(
      hasPeers({ ...cartEntity, metadata: { name: 'cart', annotations } }),
    ).toBe(has);
  });
});
