import { PortlightError } from '@portlight/plugin-portlight-common';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import type { ReactElement } from 'react';
import { ClusterView, FleetView } from '../clusters';
import { NamespaceView, NodeView, WorkloadView } from '../inventory';
import { FakePortlightApi } from '../testing/FakePortlightApi';
import { fleetFixture } from '../testing/fleetFixture';
import { DARK, TestFrame } from '../testing/TestFrame';
import {
  CostSection,
  CostsView,
  EntityCostCard,
  EntityCostView,
} from './index';

// axe reads every element: much, on a busy machine.
jest.setTimeout(60_000);

const NOW = Date.UTC(2026, 10, 21, 12, 40);
const CART = { entityRef: 'component:default/cart' };
const SHOP = { cluster: 'prod-eu', namespace: 'shop' };

function show(
  view: ReactElement,
  options: Partial<Parameters<typeof TestFrame>[0]> = {},
  prepare: (api: FakePortlightApi) => void = () => {},
) {
  const api = new FakePortlightApi(fleetFixture({ now: NOW }));
  prepare(api);
  const result = render(
    <TestFrame api={api} {...options}>
      {view}
    </TestFrame>,
  );
  return { api, user: userEvent.setup(), ...result };
}

beforeEach(() => {
  localStorage.clear();
  jest.spyOn(Date, 'now').mockReturnValue(NOW);
});
afterEach(() => jest.restoreAllMocks());

/** Waits until nothing is on its way. */
const settled = () =>
  waitFor(() => expect(screen.queryByText(/^Loading/)).toBeNull(), {
    timeout: 10_000,
  });

const SENTENCE = /so far in November; forecast/;

const VIEWS: [string, ReactElement][] = [
  ['CostsView', <CostsView />],
  ['EntityCostView', <EntityCostView {...CART} />],
  ['EntityCostCard', <EntityCostCard {...CART} />],
  [
    'EntityCostView of a group',
    <EntityCostView entityRef="group:default/payments" />,
  ],
  ['CostSection', <CostSection scope={SHOP} />],
  ['the tab of a cluster', <ClusterView cluster="prod-eu" tab="cost" />],
  ['the tab of a namespace', <NamespaceView {...SHOP} tab="cost" />],
  [
    'the tab of a workload',
    <WorkloadView {...SHOP} kind="Deployment" name="cart" tab="cost" />,
  ],
];

