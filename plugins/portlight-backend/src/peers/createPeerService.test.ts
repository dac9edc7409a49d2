import type { Entity } from '@backstage/catalog-model';
import type { Peers } from '@portlight/plugin-portlight-common';
import { ClusterReader } from '../clusters/read';
import { eventually } from '../inventory/__testUtils__/MirrorHarness';
import {
  clusterDocument,
  createTestFleet,
  testDatabases,
} from '../__testUtils__';
import { PeerHarness } from './__testUtils__/PeerHarness';
import {
  cartRows,
  endpoint,
  runningPod,
  service,
  slice,
} from './__testUtils__/shop';
import { probeEndpoint } from './probes/Prober';
import { createPeerHandlers } from './read/peerHandlers';

jest.setTimeout(60_000);

const databases = testDatabases();

function entity(annotations: Record<string, string>, name = 'cart'): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default', annotations },
  };
}

describe.each(databases.eachSupportedId())('the peer service on %s', id => {
  let harness: PeerHarness;

  const create = async (
    options: Parameters<PeerHarness['start']>[0] = {},
    entities: Entity[] = [entity({ 'backstage.io/kubernetes-id': 'cart' })],
  ) => {
    const fleet = await createTestFleet(databases, id);
    await fleet.write(clusterDocument('east'), cartRows('east'));
    harness = new PeerHarness(fleet, entities);
    await harness.start(options);
    return harness;
  };

  afterEach(() => harness.service.stop());

  const ask = async (): Promise<Peers> => {
    const { knex } = harness.fleet;
    const { getServicePeers } = createPeerHandlers({
      peers: harness.service,
      clusters: await ClusterReader.create(knex),
    });
    return (await getServicePeers.answer({
      path: { cluster: 'east', namespace: 'shop', name: 'cart' },
      query: {},
      ...harness.asker(),
      body: undefined,
      request: undefined as never,
    })) as Peers;
  };

  it('answers from the mirror at once, whoever owns the cluster', async () => {
    await create({ run: false });
    const answer = await ask();
    expect(answer).toMatchObject({
      total: 2,
      answered: 0,
      targets: [
        {
          name: 'shop/cart',
          cluster: 'east',
          namespace: 'shop',
          service: 'cart',
          method: 'kubernetes',
        },
      ],
    });
    expect(answer.peers[0]).toMatchObject({
      id: 'uid-cart-a',
      name: 'cart-a',
      node: 'node-1',
      zone: 'eu-1b',
      region: 'eu-1',
      version: '1.4.0',
      address: '10.0.0.1:8080',
      metricsUrl: 'http://10.0.0.1:9090/metrics',
      reach: 'proxy',
      ready: true,
      healthy: true,
    });
  });

  it('never visits an address that is no pod, wherever its probe is said to be', async () => {
    await create({ run: false });
    await harness.write(clusterDocument('east'), [
      service('east', 'cart', {
        annotations: {
          'portlight.io/probe-port': '6379',
          'prometheus.io/port': '6379',
        },
      }),
      slice('east', 'cart-1', 'cart', [{ addresses: ['10.0.0.9'] }]),
    ]);
    const answer = await harness.service.read(
      { cluster: 'east', namespace: 'shop', service: 'cart' },
      harness.asker(),
    );
    expect(answer.targets[0].documents).toHaveLength(1);
    for (const { peer } of answer.targets[0].documents) {
      expect(
        probeEndpoint(peer, { path: '/', pathConfigured: false }),
      ).toBeUndefined();
    }
  });

  it('follows what is asked for, and what changes in the cluster', async () => {
    await create();
    harness.claim('east');
    await ask();
    const peers = () =>
      harness.heard.filter(({ type }) => type === 'peers').at(-1)?.peers;
    await eventually(
      async () => peers(),
      value => expect(value).toEqual(['cart-a', 'cart-b']),
    );
    await harness.write(clusterDocument('east'), [
      runningPod('east', 'cart-c', { ip: '10.0.0.3' }),
      slice('east', 'cart-1', 'cart', [
        endpoint('cart-b', '10.0.0.2'),
        endpoint('cart-c', '10.0.0.3'),
      ]),
    ]);
    await eventually(
      async () => peers(),
      value => expect(value).toEqual(['cart-b', 'cart-c']),
    );
    await eventually(
      () => harness.fleet.knex('peers').orderBy('id').pluck('id'),
      value => expect(value).toEqual(['uid-cart-b', 'uid-cart-c']),
    );
    expect((await ask()).targets[0].checkedAt).toBeDefined();
  });

  it('probes peers through the API server and calls those that fail unhealthy', async () => {
    await create({
      settings: {
        probe: {
          enabled: true,
          path: '/livez',
          pathConfigured: false,
          period: 50,
          timeout: 1_000,
          failureThreshold: 2,
          successThreshold: 1,
        },
      },
    });
    harness.answers.set(
      '/api/v1/namespaces/shop/pods/cart-a:8080/proxy/livez',
      { body: 'ok' },
    );
    harness.answers.set(
      '/api/v1/namespaces/shop/pods/cart-b:8080/proxy/livez',
      { status: 500, body: 'database is gone' },
    );
    harness.claim('east');
    await eventually(ask, value =>
      expect(value).toMatchObject({
        answered: 1,
        peers: [
          {
            name: 'cart-b',
            healthy: false,
            health: { status: 'degraded', reason: 'LivenessProbeFailed' },
            probe: { success: false, status: 500 },
          },
          { name: 'cart-a', healthy: true, probe: { success: true } },
        ],
      }),
    );
  });

  it('stores how scrapes went, as long as the peer is there', async () => {
    await create();
    harness.claim('east');
    await ask();
    await eventually(
      async () => harness.heard,
      value => expect(value.some(({ type }) => type === 'stored')).toBe(true),
    );
    const scrape = { at: '2026-11-21T10:00:00.000Z', up: true, samples: 7 };
    const key = { cluster: 'east', id: 'service/shop/cart' };
    harness.service.reportScrape(key, 'uid-cart-a', scrape);
    harness.service.reportScrape(key, 'nobody', scrape);
    await eventually(ask, value =>
      expect(value.peers.map(({ scrape: last }) => last?.samples)).toEqual([
        7,
        undefined,
      ]),
    );
  });

  it('leaves alone what nobody asks for any more', async () => {
    await create({ idleAfter: 300 });
    harness.claim('east');
    await ask();
    await eventually(
      async () => harness.heard,
      value =>
        expect(value.at(-1)).toMatchObject({
          type: 'ended',
          target: { id: 'service/shop/cart' },
        }),
    );
  });

  it('writes nothing about a cluster that it has lost', async () => {
    await create();
    harness.claim('east');
    await ask();
    await eventually(
      async () => harness.heard,
      value => expect(value.some(({ type }) => type === 'stored')).toBe(true),
    );
    harness.holdsLeases = false;
    harness.service.reportScrape(
      { cluster: 'east', id: 'service/shop/cart' },
      'uid-cart-a',
      { at: '2026-11-21T10:00:00.000Z', up: false },
    );
    harness.lose('east');
    expect(harness.heard.at(-1)).toMatchObject({ type: 'ended' });
    await harness.service.stop();
    expect((await ask()).peers.every(({ scrape }) => !scrape)).toBe(true);
  });

  it('finds the Service of an entity, and says so on its page', async () => {
    await create({ run: false });
    const { targets } = await harness.service.targetsOf(
      { entityRef: 'component:default/cart' },
      harness.asker(),
    );
    expect(targets).toMatchObject([
      {
        cluster: 'east',
        id: 'service/shop/cart',
        target: { service: 'cart', method: 'kubernetes' },
        partial: false,
      },
    ]);
    expect(targets[0].peers).toHaveLength(2);
  });

  it('goes with its cluster', async () => {
    await create();
    harness.claim('east');
    await ask();
    await eventually(
      () => harness.fleet.knex('peers').select('id'),
      value => expect(value).toHaveLength(2),
    );
    harness.lose('east');
    await harness.fleet.store.remove('east');
    expect(await harness.fleet.knex('peers').select('id')).toEqual([]);
    expect(await harness.fleet.knex('peer_targets').select('id')).toEqual([]);
    await expect(ask()).rejects.toMatchObject({ code: 'not-found' });
  });

  it('leaves entities alone where the operator has not allowed it', async () => {
    await create({ idleAfter: 0 }, [
      entity({
        'backstage.io/kubernetes-id': 'cart',
        'portlight.io/scrape': 'true',
      }),
    ]);
    harness.claim('east');
    await new Promise(resolve => {
      setTimeout(resolve, 1_500);
    });
    expect(harness.heard).toEqual([]);
  });

  it('works always on entities whose annotation says so, where that is allowed', async () => {
    await create({ idleAfter: 0, settings: { scrapeEntities: true } }, [
      entity({
        'backstage.io/kubernetes-id': 'cart',
        'portlight.io/scrape': 'true',
      }),
      // Its error is for whoever looks at it.
      entity(
        {
          'portlight.io/scrape': 'true',
          'portlight.io/metrics-port': 'no port!',
        },
        'broken',
      ),
    ]);
    harness.claim('east');
    await eventually(
      async () => harness.heard,
      value =>
        expect(value.find(({ type }) => type === 'peers')?.peers).toEqual([
          'cart-a',
          'cart-b',
        ]),
    );
  });

  it('works always on Services whose annotation says so, until it does not', async () => {
    const fleet = await createTestFleet(databases, id);
    await fleet.write(clusterDocument('east'), [
      ...cartRows('east').filter(({ kind }) => kind !== 'Service'),
      service('east', 'cart', {
        annotations: { 'portlight.io/scrape': 'true' },
      }),
    ]);
    harness = new PeerHarness(fleet);
    await harness.start({ idleAfter: 0 });
    harness.claim('east');
    await eventually(
      async () => harness.heard,
      value =>
        expect(value.find(({ type }) => type === 'peers')?.peers).toEqual([
          'cart-a',
          'cart-b',
        ]),
    );
    await harness.write(clusterDocument('east'), [service('east', 'cart')]);
    harness.changed('east');
    await harness.service.stop();
  });
});
