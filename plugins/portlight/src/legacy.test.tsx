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
  EntityHealthCard,
  EntityHealthContent,
  FleetPage,
  fleetRouteRef,
  isRunningInKubernetes,
  portlightApiRef,
  portlightPlugin,
} from './legacy';
import { fakePortlightApi } from './testing/fakePortlightApi';
import { cartEntity, cartHealth, oneCluster } from './testing/fixtures';

const api = fakePortlightApi({
  listClusters: async () => ({ items: [oneCluster], total: 1 }),
  getEntityHealth: async () => cartHealth,
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
    ['tab', EntityHealthContent],
    ['card', EntityHealthCard],
  ])('shows the health %s of an entity', async (_name, Extension) => {
    await renderInTestApp(
      <TestApiProvider apis={apis}>
        <EntityProvider entity={cartEntity}>
          <Extension />
        </EntityProvider>
      </TestApiProvider>,
      { mountedRoutes: { '/fleet': fleetRouteRef } },
    );
    expect(
      (await screen.findAllByText(/prod-eu|Production Europe/)).length,
    ).toBeGreaterThan(0);
  });

  it.each([
    [{ 'backstage.io/kubernetes-id': 'cart' }, true],
    [{ 'backstage.io/kubernetes-label-selector': 'app=cart' }, true],
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
});
