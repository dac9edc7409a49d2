import { PortlightError } from '@portlight/plugin-portlight-common';
import { configure, screen, waitFor, within } from '@testing-library/react';
import { axe } from 'jest-axe';
import { FleetView } from '../..';
import type { FakePortlightApi } from '../../testing/FakePortlightApi';
import { KUBECONFIG } from '../../testing/FakeRegistration';
import { button, EVERYTHING, showView } from './__testUtils__/showView';
import { RegisterClusterRoute } from './RegisterCluster';

// axe reads every element: much, on a busy machine.
jest.setTimeout(30_000);
// The dialogs are loaded when they are opened.
configure({ asyncUtilTimeout: 5_000 });

// Compiling them takes longer than anybody waits for a dialog.
beforeAll(() => import('./RegisterClusterDialog'), 30_000);

/** The dialog with a kubeconfig in it. */
async function openWithKubeconfig(
  prepare?: (api: FakePortlightApi) => void,
  text = KUBECONFIG,
) {
  const shown = showView(
    <RegisterClusterRoute />,
    { search: 'register=' },
    prepare,
  );
  const { user } = shown;
  await user.click(await screen.findByLabelText('Kubeconfig'));
  await user.paste(text);
  return shown;
}

async function openTested(prepare?: (api: FakePortlightApi) => void) {
  const shown = await openWithKubeconfig(prepare);
  await screen.findByRole('radio', { name: /prod-ap/ });
  await shown.user.click(await button('Test connection'));
  return shown;
}

async function openDescribed(prepare?: (api: FakePortlightApi) => void) {
  const shown = await openTested(prepare);
  await shown.user.click(await button('Continue'));
  await screen.findByLabelText('Name');
  return shown;
}

