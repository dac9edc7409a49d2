import { PortlightError } from '@portlight/plugin-portlight-common';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import type { ReactElement } from 'react';
import { FakePortlightApi } from '../testing/FakePortlightApi';
import { fleetFixture } from '../testing/fleetFixture';
import { DARK, TestFrame } from '../testing/TestFrame';
import {
  EntityMetricsCard,
  MetricsView,
  ResourceMetricsSection,
  ResourceMetricsView,
} from './index';

// axe reads every element: much, on a busy machine.
jest.setTimeout(30_000);

const CART = { entityRef: 'component:default/cart' };
const SCOPE = {
  cluster: 'prod-eu',
  namespace: 'shop',
  kind: 'Deployment',
  name: 'cart',
};

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

beforeEach(() => localStorage.clear());

const VIEWS: [string, ReactElement, RegExp][] = [
  ['MetricsView', <MetricsView target={CART} />, /11 of 12 peers answer/],
  ['EntityMetricsCard', <EntityMetricsCard {...CART} />, /11 of 12 peers/],
  [
    'ResourceMetricsView',
    <ResourceMetricsView scope={SCOPE} />,
    /cores of CPU used/,
  ],
  [
    'ResourceMetricsSection',
    <ResourceMetricsSection scope={SCOPE} />,
    /It mounts no volume/,
  ],
];

describe.each(VIEWS)('%s', (_name, view, expected) => {
  it('shows its data without accessibility violations', async () => {
    const { container } = show(view);
    expect(await screen.findByText(expected)).toBeVisible();
    await waitFor(() => expect(screen.queryByText(/^Loading/)).toBeNull());
    await waitFor(() => expect(container.querySelector('path')).not.toBeNull());
    expect(await axe(container)).toHaveNoViolations();
  });

  it('shows in the dark, directly and without links', async () => {
    show(view, { theme: DARK, href: () => undefined }, api => {
      api.mode = 'direct';
    });
    expect(await screen.findByText(expected)).toBeVisible();
    expect(screen.queryAllByRole('link')).toEqual([]);
  });

  it('names the cause when nothing can be read', async () => {
    const failure = new PortlightError({
      status: 500,
      code: 'internal',
      message: 'The database is full.',
    });
    show(view, {}, api => {
      api.getMetrics = () => Promise.reject(failure);
      api.getResourceMetrics = () => Promise.reject(failure);
    });
    const [alert] = await screen.findAllByRole('alert', {}, { timeout: 3000 });
    expect(alert).toHaveTextContent('The database is full.');
    expect(alert).toHaveTextContent('Try again');
  });
});

