import {
  LIST_COLUMNS,
  PORTLIGHT_PERMISSIONS,
  PortlightError,
} from '@portlight/plugin-portlight-common';
import { act, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import type { ReactElement } from 'react';
import { EVENT_COLUMNS } from './activity/EventTable';
import { WORKER_COLUMNS } from './clusters/SyncView';
import {
  ClusterView,
  EntityHealthCard,
  EntityHealthView,
  EntityPeersCard,
  FleetTile,
  FleetView,
  NamespaceHealthSection,
  NamespaceView,
  NodeHealthSection,
  NodeView,
  PeersView,
  PodHealthSection,
  PodView,
  ServicePeersSection,
  ServiceView,
  SourcesView,
  SyncView,
  WorkloadHealthSection,
  WorkloadView,
} from './index';
import type { PortlightAction } from './host';
import { NAMESPACE_COLUMNS } from './inventory/NamespaceTable';
import { NODE_COLUMNS } from './inventory/NodeTable';
import { POD_COLUMNS } from './inventory/PodTable';
import { WORKLOAD_COLUMNS } from './inventory/WorkloadTable';
import { FakeDetails } from './testing/FakeDetails';
import { FakeMetrics } from './testing/FakeMetrics';
import { FakePortlightApi } from './testing/FakePortlightApi';
import { fleetFixture } from './testing/fleetFixture';
import { DARK, TestFrame } from './testing/TestFrame';

// axe reads every element: much, on a busy machine.
jest.setTimeout(30_000);

const EVERYTHING = Object.keys(PORTLIGHT_PERMISSIONS) as PortlightAction[];

const CART = {
  cluster: 'prod-eu',
  namespace: 'shop',
  kind: 'Deployment',
  name: 'cart',
};
const FRAUD = {
  cluster: 'prod-eu',
  namespace: 'payments',
  kind: 'Deployment',
  name: 'fraud-scoring',
};
const FRAUD_POD = {
  cluster: 'prod-eu',
  namespace: 'payments',
  name: 'fraud-scoring-7f9c4d8b6-xk2p0',
};
const NODE = { cluster: 'data-platform', name: 'data-platform-54-113' };

function show(
  view: ReactElement,
  options: Partial<Parameters<typeof TestFrame>[0]> = {},
  prepare: (api: FakePortlightApi) => void = () => {},
) {
  const api = new FakePortlightApi(fleetFixture({ now: Date.now() }));
  prepare(api);
  const result = render(
    <TestFrame api={api} {...options}>
      {view}
    </TestFrame>,
  );
  return { api, user: userEvent.setup(), ...result };
}

const refused = (status: number, code: string, message: string) =>
  new PortlightError({ status, code, message });

const VIEWS: [string, ReactElement, RegExp][] = [
  ['FleetView', <FleetView />, /edge-warehouse/],
  ['ClusterView', <ClusterView cluster="data-platform" />, /Unschedulable/],
  [
    'ClusterView, namespaces',
    <ClusterView cluster="prod-eu" tab="namespaces" />,
    /4 namespaces/,
  ],
  [
    'ClusterView, nodes',
    <ClusterView cluster="prod-eu" tab="nodes" />,
    /12 nodes/,
  ],
  [
    'ClusterView, workloads',
    <ClusterView cluster="prod-eu" tab="workloads" />,
    /13 workloads/,
  ],
  [
    'ClusterView, pods',
    <ClusterView cluster="prod-eu" tab="pods" />,
    /64 pods/,
  ],
  [
    'ClusterView, events',
    <ClusterView cluster="prod-eu" tab="events" />,
    /2 events/,
  ],
  ['WorkloadView', <WorkloadView {...FRAUD} />, /CrashLoopBackOff for/],
  ['PodView', <PodView {...FRAUD_POD} />, /back-off 5m0s/],
  ['NodeView', <NodeView {...NODE} />, /Kubelet stopped posting/],
  [
    'EntityHealthView',
    <EntityHealthView entityRef="component:default/cart" />,
    /Not the same everywhere/,
  ],
  [
    'EntityHealthCard',
    <EntityHealthCard entityRef="component:default/cart" />,
    /edge-warehouse/,
  ],
  ['SyncView', <SyncView />, /readers are not up to date, in/],
  [
    'WorkloadHealthSection',
    <WorkloadHealthSection {...FRAUD} />,
    /3 of 4 pods/,
  ],
  ['PodHealthSection', <PodHealthSection {...FRAUD_POD} />, /keeps crashing/],
  [
    'NodeHealthSection',
    <NodeHealthSection {...NODE} />,
    /Kubelet stopped posting/,
  ],
  [
    'NamespaceHealthSection',
    <NamespaceHealthSection cluster="prod-eu" namespace="payments" />,
    /1 of 4 workloads failing/,
  ],
  ['FleetTile', <FleetTile />, /Containers keep crashing/],
  [
    'NamespaceView',
    <NamespaceView cluster="prod-eu" namespace="payments" />,
    /fraud-scoring is failing/,
  ],
  [
    'PeersView of an entity',
    <PeersView target={{ entityRef: 'component:default/cart' }} />,
    /11 of 12 peers answer/,
  ],
  [
    'EntityPeersCard',
    <EntityPeersCard entityRef="component:default/cart" />,
    /11 of 12 peers answer/,
  ],
  [
    'ServicePeersSection',
    <ServicePeersSection cluster="prod-eu" namespace="shop" name="cart" />,
    /11 of 12 peers answer/,
  ],
  [
    'ServiceView',
    <ServiceView cluster="prod-eu" namespace="shop" name="cart" />,
    /11 of 12 peers answer/,
  ],
  ['SourcesView', <SourcesView />, /2 of 10 sources of metrics fail/],
];

/** What only a portal has says so where there is none. */
const WITHOUT_PORTAL: [unknown, RegExp][] = [
  [SyncView, /Nothing is mirrored/],
  [SourcesView, /no sources of metrics here/],
];

describe.each(VIEWS)('%s', (_, view, expected) => {
  it('shows its data without accessibility violations', async () => {
    const { container } = show(view, { may: EVERYTHING });
    expect((await screen.findAllByText(expected)).length).toBeGreaterThan(0);
    await waitFor(() => expect(screen.queryByText(/^Loading/)).toBeNull());
    expect(await axe(container)).toHaveNoViolations();
  });

  it('shows in the dark, and without links, push and history', async () => {
    show(view, { theme: DARK, href: () => undefined }, api => {
      api.mode = 'direct';
    });
    const [, text = expected] =
      WITHOUT_PORTAL.find(([type]) => type === view.type) ?? [];
    expect((await screen.findAllByText(text)).length).toBeGreaterThan(0);
    expect(screen.queryAllByRole('link')).toEqual([]);
  });

  it('names the cause when nothing can be read', async () => {
    const failure = refused(500, 'internal', 'The database is full.');
    const { container } = show(view, {}, api => {
      const methods = [FakePortlightApi, FakeMetrics, FakeDetails].flatMap(
        part => Object.getOwnPropertyNames(part.prototype),
      );
      for (const method of methods) {
        if (/^(get|list)/.test(method)) {
          Object.assign(api, { [method]: () => Promise.reject(failure) });
        }
      }
    });
    const alerts = await screen.findAllByRole('alert', {}, { timeout: 3000 });
    expect(alerts[0]).toHaveTextContent('The database is full.');
    expect(alerts[0]).toHaveTextContent('Try again');
    expect(await axe(container)).toHaveNoViolations();
  });
});

it.each([
  ['namespaces', NAMESPACE_COLUMNS],
  ['nodes', NODE_COLUMNS],
  ['workloads', WORKLOAD_COLUMNS],
  ['pods', POD_COLUMNS],
  ['events', EVENT_COLUMNS],
  ['workers', WORKER_COLUMNS],
] as const)('sorts %s only by what the server knows', (list, columns) => {
  const sortable = columns
    .filter(column => column.isServerSortable)
    .map(({ id }) => id);
  expect(sortable).not.toEqual([]);
  expect(LIST_COLUMNS[list]).toEqual(expect.arrayContaining(sortable));
});

describe('while it loads', () => {
  it('takes the place at once but draws nothing for 300 ms', () => {
    jest.useFakeTimers();
    const { container } = show(<PodView {...FRAUD_POD} />, {}, api => {
      api.getPod = () => new Promise(() => {});
    });
    const place = screen.getByRole('status');
    expect(place).toHaveTextContent('Loading Pod fraud-scoring');
    expect(place.style.minHeight).not.toBe('');
    expect(place.children).toHaveLength(1);
    act(() => jest.advanceTimersByTime(301));
    expect(place.children.length).toBeGreaterThan(5);
    expect(container.querySelector('[role=alert]')).toBeNull();
    jest.useRealTimers();
  });
});

describe('when something happens to what is shown', () => {
  it('keeps a deleted object, muted, and says that it was deleted', async () => {
    let push: (clusters: string[]) => void = () => {};
    const { api } = show(<WorkloadView {...CART} />, {
      subscribe: listener => {
        push = listener;
        return () => {};
      },
    });
    await screen.findByText('All replicas are ready');
    api.getWorkload = () =>
      Promise.reject(
        refused(404, 'not-found', 'Deployment cart does not exist.'),
      );
    act(() => push(['prod-eu']));
    expect(
      await screen.findByText(
        /Deployment cart was deleted/,
        {},
        { timeout: 4000 },
      ),
    ).toBeVisible();
    expect(screen.getByText('All replicas are ready')).toBeInTheDocument();
  });

  it('keeps the last data when reading fails, with cause and age', async () => {
    let push: (clusters: string[]) => void = () => {};
    const { api } = show(<WorkloadView {...CART} />, {
      subscribe: listener => {
        push = listener;
        return () => {};
      },
    });
    await screen.findByText('All replicas are ready');
    api.getWorkload = () =>
      Promise.reject(refused(0, 'unreachable', 'The portal does not answer.'));
    act(() => push([]));
    expect(
      await screen.findByText(
        /The portal does not answer/,
        {},
        { timeout: 4000 },
      ),
    ).toBeVisible();
    expect(screen.getByText('All replicas are ready')).toBeInTheDocument();
  });

  it('follows a push without reloading', async () => {
    let push: (clusters: string[]) => void = () => {};
    const { api } = show(<FleetView />, {
      subscribe: listener => {
        push = listener;
        return () => {};
      },
    });
    await screen.findByText('Containers keep crashing');
    api.fixture.problems.splice(0);
    act(() => push(['prod-eu']));
    expect(
      await screen.findByText(
        /Nothing is wrong that we know of/,
        {},
        { timeout: 4000 },
      ),
    ).toBeVisible();
  });

  it('lets go of a cluster that is gone from the address', async () => {
    show(<PodView {...FRAUD_POD} name="never-was" />);
    expect(
      await screen.findByText('There is no such Pod never-was'),
    ).toBeVisible();
  });
});

describe('a cluster that is not well', () => {
  it('shows the age and cause of old data beside the title', async () => {
    show(<ClusterView cluster="edge-warehouse" />);
    expect(
      (await screen.findAllByText(/No answer from https:\/\/192\.0\.2\.10/))
        .length,
    ).toBeGreaterThan(0);
    expect(screen.getByText(/as of/)).toHaveTextContent(/as of 1[67]m ago/);
  });

  it('shows an administrator the rules that are missing for a kind', async () => {
    const { user } = show(<ClusterView cluster="data-platform" />, {
      may: EVERYTHING,
    });
    await user.click(await screen.findByText('Why, and what to add'));
    expect(
      await screen.findByText(/resources: \['secrets'\]/),
    ).toHaveTextContent("verbs: ['list', 'watch']");
  });

  it.each([
    ['pending', undefined, /for the first time/],
    ['signInRequired', undefined, /needs your sign-in/],
    ['error', 'forbidden', /The portal may not read/],
    ['unreachable', 'timeout', /was never read/],
  ] as const)(
    'explains %s without any data (%s)',
    async (status, cause, text) => {
      show(<ClusterView cluster="sandbox" />, {}, api => {
        const cluster = api.fixture.clusters.find(
          ({ name }) => name === 'sandbox',
        )!;
        Object.assign(cluster, { status, counts: undefined });
        cluster.sync.lastError = cause && {
          cause,
          message: 'It said no.',
          at: '2026-11-21T12:00:00Z',
        };
      });
      expect(await screen.findByRole('heading', { name: text })).toBeVisible();
      expect(screen.queryByText('0')).toBeNull();
    },
  );

  it('says who may help when the user may not see it', async () => {
    show(<FleetView />, {}, api => {
      api.listClusters = () =>
        Promise.reject(
          refused(403, 'not-allowed', 'Needs portlight.cluster.read.'),
        );
    });
    expect(
      await screen.findByText('You may not see the clusters'),
    ).toBeVisible();
    expect(screen.getByText('Needs portlight.cluster.read.')).toBeVisible();
  });
});

describe('an empty fleet or entity', () => {
  it('teaches how the first cluster comes', async () => {
    show(<FleetView />, {}, api => {
      api.fixture.clusters.splice(0);
      api.fixture.problems.splice(0);
    });
    expect(await screen.findByText('No clusters yet')).toBeVisible();
    expect(
      screen.getByRole('group', { name: 'app-config.yaml' }),
    ).toHaveTextContent('clusterLocatorMethods');
  });

  it('names what was searched for and the label that is missing', async () => {
    show(<EntityHealthView entityRef="component:default/ghost" />);
    expect(
      await screen.findByText('Nothing of it runs in any cluster'),
    ).toBeVisible();
    expect(screen.getByText(/6 clusters were searched/)).toHaveTextContent(
      'edge-warehouse cannot be read now',
    );
  });
});

describe('the fleet page', () => {
  it('opens a cause to its objects and keeps that in the address', async () => {
    const onSearch = jest.fn();
    const { user } = show(<FleetView />, { onSearch });
    await user.click(await screen.findByText('Containers keep crashing'));
    expect(await screen.findByText(/3 of 4 pods: CrashLoop/)).toBeVisible();
    expect(onSearch).toHaveBeenLastCalledWith('now.cause=CrashLoopBackOff');
    expect(screen.getByRole('link', { name: 'fraud-scoring' })).toHaveAttribute(
      'href',
      '/clusters/prod-eu/payments/Deployment/fraud-scoring',
    );
  });

  it('narrows what is wrong by owner', async () => {
    show(<FleetView />, { search: 'wrong.owner=group:default/payments' });
    expect(await screen.findByText('Containers keep crashing')).toBeVisible();
    await waitFor(() =>
      expect(screen.queryByText('Jobs have failed')).toBeNull(),
    );
  });

  it('says how far a cluster is behind the newest version', async () => {
    show(<FleetView />);
    expect(
      await screen.findByTitle(
        'v1.33.9: 3 minor versions behind the newest of the fleet',
      ),
    ).toBeVisible();
  });
});

describe('the parts of an object page', () => {
  it.each<[string, ReactElement, object, string]>([
    [
      'a workload',
      <WorkloadView {...FRAUD} tab="metrics" />,
      FRAUD,
      '/clusters/prod-eu/payments/Deployment/fraud-scoring',
    ],
    [
      'a pod',
      <PodView {...FRAUD_POD} tab="metrics" />,
      { ...FRAUD_POD, kind: 'Pod' },
      `/clusters/prod-eu/payments/pods/${FRAUD_POD.name}`,
    ],
    [
      'a node',
      <NodeView {...NODE} tab="metrics" />,
      { cluster: NODE.cluster, node: NODE.name },
      `/clusters/data-platform/nodes/${NODE.name}`,
    ],
    [
      'a cluster',
      <ClusterView cluster="prod-eu" tab="metrics" />,
      { cluster: 'prod-eu' },
      '/clusters/prod-eu/overview',
    ],
  ])(
    'what %s uses over time is its tab Metrics',
    async (_name, view, scope, overview) => {
      const { api } = show(view);
      await waitFor(() =>
        expect(
          api.calls.find(({ method }) => method === 'getResourceMetrics')
            ?.argument,
        ).toMatchObject({ scope }),
      );
      expect(screen.getByRole('link', { name: 'Overview' })).toHaveAttribute(
        'href',
        overview,
      );
    },
  );

  it('without addresses are chosen in the query string', async () => {
    const onSearch = jest.fn();
    const { user, api } = show(<PodView {...FRAUD_POD} />, {
      href: () => undefined,
      onSearch,
    });
    await user.click(await screen.findByRole('button', { name: 'Metrics' }));
    expect(onSearch).toHaveBeenLastCalledWith('tab=metrics');
    await waitFor(() =>
      expect(api.calls.map(({ method }) => method)).toContain(
        'getResourceMetrics',
      ),
    );
  });

  it('lead to the Service in front of a workload, and to its namespace', async () => {
    show(<WorkloadView {...FRAUD} />);
    const related = await screen.findByRole('group', {
      name: 'Related objects',
    });
    expect(
      within(related).getByRole('link', { name: 'fraud-scoring' }),
    ).toHaveAttribute(
      'href',
      '/clusters/prod-eu/payments/services/fraud-scoring',
    );
    const trail = screen.getByRole('navigation', { name: 'Where this is' });
    expect(
      within(trail).getByRole('link', { name: 'payments' }),
    ).toHaveAttribute('href', '/clusters/prod-eu/payments');
  });
});

it('leads from the state of the mirror to the sources of metrics', async () => {
  show(<SyncView />);
  expect(
    await screen.findByRole('link', { name: 'Sources of metrics' }),
  ).toHaveAttribute('href', '/sources');
});

it('moves through the pods of a strip with the arrow keys', async () => {
  const onNavigate = jest.fn();
  const { user } = show(<WorkloadView {...FRAUD} />, { onNavigate });
  const [first, second] = await screen.findAllByRole('button', {
    name: /fraud-scoring-.*: (Degraded|Healthy)/,
  });
  act(() => first.focus());
  await user.keyboard('{ArrowRight}');
  expect(second).toHaveFocus();
  expect(second).toHaveAttribute('tabindex', '0');
  await user.keyboard('{Enter}');
  expect(onNavigate).toHaveBeenCalledWith(
    expect.stringContaining('/clusters/prod-eu/payments/pods/fraud-scoring-'),
  );
});

it('reads a cluster again and says so where it was asked', async () => {
  const { user, api } = show(<ClusterView cluster="prod-eu" />, {
    may: EVERYTHING,
  });
  await user.click(await screen.findByRole('button', { name: 'Sync now' }));
  expect(await screen.findByText('A new reading has started.')).toBeVisible();
  expect(api.calls).toContainEqual({
    method: 'syncCluster',
    argument: 'prod-eu',
  });
});

it('shows hostile names and messages as the text they are', async () => {
  const hostile = '<img src=x onerror=alert(1)>{{7*7}}';
  const { container } = show(<WorkloadView {...FRAUD} />, {}, api => {
    for (const workload of api.fixture.workloads) {
      workload.health = { ...workload.health, message: hostile };
      workload.owner = `${hostile}!`;
    }
  });
  expect(await screen.findByText(hostile)).toBeVisible();
  expect(container.querySelector('img')).toBeNull();
});

describe('a user who may see a part of the fleet', () => {
  it('is told that figures cover only that', async () => {
    show(<FleetView />, {}, api => {
      const whole = api.getFleetHealth.bind(api);
      api.getFleetHealth = async query => ({
        ...(await whole(query)),
        restricted: true,
      });
    });
    expect(
      await screen.findByText(/Figures cover what you may see/),
    ).toBeVisible();
  });

  it('is told so on the page of a cluster', async () => {
    show(<ClusterView cluster="prod-eu" />, {}, api => {
      for (const cluster of api.fixture.clusters) cluster.restricted = true;
    });
    expect(
      await screen.findByText(/Figures cover what you may see/),
    ).toBeVisible();
  });

  it('learns what to do when nothing is theirs', async () => {
    const { container } = show(<FleetView />, {}, api => {
      api.fixture.clusters.length = 0;
      api.fixture.problems.length = 0;
      api.getFleetHealth = async () => ({
        clusters: { total: 0, byStatus: {}, byHealth: {}, withoutData: 0 },
        history: [],
        restricted: true,
      });
    });
    expect(
      await screen.findByRole('heading', {
        name: 'Nothing that your groups own runs in this fleet.',
      }),
    ).toBeVisible();
    expect(screen.getByText(/names one of your groups/)).toBeVisible();
    expect(screen.queryByText(/app-config.yaml/)).toBeNull();
    expect(await axe(container)).toHaveNoViolations();
  });
});

describe('replicas and encryption keys', () => {
  it('are shown to those who may, and a rotation shows how far it is', async () => {
    const { user, container } = show(<SyncView />, { may: EVERYTHING });
    expect(await screen.findByText('portal-5d8c-abcde')).toBeVisible();
    expect(await screen.findByText('2 replicas')).toBeVisible();
    await user.click(
      await screen.findByRole('button', { name: 'Rotate to the newest key' }),
    );
    expect(
      await screen.findByText(/Rotating: 1 of 2 clusters done/),
    ).toBeVisible();
    expect(screen.getByRole('button', { name: 'Rotating…' })).toBeDisabled();
    expect(await axe(container)).toHaveNoViolations();
  });

  it('are not even asked for by others', async () => {
    const { api } = show(<SyncView />);
    await screen.findAllByText('Watching');
    const asked = api.calls.map(({ method }) => method);
    expect(asked).not.toContain('listReplicas');
    expect(asked).not.toContain('getEncryption');
  });

  it('say which key is missing, and what a rotation could not do', async () => {
    show(<SyncView />, { may: EVERYTHING }, api => {
      api.encryption = {
        configured: true,
        keys: [
          { name: 'new', known: true, newest: true, clusters: 1 },
          { name: 'lost', known: false, newest: false, clusters: 1 },
        ],
        rotation: {
          state: 'failed',
          done: 1,
          total: 2,
          failures: [{ cluster: 'edge', message: 'its key is not configured' }],
        },
      };
    });
    expect(await screen.findByText('Not configured')).toBeVisible();
    expect(screen.getByText('edge: its key is not configured')).toBeVisible();
  });

  it('say how to configure the first key', async () => {
    show(<SyncView />, { may: EVERYTHING }, api => {
      api.encryption = { configured: false, keys: [] };
    });
    expect(await screen.findByText(/No key is configured/)).toBeVisible();
    expect(
      screen.queryByRole('button', { name: /Rotate/ }),
    ).not.toBeInTheDocument();
  });
});

it('shows the last 24 hours as a table', async () => {
  const { user } = show(<FleetView />);
  await user.click(await screen.findByText('The last 24 hours as a table'));
  const table = await screen.findByRole('group', {
    name: 'The last 24 hours',
  });
  expect(table).toHaveTextContent('Workloads failing');
});

it("leads from a cluster's figures to what they count", async () => {
  show(<ClusterView cluster="prod-eu" />);
  await screen.findByText('Workloads failing');
  const links = screen
    .getAllByRole('link')
    .map(link => link.getAttribute('href'));
  expect(links).toEqual(
    expect.arrayContaining([
      '/clusters/prod-eu/workloads?health=degraded',
      '/clusters/prod-eu/nodes',
      '/clusters/prod-eu/pods',
    ]),
  );
});