describe('the way to the dialog', () => {
  it('is a button of the fleet page, and is in the address', async () => {
    const { user, onSearch } = showView(<FleetView />);
    await user.click(await button('Register cluster'));
    expect(onSearch).toHaveBeenLastCalledWith('register=');
    const dialog = await screen.findByRole('dialog', {
      name: 'Register a cluster',
    });
    await user.click(within(dialog).getByRole('button', { name: 'Cancel' }));
    expect(onSearch).toHaveBeenLastCalledWith('');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it.each([
    ['without permission', 'remote' as const, []],
    ['in direct mode', 'direct' as const, EVERYTHING],
  ])('is not there %s', async (_name, mode, may) => {
    showView(<FleetView />, { may, search: 'register=' }, api => {
      api.mode = mode;
    });
    await screen.findByText('edge-warehouse', { selector: 'a' });
    expect(screen.queryByRole('button', { name: 'Register cluster' })).toBe(
      null,
    );
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});

describe('the kubeconfig', () => {
  it('is read when it is pasted: the current context is chosen, refused ones say why', async () => {
    await openWithKubeconfig();
    expect(await screen.findByRole('radio', { name: /prod-ap/ })).toBeChecked();
    expect(screen.getByRole('radio', { name: /eks-staging/ })).toBeDisabled();
    const why = screen.getByRole('list', { name: /Why eks-staging/ });
    expect(why).toHaveTextContent('users[1].user.exec');
    expect(why).toHaveTextContent('Use the token of a ServiceAccount instead');
    expect(await axe(document.body)).toHaveNoViolations();
  });

  it('chooses nothing when the current context is refused and several are left', async () => {
    await openWithKubeconfig(api => {
      const [usable, refused] = api.inspection.contexts;
      api.inspection = {
        contexts: [
          { ...refused, current: true },
          { ...usable, current: false },
          { ...usable, name: 'another', current: false },
        ],
      };
    });
    for (const radio of await screen.findAllByRole('radio')) {
      expect(radio).not.toBeChecked();
    }
    expect(await button('Test connection')).toBeDisabled();
  });

  it('keeps the text and says what is wrong when it is none', async () => {
    await openWithKubeconfig(undefined, 'hello');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The kubeconfig was not accepted. This is not a kubeconfig: it has no contexts.',
    );
    expect(screen.getByLabelText('Kubeconfig')).toHaveValue('hello');
  });

  it('can be a file', async () => {
    const { user } = showView(<RegisterClusterRoute />, {
      search: 'register=',
    });
    await user.upload(
      await screen.findByLabelText('Kubeconfig file'),
      new File([KUBECONFIG], 'config'),
    );
    expect(await screen.findByRole('radio', { name: /prod-ap/ })).toBeChecked();
  });

  it('is not even sent when it is far too large', async () => {
    const { user, calls } = showView(<RegisterClusterRoute />, {
      search: 'register=',
    });
    await user.upload(
      await screen.findByLabelText('Kubeconfig file'),
      new File(['x'.repeat(10 * 1024 * 1024)], 'video'),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(/at most 1 MiB/);
    expect(calls('inspectKubeconfig')).toEqual([]);
  });
});

describe('the test of the connection', () => {
  it('says what was reached and which permissions are missing, with the ClusterRole', async () => {
    await openTested();
    const result = await screen.findByRole('region', {
      name: 'Result of the test',
    });
    expect(result).toHaveTextContent(
      'Reached. Kubernetes v1.36.3, EKS, 3 nodes, answers in 12 ms',
    );
    expect(result).toHaveTextContent(
      'Helm releases may not read secrets (list, watch)',
    );
    expect(result).toHaveTextContent('kind: ClusterRole');
    expect(await button('Continue')).toBeEnabled();
    expect(await axe(document.body)).toHaveNoViolations();
  });

  it('warns, and does not refuse, when nothing answers', async () => {
    const { user } = await openTested(api => {
      api.test = {
        reachable: false,
        features: [],
        manifest: '',
        error: { cause: 'timeout', message: 'No answer within 10 s' },
      };
    });
    expect(await screen.findByText(/Not reached: No answer/)).toBeVisible();
    await user.click(await button('Continue'));
    expect(await button('Register cluster')).toBeEnabled();
  });

  it('is not valid any more for another context', async () => {
    const { user } = await openTested(api => {
      const [usable] = api.inspection.contexts;
      api.inspection.contexts.push({
        ...usable,
        name: 'another',
        current: false,
      });
    });
    await button('Continue');
    await user.click(screen.getByRole('radio', { name: /another/ }));
    expect(await button('Test connection')).toBeEnabled();
    expect(screen.queryByText(/Reached/)).toBeNull();
  });

  it('can fail by itself', async () => {
    await openTested(api => {
      api.testCluster = async () => {
        throw new PortlightError({
          status: 0,
          code: 'unreachable',
          message: 'The portal cannot be reached',
        });
      };
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The connection was not tested. The portal cannot be reached. Nothing that you entered is lost; try again.',
    );
  });
});

describe('the registration', () => {
  it('takes the name from the context, and goes on to the first data', async () => {
    const { user, api, calls, onNavigate, onSearch } = await openDescribed();
    expect(screen.getByLabelText('Name')).toHaveValue('prod-ap');
    await user.type(screen.getByLabelText(/^Environment/), 'production');
    await user.type(screen.getByLabelText(/^Tags/), 'gpu, , gpu,big');
    await user.click(await button('Register cluster'));
    expect(await screen.findByText(/prod-ap is registered/)).toBeVisible();
    expect(calls('registerCluster')).toEqual([
      {
        method: 'registerCluster',
        argument: {
          name: 'prod-ap',
          environment: 'production',
          tags: ['gpu', 'big'],
          kubeconfig: KUBECONFIG,
          context: 'kubernetes-admin@prod-ap',
        },
      },
    ]);
    // The fleet behind it shows it at once, and then its first data.
    const cluster = api.fixture.clusters.find(
      ({ name }) => name === 'prod-ap',
    )!;
    Object.assign(cluster, {
      status: 'active',
      sync: {
        state: 'watching',
        stale: false,
        firstSyncAt: new Date().toISOString(),
        unavailableKinds: [],
      },
      counts: {
        nodes: 3,
        nodesReady: 3,
        namespaces: 2,
        workloads: 1,
        workloadsFailing: 0,
        pods: 40,
      },
    });
    expect(
      await screen.findByText(
        'prod-ap is in the fleet: 3 nodes, 1 workload and 40 pods.',
        undefined,
        { timeout: 5_000 },
      ),
    ).toBeVisible();
    expect(await axe(document.body)).toHaveNoViolations();
    await user.click(await button('Open the cluster'));
    expect(onNavigate).toHaveBeenLastCalledWith('/clusters/prod-ap');
    expect(JSON.stringify(onSearch.mock.calls)).not.toContain('a-secret');
  });

  it('counts the kinds that are read', async () => {
    const { user } = await openDescribed(api => {
      const worker = { cluster: 'prod-ap', objects: 1, restarts: 0 };
      api.fixture.workers.push(
        { ...worker, kind: 'Pod', state: 'watching' },
        { ...worker, kind: 'Secret', state: 'unavailable' },
        { ...worker, kind: 'Node', state: 'listing' },
      );
    });
    await user.click(await button('Register cluster'));
    expect(await screen.findByText(/reading: 2 of 3 kinds/)).toBeVisible();
  });

  it.each([
    ['a taken name at the name', 'prod-eu', /There is a cluster `prod-eu`/],
    ['an impossible name at once', 'Prod EU', /Use lower-case letters/],
  ])('says %s, and loses nothing', async (_name, name, problem) => {
    const { user } = await openDescribed();
    await user.type(screen.getByLabelText(/^Owner/), 'group:default/shop');
    const field = screen.getByLabelText('Name');
    await user.clear(field);
    await user.type(field, name);
    await user.click(await button('Register cluster'));
    expect(await screen.findByText(problem)).toBeVisible();
    expect(field).toBeInvalid();
    expect(field).toHaveAccessibleDescription(problem);
    expect(screen.getByLabelText(/^Owner/)).toHaveValue('group:default/shop');
    await user.click(await button('Back'));
    expect(screen.getByLabelText('Kubeconfig')).toHaveValue(KUBECONFIG);
  });

  it('shows a refusal inside the dialog', async () => {
    const { user } = await openDescribed(api => {
      api.registerCluster = async () => {
        throw new PortlightError({
          status: 403,
          code: 'not-allowed',
          message: 'This needs the permission `portlight.cluster.create`',
        });
      };
    });
    await user.click(await button('Register cluster'));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /not registered.*portlight.cluster.create.*Ask an administrator/,
    );
  });
});