describe('families', () => {
  it.each([
    ['cart_build_info', 'commit="8f31c0d", version="2.14.1"'],
    ['cart_redis_breaker', 'half-open'],
    ['cart_rpc_duration_seconds', '14ms to 16.6ms'],
    ['http_request_duration_seconds', /Observations since the peers began/],
    ['http_requests_total', 'other (9)'],
    ['legacy_cache_items', 'average of the peers'],
    ['process_resident_memory_bytes', 'Lowest'],
  ])('opens %s as what it is', async (family, expected) => {
    const { user } = show(<MetricsView target={CART} />, {
      search: `q=${family}`,
    });
    await user.click(
      await screen.findByRole('button', { name: new RegExp(`^${family}`) }),
    );
    expect((await screen.findAllByText(expected)).length).toBeGreaterThan(0);
  });

  it('are accessible, opened', async () => {
    const open = ['http_request_duration_seconds', 'cart_rpc_duration_seconds'];
    const { container } = show(<MetricsView target={CART} />, {
      search: `q=duration&${open.map(name => `family=${name}`).join('&')}`,
    });
    await screen.findByText(/Observations since the peers began/);
    await waitFor(() => expect(screen.queryByText(/^Loading/)).toBeNull());
    expect(await axe(container)).toHaveNoViolations();
  });

  it('are searched, the search and what is open standing in the address', async () => {
    const onSearch = jest.fn();
    const { user } = show(<MetricsView target={CART} />, { onSearch });
    await screen.findByText('cart_build_info');
    await user.keyboard('/eventloop');
    await waitFor(() =>
      expect(screen.queryByText('cart_build_info')).toBeNull(),
    );
    await user.click(screen.getByRole('button', { name: /^nodejs_eventloop/ }));
    expect(onSearch).toHaveBeenLastCalledWith(
      'q=eventloop&family=nodejs_eventloop_lag_p99_seconds',
    );
  });

  it('say that nothing matches, and lead back', async () => {
    const { user } = show(<MetricsView target={CART} />, { search: 'q=none' });
    expect(await screen.findByText('No metric matches "none"')).toBeVisible();
    await user.click(screen.getByText('Clear the search'));
    expect(await screen.findByText('cart_build_info')).toBeVisible();
  });

  it('that are kept stand first, also the next time', async () => {
    const { user, unmount } = show(<MetricsView target={CART} />);
    await user.click(
      await screen.findByLabelText('Keep legacy_cache_items at the top'),
    );
    const list = () =>
      within(screen.getAllByRole('list').at(-1)!).getAllByRole('button', {
        expanded: false,
      })[0];
    expect(list()).toHaveTextContent('legacy_cache_items');
    unmount();
    show(<MetricsView target={CART} />);
    await screen.findByText('legacy_cache_items');
    expect(list()).toHaveTextContent('legacy_cache_items');
  });

  it('are drawn by peer, and narrowed to one set of labels', async () => {
    const { api, user } = show(<MetricsView target={CART} />, {
      search: 'family=http_requests_total&q=http_requests_total',
    });
    await user.click(await screen.findByText('By peer'));
    expect(screen.getByText('average of the peers')).toBeVisible();
    const [only] = screen.getAllByText('Only this');
    await user.click(only);
    await waitFor(() =>
      expect(api.calls).toContainEqual({
        method: 'getMetricHistory',
        argument: {
          target: CART,
          query: expect.objectContaining({
            family: 'http_requests_total',
            label: ['route=/cart', 'code=200'],
          }),
        },
      }),
    );
    expect(await screen.findByText('Show all')).toBeVisible();
  });
});

describe('time', () => {
  it('is one control in the address, for all charts and what happened', async () => {
    const onSearch = jest.fn();
    const { api, user } = show(<MetricsView target={CART} />, { onSearch });
    await user.click(await screen.findByRole('button', { name: '24h' }));
    expect(onSearch).toHaveBeenLastCalledWith('range=24h');
    await user.selectOptions(
      screen.getByLabelText('Compare with'),
      'yesterday',
    );
    await waitFor(() => {
      const since = api.calls
        .filter(({ method }) => method === 'getMetricHistory')
        .map(call => call.argument as { query: { since: string } })
        .map(({ query }) => Date.now() - Date.parse(query.since));
      const hours = new Set(since.map(age => Math.round(age / 3_600_000)));
      expect([...hours]).toEqual([1, 24, 48]);
    });
    expect(screen.getByText(/1 rollout, 1 restart, 1 scaling/)).toBeVisible();
  });

  it('is held, and then no longer asked with each push', async () => {
    const onSearch = jest.fn();
    const { user } = show(<MetricsView target={CART} />, { onSearch });
    await user.click(await screen.findByRole('button', { name: 'Live' }));
    expect(onSearch).toHaveBeenLastCalledWith(
      expect.stringMatching(/^until=\d{4}-/),
    );
    expect(screen.getByRole('button', { name: 'Live' })).toHaveAttribute(
      'aria-pressed',
      'false',
    );
    await user.click(screen.getByRole('button', { name: 'Later' }));
    expect(onSearch).toHaveBeenLastCalledWith('');
  });

  it('is pointed at by keyboard on all charts together', async () => {
    const { user } = show(<MetricsView target={CART} />);
    const requests = await screen.findByRole('slider', {
      name: 'Requests over time',
    });
    await waitFor(() =>
      expect(requests).toHaveAttribute(
        'aria-valuetext',
        expect.stringMatching(/^all peers: now .* req\/s, lowest/),
      ),
    );
    requests.focus();
    await user.keyboard('{Home}{ArrowRight}');
    const latency = screen.getByRole('slider', { name: 'Latency over time' });
    expect(latency.getAttribute('aria-valuetext')).toMatch(
      /UTC: p50 .*, p95 .*, p99 .*, 7f2xp /,
    );
    expect(latency.getAttribute('aria-valuenow')).toBe(
      requests.getAttribute('aria-valuenow'),
    );
    await user.keyboard('{Escape}');
    expect(requests.getAttribute('aria-valuetext')).toMatch(/lowest/);
  });
});

