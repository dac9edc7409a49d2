import type { HttpSdDocument } from '@portlight/plugin-portlight-common';
import { ClusterReader } from '../../clusters/read';
import { SEES_EVERYTHING, type Visibility } from '../../permissions';
import {
  clusterDocument,
  createTestFleet,
  objectRow,
  testDatabases,
  type TestFleet,
} from '../../__testUtils__';
import { PeerHarness } from '../__testUtils__/PeerHarness';
import {
  cartRows,
  endpoint,
  runningPod,
  service,
  slice,
} from '../__testUtils__/shop';
import { createPeerHandlers } from './peerHandlers';

jest.setTimeout(60_000);

const databases = testDatabases();

describe.each(databases.eachSupportedId())(
  'peers through the API on %s',
  id => {
    let harness: PeerHarness;
    let fleet: TestFleet | undefined;

    const create = async (rows = cartRows('east')) => {
      // One database for all: it takes longer to make than all else.
      fleet ??= await createTestFleet(databases, id);
      await fleet.store.remove('east');
      await fleet.store.remove('down');
      await fleet.write(clusterDocument('east'), rows);
      await fleet.write(
        clusterDocument('down', {
          status: 'unreachable',
          statusMessage: 'Nobody answers',
          sync: { state: 'waiting', stale: true, unavailableKinds: [] },
        }),
        cartRows('down'),
      );
      harness = new PeerHarness(fleet);
      await harness.start({ run: false });
      return createPeerHandlers({
        peers: harness.service,
        clusters: await ClusterReader.create(fleet.knex),
      });
    };

    afterEach(() => harness.service.stop());

    const request = (
      changes: {
        cluster?: string;
        visibility?: Visibility;
        query?: object;
      } = {},
    ) => ({
      path: {
        cluster: changes.cluster ?? 'east',
        namespace: 'shop',
        name: 'cart',
      },
      query: { ...changes.query },
      ...harness.asker(changes.visibility),
      body: undefined,
      request: undefined as never,
    });

    /** Sees the pods and Services whose owner is the shop. */
    const shop: Visibility = {
      clusters: 'everything',
      namespaces: 'nothing',
      workloads: {
        filter: { property: 'owner', values: ['group:default/shop'] },
        negated: false,
      },
    };

    it('answers with the peers whose pods may be seen, and nothing that counts the others', async () => {
      const owner = 'group:default/shop';
      const { getServicePeers, getServiceHttpSd, getHttpSd } = await create([
        ...cartRows('east').filter(
          ({ kind, name }) => kind !== 'Service' && name !== 'cart-a',
        ),
        runningPod('east', 'cart-a', { owner }),
        service('east', 'cart', {
          owner,
          annotations: { 'prometheus.io/scrape': 'true' },
        }),
      ]);
      const asked = request({ visibility: shop });
      const answer = await getServicePeers.answer(asked);
      expect(answer).toMatchObject({ total: 1, peers: [{ name: 'cart-a' }] });
      expect(JSON.stringify(answer)).not.toContain('cart-b');
      const { targets } = await harness.service.targetsOf(
        { cluster: 'east', namespace: 'shop', service: 'cart' },
        harness.asker(shop),
      );
      expect(targets).toMatchObject([{ partial: true }]);
      for (const { answer: document } of [getServiceHttpSd, getHttpSd]) {
        expect(
          ((await document(asked as never)) as HttpSdDocument).map(
            group => group.labels.pod,
          ),
        ).toEqual(['cart-a']);
      }
    });

    it('answers Prometheus with every peer that exposes metrics', async () => {
      const { getServiceHttpSd } = await create();
      const document = (await getServiceHttpSd.answer(
        request(),
      )) as HttpSdDocument;
      expect(document).toMatchObject([
        {
          targets: ['10.0.0.1:9090'],
          labels: {
            cluster: 'east',
            namespace: 'shop',
            service: 'cart',
            pod: 'cart-a',
            __metrics_path__: '/metrics',
            __meta_portlight_zone: 'eu-1b',
            __meta_portlight_healthy: 'true',
          },
        },
        { targets: ['10.0.0.2:9090'] },
      ]);
    });

    it('says why what it answers may be old', async () => {
      const { getServicePeers } = await create();
      expect(
        await getServicePeers.answer(request({ cluster: 'down' })),
      ).toMatchObject({
        total: 2,
        targets: [{ stale: true, message: 'down is not read: Nobody answers' }],
      });
    });

    it('answers for the same peers the same revision, for others another one', async () => {
      const { getServicePeers } = await create();
      const revision = () => getServicePeers.revision!(request());
      await harness.service.targetsOf(
        { cluster: 'east', namespace: 'shop', service: 'cart' },
        harness.asker(),
      );
      // As the owner of the cluster writes it.
      await harness.fleet
        .knex('peer_targets')
        .update({ checked_at: new Date().toISOString() });
      const before = await revision();
      expect(await revision()).toBe(before);
      await harness.fleet.knex('peer_targets').increment('revision', 1);
      expect(await revision()).not.toBe(before);
    });

    it('says of a Service that may not be seen that it is not there', async () => {
      const { getServicePeers, getServiceHttpSd, getHttpSd } = await create();
      const visibility: Visibility = {
        ...SEES_EVERYTHING,
        workloads: 'nothing',
      };
      for (const { answer } of [getServicePeers, getServiceHttpSd]) {
        await expect(answer(request({ visibility }))).rejects.toMatchObject({
          status: 404,
          code: 'not-found',
        });
      }
      expect(await getHttpSd.answer(request({ visibility }) as never)).toEqual(
        [],
      );
    });

    it('lets no namespace take the place of the pods of another one', async () => {
      const { getHttpSd } = await create([
        ...cartRows('east'),
        runningPod('east', 'mine', { namespace: 'attic', ip: '10.0.0.6' }),
        service('east', 'cart', {
          namespace: 'attic',
          annotations: { 'prometheus.io/scrape': 'true' },
        }),
        slice(
          'east',
          'cart-1',
          'cart',
          [
            {
              addresses: ['10.0.0.6'],
              targetRef: { kind: 'Pod', name: 'mine', uid: 'uid-cart-a' },
            },
          ],
          { namespace: 'attic' },
        ),
      ]);
      const document = (await getHttpSd.answer(
        request({ query: { cluster: ['east'] } }) as never,
      )) as HttpSdDocument;
      expect(document.map(({ targets: [address] }) => address)).toContain(
        '10.0.0.1:9090',
      );
    });

    it('lists what exposes metrics in the fleet, each once', async () => {
      const { getHttpSd } = await create([
        ...cartRows('east').filter(({ kind }) => kind !== 'Service'),
        // By a Service with an annotation, and by its pods' port for metrics.
        service('east', 'cart', {
          annotations: { 'prometheus.io/scrape': 'true' },
        }),
        // By a monitor.
        objectRow('ServiceMonitor', 'east', {
          namespace: 'shop',
          name: 'web',
          record: {
            kind: 'ServiceMonitor',
            metadata: { name: 'web', namespace: 'shop' },
            spec: {
              selector: { matchLabels: { tier: 'web' } },
              endpoints: [{ port: 'admin', path: '/prom' }],
            },
          },
        }),
        service('east', 'web', { labels: { tier: 'web' } }),
        slice(
          'east',
          'web-1',
          'web',
          [endpoint('web-a', '10.0.0.3'), { addresses: ['10.0.0.9'] }],
          { ports: [{ name: 'admin', port: 7070 }] },
        ),
        runningPod('east', 'web-a', { ip: '10.0.0.3', labels: { app: 'web' } }),
        // By nothing: it says that it does not want to be.
        runningPod('east', 'quiet', {
          ip: '10.0.0.4',
          labels: {},
          annotations: { 'prometheus.io/scrape': 'false' },
        }),
        // By its annotation alone.
        runningPod('east', 'alone', {
          namespace: 'other',
          ip: '10.0.0.5',
          labels: {},
          annotations: { 'prometheus.io/port': '1234' },
        }),
      ]);
      const answer = async (query: object) =>
        (
          (await getHttpSd.answer(
            request({ query }) as never,
          )) as HttpSdDocument
        ).map(
          ({ targets: [target], labels: { __metrics_path__, service: of } }) =>
            `${target}${__metrics_path__} ${of ?? '-'}`,
        );
      expect((await answer({ cluster: ['east'] })).sort()).toEqual([
        '10.0.0.1:9090/metrics cart',
        '10.0.0.2:9090/metrics cart',
        '10.0.0.3:7070/prom web',
        '10.0.0.5:1234/metrics -',
        '10.0.0.9:7070/prom web',
      ]);
      expect(await answer({ cluster: ['east'], namespace: ['other'] })).toEqual(
        ['10.0.0.5:1234/metrics -'],
      );
    });
  },
);
