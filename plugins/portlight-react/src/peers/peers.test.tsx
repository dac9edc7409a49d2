import { PortlightError, type Peers } from '@portlight/plugin-portlight-common';
import { act, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { FakePortlightApi } from '../testing/FakePortlightApi';
import { fleetFixture } from '../testing/fleetFixture';
import { TestFrame } from '../testing/TestFrame';
import { EntityPeersCard } from './EntityPeersCard';
import { PeersView } from './PeersView';
import { ServicePeersSection } from './ServicePeersSection';

// axe reads every element: much, on a busy machine.
jest.setTimeout(30_000);

const ENTITY = { entityRef: 'component:default/cart' };
const SERVICE = { cluster: 'prod-eu', namespace: 'shop', service: 'cart' };

function show(
  view: React.ReactElement,
  change: (peers: Peers) => void = () => {},
  options: Partial<Parameters<typeof TestFrame>[0]> = {},
) {
  const api = new FakePortlightApi(fleetFixture({ now: Date.now() }));
  change(api.peers);
  const onNavigate = jest.fn();
  const onSearch = jest.fn();
  const result = render(
    <TestFrame
      api={api}
      onNavigate={onNavigate}
      onSearch={onSearch}
      {...options}
    >
      {view}
    </TestFrame>,
  );
  return { api, user: userEvent.setup(), onNavigate, onSearch, ...result };
}

/** Only these peers. */
const keep = (peers: Peers, count: number) => {
  peers.peers = peers.peers.slice(0, count);
  peers.total = count;
};

describe('the Peers view', () => {
  it('answers first, says how the peers were found, and names what stands out', async () => {
    show(<PeersView target={ENTITY} />);
    expect(
      await screen.findByText(
        '11 of 12 peers answer; cart-6f9c4d8b6-q8w2n in eu-central-1b failed its last 4 probes.',
      ),
    ).toBeVisible();
    expect(
      screen.getByRole('list', { name: 'How the peers were found' }),
    ).toHaveTextContent(
      /^Service shop\/cart in prod-eu, found from its EndpointSlices, read \d+s ago$/,
    );
    expect(screen.getByRole('link', { name: 'shop/cart' })).toHaveAttribute(
      'href',
      '/clusters/prod-eu/shop/services/cart',
    );
    const standsOut = screen.getByRole('list', { name: 'What stands out' });
    expect(standsOut).toHaveTextContent('2.14.1 on 10, 2.13.7 on 2');
    expect(standsOut).toHaveTextContent('One clock is 47 s ahead');
  });

  it('shows zones, nodes and peers, which the arrow keys walk through', async () => {
    const { user, onNavigate } = show(<PeersView target={ENTITY} />);
    const zone = await screen.findByRole('group', {
      name: 'eu-central-1a: 4 peers',
    });
    const [first, second] = within(zone).getAllByRole('button');
    expect(
      within(zone).getAllByRole('group', { name: /^Node ip-10-0-/ }).length,
    ).toBeGreaterThan(1);
    act(() => first.focus());
    await user.keyboard('{ArrowRight}');
    expect(second).toHaveFocus();
    await user.keyboard('{Enter}');
    expect(onNavigate).toHaveBeenCalledWith(
      expect.stringContaining('/clusters/prod-eu/shop/pods/cart-6f9c4d8b6-'),
    );
  });

  it('reads a peer out in words, with what is remarkable about it', async () => {
    const { user } = show(<PeersView target={ENTITY} />);
    const mark = await screen.findByRole('button', {
      name: 'cart-6f9c4d8b6-7f2xp 4.1×: Healthy, It is ready and answers, 4.1 times the median',
    });
    await user.hover(mark);
    expect(screen.getByText('answers in 176ms')).toBeVisible();
  });

  it('orders the worst first, filters by what there is, and keeps that in the address', async () => {
    const { user, onSearch } = show(<PeersView target={ENTITY} />);
    const table = await screen.findByRole('table');
    const rows = within(table).getAllByRole('row');
    expect(rows[1]).toHaveTextContent('redis is not reachable');
    await user.click(within(table).getByRole('button', { name: /Restarts/ }));
    expect(onSearch).toHaveBeenLastCalledWith('sort=-restarts');
    expect(
      screen.queryByRole('button', { name: /^Cluster/ }),
    ).not.toBeInTheDocument();
    await user.type(screen.getByRole('searchbox'), '7f2xp');
    await waitFor(() =>
      expect(within(table).getAllByRole('row')).toHaveLength(2),
    );
  });

  it('follows the push of its target, and of no other', async () => {
    let push: (topics: string[]) => void = () => {};
    const { api } = show(<PeersView target={ENTITY} />, undefined, {
      subscribe: listener => {
        push = listener;
        return () => {};
      },
    });
    await screen.findByText(/11 of 12 peers answer/);
    const asked = () =>
      api.calls.filter(({ method }) => method === 'getPeers').length;
    const before = asked();
    api.peers = { ...api.peers, peers: api.peers.peers.slice(1), total: 11 };
    act(() => push(['another']));
    await act(() => new Promise(resolve => setTimeout(resolve, 50)));
    expect(asked()).toBe(before);
    act(() => push(['service-cart']));
    expect(
      await screen.findByText(/All 11 peers answer/, {}, { timeout: 4000 }),
    ).toBeVisible();
  });

  it.each([
    [
      'a Service without endpoints',
      SERVICE,
      /This Service has no endpoints/,
      'kubectl get endpointslices -n shop -l kubernetes.io/service-name=cart',
    ],
    [
      'an entity without anything to find peers by',
      ENTITY,
      /No instances of this entity are known/,
      'portlight.io/service: NAMESPACE/cart',
    ],
  ])('teaches what to do about %s', async (_name, target, title, snippet) => {
    const { container } = show(<PeersView target={target} />, peers => {
      keep(peers, 0);
      if ('entityRef' in target) peers.targets = [];
    });
    expect(await screen.findByRole('heading', { name: title })).toBeVisible();
    expect(container.querySelector('pre')).toHaveTextContent(snippet);
    expect(await axe(container)).toHaveNoViolations();
  });

  it('tells an entity that runs nowhere now from one that is not connected', async () => {
    show(<PeersView target={ENTITY} />, peers => keep(peers, 0));
    expect(
      await screen.findByRole('heading', { name: 'Nothing of it runs now' }),
    ).toBeVisible();
  });

  it('says why peers are old, beside what is still shown', async () => {
    const { container } = show(<PeersView target={ENTITY} />, peers => {
      Object.assign(peers.targets[0], {
        stale: true,
        message:
          'The cluster does not answer. What is shown is its last state.',
      });
    });
    expect(
      await screen.findByText(/The cluster does not answer/),
    ).toBeVisible();
    expect(screen.getByText(/11 of 12 peers answer/)).toBeInTheDocument();
    expect(screen.queryByText('Live')).toBeNull();
    expect(await axe(container)).toHaveNoViolations();
  });

  it('shows two clusters side by side', async () => {
    show(<PeersView target={ENTITY} />, peers => {
      peers.peers.slice(6).forEach(peer => {
        peer.cluster = 'prod-us';
      });
    });
    const table = await screen.findByRole('table');
    expect(
      within(table).getByRole('columnheader', { name: 'Cluster' }),
    ).toBeVisible();
    expect(
      screen.getAllByRole('group', { name: /^prod-us, eu-central-1/ }).length,
    ).toBeGreaterThan(0);
    // in the head of the table, and as a filter
    expect(screen.getAllByRole('button', { name: /^Cluster/ })).toHaveLength(2);
  });

  it('folds the places of an entity that is in many clusters', async () => {
    show(<PeersView target={ENTITY} />, peers => {
      peers.targets = Array.from({ length: 20 }, (_, index) => ({
        ...peers.targets[0],
        topic: `t${index}`,
      }));
    });
    expect(await screen.findByText('and 16 more places')).toBeVisible();
  });

  it('draws pictures only where there are many', async () => {
    show(<PeersView target={ENTITY} />, peers => {
      peers.peers = Array.from({ length: 60 }, (_, index) => ({
        ...peers.peers[3],
        id: String(index),
      }));
      peers.total = 60;
    });
    const marks = await screen.findAllByRole('button', {
      name: 'cart-6f9c4d8b6-b6t4z: Healthy, It is ready and answers',
    });
    expect(marks).toHaveLength(60);
    expect(marks[0]).toHaveTextContent('');
  });

  it('draws no map of peers that are only addresses', async () => {
    show(<PeersView target={ENTITY} />, peers => {
      for (const peer of peers.peers) {
        delete peer.zone;
        delete peer.node;
        delete peer.pod;
      }
    });
    await screen.findByRole('table');
    expect(screen.queryByText('Where they run')).toBeNull();
  });

  it('says which annotation is wrong', async () => {
    const { container } = show(<PeersView target={ENTITY} />);
    container.remove();
    const api = new FakePortlightApi(fleetFixture({ now: Date.now() }));
    api.getPeers = () =>
      Promise.reject(
        new PortlightError({
          status: 422,
          code: 'invalid-annotation',
          message:
            'The annotation portlight.io/probe-port is "x y", but has to be the number of a port.',
        }),
      );
    render(
      <TestFrame api={api}>
        <PeersView target={ENTITY} />
      </TestFrame>,
    );
    expect(await screen.findByText(/portlight\.io\/probe-port/)).toBeVisible();
    expect(screen.getByText(/catalog-info\.yaml/)).toBeVisible();
  });

  it('shows hostile names and messages as the text they are', async () => {
    const hostile = '<img src=x onerror=alert(1)>';
    const { container } = show(<PeersView target={ENTITY} />, peers => {
      for (const peer of peers.peers) {
        peer.health = { ...peer.health, message: hostile };
        peer.zone = '__proto__';
        peer.version = 'constructor';
      }
    });
    expect((await screen.findAllByText(hostile)).length).toBeGreaterThan(0);
    expect(container.querySelector('img')).toBeNull();
    expect(
      screen.getByRole('group', { name: '__proto__: 12 peers' }),
    ).toBeVisible();
  });
});

describe('the compact forms', () => {
  it('have one row per zone with its statuses and versions', async () => {
    show(<EntityPeersCard {...ENTITY} />);
    const zones = within(
      await screen.findByRole('list', { name: 'Peers by zone' }),
    ).getAllByRole('listitem');
    expect(zones.map(zone => zone.textContent)).toEqual([
      'eu-central-1a 4 healthy2.14.1',
      'eu-central-1b 1 degraded3 healthy2.14.1',
      'eu-central-1c 1 progressing3 healthy2.14.1, 2.13.7',
    ]);
  });

  it('have one row per cluster where there are several', async () => {
    show(<EntityPeersCard {...ENTITY} />, peers => {
      peers.peers.slice(6).forEach(peer => {
        peer.cluster = 'prod-us';
      });
    });
    const clusters = within(
      await screen.findByRole('list', { name: 'Peers by cluster' }),
    ).getAllByRole('link');
    expect(clusters.map(link => link.getAttribute('href'))).toEqual([
      '/clusters/prod-eu',
      '/clusters/prod-us',
    ]);
  });

  it('lead from a Service to all its peers', async () => {
    show(
      <ServicePeersSection cluster="prod-eu" namespace="shop" name="cart" />,
    );
    expect(
      await screen.findByRole('link', { name: 'All peers' }),
    ).toHaveAttribute('href', '/clusters/prod-eu/shop/services/cart/peers');
  });

  it('stay small when a service is in many zones', async () => {
    show(<EntityPeersCard {...ENTITY} />, peers => {
      peers.peers.forEach((peer, index) => {
        peer.zone = `zone-${index}`;
      });
    });
    expect(await screen.findByText('and 7 more zones')).toBeVisible();
  });
});