describe('what is drawn', () => {
  it('is there as a table and as a file', async () => {
    const blobs: Blob[] = [];
    URL.createObjectURL = jest.fn(blob => {
      blobs.push(blob as Blob);
      return 'blob:x';
    });
    URL.revokeObjectURL = jest.fn();
    const click = jest
      .spyOn(HTMLAnchorElement.prototype, 'click')
      .mockImplementation(() => {});
    const { user } = show(<MetricsView target={CART} />);
    await user.click(await screen.findByLabelText('Golden signals as a table'));
    const table = within(
      screen.getByRole('group', { name: 'Golden signals as a table' }),
    ).getByRole('table');
    expect(within(table).getByText('Latency p99')).toBeVisible();
    await user.click(screen.getByLabelText('Golden signals as CSV'));
    expect(click).toHaveBeenCalledTimes(1);
    expect(blobs[0].size).toBeGreaterThan(5_000);
    click.mockRestore();
  });
});

describe('states', () => {
  it('waits with the final layout', () => {
    show(<MetricsView target={CART} />, {}, api => {
      api.getMetrics = () => new Promise(() => {});
    });
    const places = screen.getAllByRole('status');
    expect(places.map(({ textContent }) => textContent)).toEqual([
      'Loading the metrics of all peers',
      'Loading golden signals',
      'Loading all metrics',
    ]);
  });

  it.each<[string, (api: FakePortlightApi) => void, RegExp]>([
    [
      'without an annotation',
      api => Object.assign(api.metrics.metrics, { targets: [], total: 0 }),
      /backstage\.io\/kubernetes-id: cart/,
    ],
    [
      'without peers',
      api =>
        Object.assign(api.metrics.metrics, {
          total: 0,
          answered: 0,
          peers: [],
          targets: [
            {
              ...api.metrics.metrics.targets[0],
              message: 'It is scaled to zero.',
            },
          ],
        }),
      /It is scaled to zero/,
    ],
    [
      'without metrics',
      api => Object.assign(api.metrics.metrics, { families: [] }),
      /prometheus\.io\/scrape/,
    ],
    [
      'before the first scrape',
      api => {
        delete api.metrics.metrics.scrapedAt;
      },
      /first scrape is under way/,
    ],
    [
      'when scrapes stopped',
      api => {
        api.metrics.metrics.scrapedAt = new Date(
          Date.now() - 900_000,
        ).toISOString();
      },
      /no newer scrape arrived/,
    ],
    ['when a peer is silent', () => {}, /GET \/metrics was answered 503/],
    [
      'when many peers are silent',
      api => {
        api.metrics.metrics.peers = api.metrics.metrics.peers.map(peer => ({
          ...peer,
          up: false,
          message: 'connection refused',
        }));
        api.metrics.metrics.answered = 0;
      },
      /No peer answered/,
    ],
    [
      'when something was left out',
      api => {
        api.metrics.metrics.notices = ['20 families were cut.'];
      },
      /20 families were cut/,
    ],
    [
      'when a source answered in part',
      api => {
        const { history } = api.metrics;
        api.metrics.history = query => ({
          ...history(query),
          warnings: ['One store did not answer.'],
        });
      },
      /One store did not answer/,
    ],
    ['without a golden signal', () => {}, /No family says how full it is/],
  ])('says so %s', async (_name, prepare, expected) => {
    show(<MetricsView target={CART} />, { search: 'q=cart_build' }, prepare);
    expect((await screen.findAllByText(expected)).length).toBeGreaterThan(0);
  });
});

it('reads again when a target of it was scraped, and only then', async () => {
  let push: (topics: string[]) => void = () => {};
  const { api } = show(<MetricsView target={CART} />, {
    subscribe: listener => {
      push = listener;
      return () => {};
    },
  });
  await screen.findByText(/11 of 12 peers answer/);
  await waitFor(() => expect(screen.queryByText(/^Loading/)).toBeNull());
  const count = () =>
    api.calls.filter(({ method }) => method === 'getMetrics').length;
  const before = count();
  push(['another-service']);
  push(['service-cart']);
  await waitFor(() => expect(count()).toBe(before + 1), { timeout: 3000 });
});