describe.each(VIEWS)('%s', (_name, view) => {
  it('answers first, without accessibility violations', async () => {
    const { container } = show(view);
    expect(await screen.findByText(SENTENCE)).toBeVisible();
    await settled();
    await waitFor(() => expect(container.querySelector('path')).not.toBeNull());
    expect(await axe(container)).toHaveNoViolations();
  });

  it('shows what this hour costs where there is no portal', async () => {
    show(view, { theme: DARK, href: () => undefined }, api => {
      api.mode = 'direct';
      const { getCosts } = api;
      api.getCosts = async (scope, query) => {
        const {
          forecast: _,
          monthToDate: __,
          ...report
        } = await getCosts.call(api, scope, { ...query, window: '1h' });
        return { ...report, times: [], hourly: true };
      };
    });
    expect(await screen.findByText(/an hour now/)).toBeVisible();
    expect(screen.getByText(/needs? the portal/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Export' })).toBeNull();
  });

  it('says what would be here before the first hour', async () => {
    show(view, {}, api => {
      api.costState = 'empty';
    });
    expect(await screen.findByText('No costs yet')).toBeVisible();
    expect(screen.queryByText(SENTENCE)).toBeNull();
  });

  it('names the cause when nothing can be read', async () => {
    show(view, {}, api => {
      api.getCosts = () =>
        Promise.reject(
          new PortlightError({
            status: 403,
            code: 'forbidden',
            message: 'You may not see costs.',
          }),
        );
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'You may not see costs.',
    );
  });
});

describe('the page of what the fleet costs', () => {
  it('groups by what is chosen, and keeps it in the address', async () => {
    const onSearch = jest.fn();
    const { user, api } = show(<CostsView />, { onSearch });
    await user.click(await screen.findByRole('button', { name: 'Owner' }));
    expect(onSearch).toHaveBeenLastCalledWith('by=owner');
    expect(await screen.findByText('By owner')).toBeVisible();
    const table = screen.getByRole('table');
    expect(within(table).getByText('Idle')).toBeVisible();
    expect(within(table).getByText('System overhead')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Month' }));
    expect(onSearch).toHaveBeenLastCalledWith('by=owner&window=month');
    await user.selectOptions(screen.getByLabelText('Idle'), 'share');
    expect(onSearch).toHaveBeenLastCalledWith(
      'by=owner&window=month&idle=share',
    );
    expect(api.calls.at(-1)).toMatchObject({
      method: 'getCosts',
    });
  });

  it('shows the days asked for, and none that are in the wrong order', async () => {
    const onSearch = jest.fn();
    const { user } = show(<CostsView />, { onSearch });
    await user.click(await screen.findByRole('button', { name: 'Days…' }));
    await user.type(screen.getByLabelText('First day'), '2026-11-07');
    await user.type(screen.getByLabelText('Last day'), '2026-11-01');
    await user.click(screen.getByRole('button', { name: 'Show' }));
    expect(screen.getByRole('alert')).toHaveTextContent('not before it');
    await user.clear(screen.getByLabelText('Last day'));
    await user.type(screen.getByLabelText('Last day'), '2026-11-09');
    await user.click(screen.getByRole('button', { name: 'Show' }));
    expect(onSearch).toHaveBeenLastCalledWith(
      new URLSearchParams({
        window: '2026-11-07T00:00:00Z,2026-11-10T00:00:00Z',
      }).toString(),
    );
  });

  it('opens a figure down to quantity, price and source', async () => {
    const { user, api } = show(<CostsView />, { search: 'by=namespace' });
    const [amount] = await screen.findAllByRole('button', {
      name: /of streaming: how it came about/,
    });
    await user.click(amount);
    const dialog = await screen.findByRole('dialog');
    expect(
      await within(dialog).findByText('How demand becomes an amount'),
    ).toBeVisible();
    expect(within(dialog).getAllByText(/core-h$/).length).toBeGreaterThan(0);
    expect(
      within(dialog).getAllByText(/Configuration, 3f2a91c0/)[0],
    ).toBeVisible();
    expect(api.calls.at(-1)).toMatchObject({ method: 'getCostWork' });
    expect(await axe(dialog)).toHaveNoViolations();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('opens one part of a figure, and from there all of it', async () => {
    const onSearch = jest.fn();
    const { user } = show(<CostsView />, { onSearch });
    await user.click(
      await screen.findByRole('button', {
        name: /^Memory, €.*: how it came about$/,
      }),
    );
    expect(onSearch).toHaveBeenLastCalledWith('work=&resource=memory');
    const dialog = await screen.findByRole('dialog');
    expect(await within(dialog).findByText('Memory only')).toBeVisible();
    expect(within(dialog).queryAllByText(/^CPU, /)).toHaveLength(0);
    expect(within(dialog).getAllByText(/^Memory, /).length).toBeGreaterThan(0);
    await user.click(within(dialog).getByRole('button', { name: 'Show all' }));
    expect(
      (await within(dialog).findAllByText(/^CPU, /)).length,
    ).toBeGreaterThan(0);
    expect(onSearch).toHaveBeenLastCalledWith('work=');
  });

  it('shares what is said to be shared, in the address and in the question', async () => {
    const onSearch = jest.fn();
    const { user, api, container } = show(<CostsView />, { onSearch });
    await user.click(await screen.findByRole('button', { name: 'Shared…' }));
    await user.type(screen.getByLabelText('Namespaces'), 'monitoring, ingress');
    await user.type(screen.getByLabelText('Amount a month'), 'much');
    await user.click(screen.getByRole('button', { name: 'Show' }));
    expect(screen.getByRole('alert')).toHaveTextContent('is a number');
    expect(onSearch).not.toHaveBeenCalled();
    await user.clear(screen.getByLabelText('Amount a month'));
    await user.type(screen.getByLabelText('Amount a month'), '500');
    await user.selectOptions(screen.getByLabelText('Split'), 'evenly');
    await user.click(screen.getByRole('button', { name: 'Show' }));
    expect(onSearch).toHaveBeenLastCalledWith(
      new URLSearchParams({
        shareNamespaces: 'monitoring, ingress',
        shareCost: '500',
        shareSplit: 'even',
      }).toString(),
    );
    await waitFor(() =>
      expect(api.calls.at(-1)).toMatchObject({
        method: 'getCosts',
        argument: {
          query: {
            shareNamespaces: ['monitoring', 'ingress'],
            shareCost: 500,
            shareSplit: 'even',
          },
        },
      }),
    );
    await settled();
    expect(await axe(container)).toHaveNoViolations();
    await user.click(
      screen.getByRole('button', { name: 'As the portal does' }),
    );
    expect(onSearch).toHaveBeenLastCalledWith('');
    expect(screen.getByRole('button', { name: 'Shared…' })).toBeVisible();
  });

  it('says at the controls why something cannot be shared', async () => {
    show(<CostsView />, { search: 'shareLabels=tier' }, api => {
      api.getCosts = () =>
        Promise.reject(
          new PortlightError({
            status: 400,
            code: 'invalid-parameter',
            parameter: 'shareLabels',
            message: '`tier` is no label with its value.',
          }),
        );
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'tier is no label with its value.',
    );
    expect(screen.getByRole('button', { name: 'Shared: 1' })).toBeVisible();
  });

  it('keeps the filter in reach when it is refused', async () => {
    const { user } = show(<CostsView />, {}, api => {
      const { getCosts } = api;
      api.getCosts = (scope, query) =>
        query?.filter
          ? Promise.reject(
              new PortlightError({
                status: 400,
                code: 'invalid-parameter',
                parameter: 'filter',
                message: 'The filter ends too early.',
              }),
            )
          : getCosts.call(api, scope, query);
    });
    const field = await screen.findByRole('textbox', { name: 'Filter' });
    await user.type(field, 'namespace:{Enter}');
    expect(await screen.findByText('The filter ends too early.')).toBeVisible();
    expect(field).toHaveValue('namespace:');
    expect(screen.getAllByRole('alert')).toHaveLength(1);
  });

  it('saves files, and says why where it could not', async () => {
    const exportCosts = jest
      .fn()
      .mockRejectedValue(
        new PortlightError({ status: 503, code: 'x', message: 'Too busy.' }),
      );
    const { user } = show(<CostsView />, { search: 'window=7d' }, api => {
      api.exportCosts = exportCosts;
    });
    await user.click(await screen.findByRole('button', { name: 'Export' }));
    await user.click(screen.getByRole('menuitem', { name: 'FOCUS 1.2' }));
    expect(await screen.findByText('Too busy.')).toBeVisible();
    expect(exportCosts).toHaveBeenCalledWith(
      {},
      expect.objectContaining({ format: 'focus-1.2', window: '7d' }),
    );
  });

  it.each([
    ['incomplete', /37 hours are incomplete/],
    ['default-prices', /default prices are used/],
    ['restricted', /Only the cost of what you may see/],
  ] as const)('says what is known of %s costs', async (state, text) => {
    show(<CostsView />, {}, api => {
      api.costState = state;
    });
    expect(await screen.findByText(text)).toBeVisible();
  });

  it('has the picture as a table', async () => {
    const { user } = show(<CostsView />);
    await user.click(
      await screen.findByRole('button', {
        name: 'Cost per day by cluster as a table',
      }),
    );
    expect(
      await screen.findByRole('cell', { name: 'Fri, Nov 20, 2026' }),
    ).toBeVisible();
  });

  it('opens no work for what the report does not have', async () => {
    show(<CostsView />, { search: 'work=gone' });
    expect(await screen.findByText(SENTENCE)).toBeVisible();
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});

it('a namespace says what it is filed under', async () => {
  show(<NamespaceView {...SHOP} tab="cost" />);
  expect(await screen.findByText('CC-1010')).toBeVisible();
});

describe('a node', () => {
  it.each([
    ['of a portal, to who may see costs', 'remote', ['costRead'], 1],
    ['of a portal, to nobody else', 'remote', [], 0],
    ['without a portal', 'direct', ['costRead'], 0],
  ] as const)('says what it cost, %s', async (_name, mode, may, questions) => {
    const fixture = fleetFixture({ now: NOW });
    const { cluster, name } = fixture.nodes[0];
    const { api } = show(
      <NodeView cluster={cluster} name={name} />,
      { may },
      fake => {
        fake.mode = mode;
      },
    );
    await screen.findByText('Conditions');
    await settled();
    await waitFor(() => {
      const asked = api.calls.filter(({ method }) => method === 'getCosts');
      expect(asked).toHaveLength(questions);
      for (const { argument } of asked) {
        expect(argument).toMatchObject({
          scope: { cluster },
          query: { window: '24h', filter: `node:"${name}"` },
        });
      }
    });
    expect(screen.queryAllByRole('region', { name: 'Cost' })).toHaveLength(
      questions,
    );
  });

  it('reads no whole cluster for one node without a portal', async () => {
    const { api } = show(
      <CostSection scope={{ cluster: 'prod-eu' }} node="n-1" />,
      {},
      fake => {
        fake.mode = 'direct';
      },
    );
    expect(
      screen.getByRole('link', { name: 'the cost of the cluster' }),
    ).toHaveAttribute('href', expect.stringMatching(/by=node$/));
    expect(api.calls).toEqual([]);
  });

  it('leads to the page of its cluster, narrowed to it', async () => {
    show(<CostSection scope={{ cluster: 'prod-eu' }} node="n-1" />);
    expect(
      await screen.findByRole('link', { name: 'Show all' }),
    ).toHaveAttribute(
      'href',
      expect.stringMatching(/window=7d&filter=node%3A%22n-1%22$/),
    );
  });
});

describe('the fleet page', () => {
  it('has this month as a figure, and what each cluster costs, by one question', async () => {
    const { api } = show(<FleetView />);
    expect(
      await screen.findByText(/forecast, .* than last month/),
    ).toBeVisible();
    expect(
      screen.getByRole('columnheader', { name: /Cost, 30d/ }),
    ).toBeVisible();
    expect(
      api.calls.filter(({ method }) => method === 'getCosts'),
    ).toHaveLength(1);
  });

  it('says nothing of costs that are not computed or not for this user', async () => {
    show(<FleetView />, {}, api => {
      api.getCosts = () =>
        Promise.reject(
          new PortlightError({
            status: 403,
            code: 'forbidden',
            message: 'No.',
          }),
        );
    });
    await screen.findByText('Nodes ready');
    await waitFor(() =>
      expect(screen.queryByText('Cost this month')).toBeNull(),
    );
    expect(
      screen.queryByRole('columnheader', { name: /Cost, 30d/ }),
    ).toBeNull();
  });
});
