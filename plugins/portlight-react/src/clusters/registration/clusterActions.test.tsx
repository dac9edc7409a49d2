import { PortlightError } from '@portlight/plugin-portlight-common';
import { configure, screen, waitFor } from '@testing-library/react';
import { axe } from 'jest-axe';
import { ClusterView, FleetView } from '../..';
import type { FakePortlightApi } from '../../testing/FakePortlightApi';
import { KUBECONFIG } from '../../testing/FakeRegistration';
import { button, showView } from './__testUtils__/showView';

// axe reads every element: much, on a busy machine.
jest.setTimeout(30_000);
// The dialogs are loaded when they are opened.
configure({ asyncUtilTimeout: 5_000 });

// Compiling them takes longer than anybody waits for a dialog.
beforeAll(() => import('./EditClusterDialog'), 30_000);

/** A cluster of the fixture as if it had been registered. */
const registered = (api: FakePortlightApi) => {
  const cluster = api.fixture.clusters.find(({ name }) => name === 'prod-eu')!;
  cluster.source = 'registered';
};

describe('the page of a registered cluster', () => {
  const open = async (
    item: string,
    prepare: (api: FakePortlightApi) => void = registered,
  ) => {
    const shown = showView(<ClusterView cluster="prod-eu" />, {}, prepare);
    await shown.user.click(await button('Actions'));
    await shown.user.click(await screen.findByRole('menuitem', { name: item }));
    return shown;
  };

  it('says how it was registered, and that its credentials end soon', async () => {
    const { container } = showView(
      <ClusterView cluster="prod-eu" />,
      {},
      registered,
    );
    expect(await screen.findByText(/The credentials end on/)).toBeVisible();
    expect(screen.getByText('https://192.0.2.20:6443')).toBeVisible();
    expect(screen.getByText('2026-11')).toBeVisible();
    expect(await axe(container)).toHaveNoViolations();
  });

  it('changes its description; what is emptied is cleared', async () => {
    const { user, calls } = await open('Edit…', fake => {
      registered(fake);
      fake.fixture.clusters.find(({ name }) => name === 'prod-eu')!.tags = [
        'old',
      ];
    });
    const environment = await screen.findByLabelText(/^Environment/);
    await user.clear(environment);
    await user.clear(screen.getByLabelText(/^Tags/));
    expect(await axe(document.body)).toHaveNoViolations();
    await user.click(await button('Save'));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(calls('updateCluster')[0].argument).toMatchObject({
      name: 'prod-eu',
      environment: '',
      tags: [],
    });
  });

  it('changes no more than its words for who may not register clusters', async () => {
    const shown = showView(
      <ClusterView cluster="prod-eu" />,
      { may: ['clusterUpdate'] },
      registered,
    );
    await shown.user.click(await button('Actions'));
    await shown.user.click(
      await screen.findByRole('menuitem', { name: 'Edit…' }),
    );
    await shown.user.type(await screen.findByLabelText(/^Title/), ' 2');
    for (const field of [/^Environment/, /^Owner/, /^Tags/]) {
      expect(screen.queryByLabelText(field)).toBeNull();
    }
    expect(
      screen.getByText(/decide who sees the cluster.*may register clusters/),
    ).toBeVisible();
    expect(await axe(document.body)).toHaveNoViolations();
    await shown.user.click(await button('Save'));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    const [{ argument }] = shown.calls('updateCluster');
    expect(Object.keys(argument as object).sort()).toEqual([
      'description',
      'name',
      'title',
    ]);
  });

  it('rests during maintenance, which is a state of the page', async () => {
    const { user } = await open('Begin maintenance');
    expect(
      await screen.findByText(/is in maintenance: it is left alone/),
    ).toBeVisible();
    await user.click(
      await screen.findByRole('menuitem', { name: 'End maintenance' }),
    );
    await waitFor(() => expect(screen.queryByText(/is left alone/)).toBeNull());
  });

  it('replaces its credentials after a test', async () => {
    const { user, calls } = await open('Replace credentials…');
    await user.click(await screen.findByLabelText('Kubeconfig'));
    await user.paste(KUBECONFIG);
    await screen.findByRole('radio', { name: /prod-ap/ });
    await user.click(await button('Test connection'));
    await user.click(await button('Replace credentials'));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(calls('replaceClusterCredentials')[0].argument).toEqual({
      name: 'prod-eu',
      kubeconfig: KUBECONFIG,
      context: 'kubernetes-admin@prod-ap',
    });
  });

  it('asks once before it is deleted, then leads back to the fleet', async () => {
    const { user, calls, onNavigate } = await open('Delete…');
    await user.click(await button('Keep it'));
    expect(calls('deleteCluster')).toEqual([]);
    await user.click(await button('Actions'));
    await user.click(await screen.findByRole('menuitem', { name: 'Delete…' }));
    await user.click(await button('Delete prod-eu'));
    await waitFor(() => expect(onNavigate).toHaveBeenLastCalledWith('/fleet'));
  });

  it('says in the dialog why it was not deleted', async () => {
    const { user } = await open('Delete…', api => {
      registered(api);
      api.deleteCluster = async () => {
        throw new PortlightError({
          status: 503,
          code: 'unavailable',
          message: 'The database does not answer',
        });
      };
    });
    await user.click(await button('Delete prod-eu'));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /not deleted. The database does not answer/,
    );
  });

  it('offers nothing to those who may nothing', async () => {
    showView(<ClusterView cluster="prod-eu" />, { may: [] }, registered);
    await screen.findByText('What is wrong now');
    expect(screen.queryByRole('button', { name: 'Actions' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Sync now' })).toBeNull();
    expect(screen.queryByText('Registration')).toBeNull();
  });
});

it.each([
  ['kubernetes', /clusterLocatorMethods/],
  ['catalog', /its entity in the catalog/],
  ['constructor', /from the source `constructor`/],
])('says where a cluster of the source %s is changed', async (source, text) => {
  showView(<ClusterView cluster="prod-eu" />, {}, api => {
    api.fixture.clusters.find(({ name }) => name === 'prod-eu')!.source =
      source;
  });
  expect(await screen.findByText(text)).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Actions' })).toBeNull();
});

it('has the actions of a cluster in its row, which do not open the row', async () => {
  const { user, calls, onNavigate } = showView(<FleetView />, {}, registered);
  await user.click(await button('Actions for prod-eu'));
  await user.click(await screen.findByRole('menuitem', { name: 'Sync now' }));
  expect(await screen.findByText('A new reading has started.')).toBeVisible();
  expect(calls('syncCluster')).toHaveLength(1);
  await user.click(await screen.findByRole('menuitem', { name: 'Delete…' }));
  await user.click(
    await screen.findByText(/Nothing in the cluster itself changes/),
  );
  expect(onNavigate).not.toHaveBeenCalled();
});
