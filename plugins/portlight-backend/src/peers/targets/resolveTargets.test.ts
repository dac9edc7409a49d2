import { mockCredentials } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { InventoryRow } from '@portlight/plugin-portlight-common';
import { ClusterReader } from '../../clusters/read';
import { ObjectReader } from '../../inventory/read';
import { SEES_EVERYTHING, type Visibility } from '../../permissions';
import {
  clusterDocument,
  createTestFleet,
  testDatabases,
  type TestFleet,
  workloadRow,
} from '../../__testUtils__';
import { cartRows, service } from '../__testUtils__/shop';
import { createDiscoveryMethods } from '../methods';
import { PeerRecords } from '../records/PeerRecords';
import { TargetResolver } from './resolveTargets';

jest.setTimeout(60_000);

const databases = testDatabases();
const ID = { 'backstage.io/kubernetes-id': 'cart' };

function entity(annotations: Record<string, string>): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'cart', namespace: 'default', annotations },
  };
}

function workload(name: string, labels: Record<string, string>): InventoryRow {
  return workloadRow('east', {
    namespace: 'shop',
    name,
    kubernetesId: 'cart',
    record: {
      metadata: { name, namespace: 'shop' },
      spec: { template: { metadata: { labels } } },
    },
  });
}

describe.each(databases.eachSupportedId())('targets on %s', id => {
  let fleet: TestFleet | undefined;

  const resolve = async (
    annotations: Record<string, string>,
    options: {
      rows?: InventoryRow[];
      allowed?: string[];
      cluster?: string[];
      visibility?: Visibility;
    } = {},
  ) => {
    // One database for all: it takes longer to make than all else.
    fleet ??= await createTestFleet(databases, id);
    await fleet.store.remove('east');
    await fleet.store.remove('west');
    await fleet.write(
      clusterDocument('east'),
      options.rows ?? cartRows('east'),
    );
    await fleet.write(clusterDocument('west'), cartRows('west'));
    const { knex } = fleet;
    const records = new PeerRecords(knex);
    const resolver = new TargetResolver({
      catalog: catalogServiceMock({ entities: [entity(annotations)] }),
      clusters: await ClusterReader.create(knex),
      objects: new ObjectReader(knex),
      records,
      methods: createDiscoveryMethods({
        records,
        onChange: () => () => {},
        reach: 'proxy',
      }),
      allowedMethods: options.allowed ?? ['kubernetes', 'selector'],
    });
    return resolver.resolve(
      { entityRef: 'component:default/cart', cluster: options.cluster },
      {
        visibility: options.visibility ?? SEES_EVERYTHING,
        credentials: mockCredentials.user(),
      },
    );
  };
  const keys = ({ targets }: Awaited<ReturnType<typeof resolve>>) =>
    targets.map(({ cluster, id: key }) => `${cluster}:${key}`);

  it('finds the Service of the workloads in every cluster, with no setting', async () => {
    expect(keys(await resolve(ID))).toEqual([
      'east:service/shop/cart',
      'west:service/shop/cart',
    ]);
    expect(keys(await resolve(ID, { cluster: ['west'] }))).toEqual([
      'west:service/shop/cart',
    ]);
    expect(
      keys(await resolve({ ...ID, 'backstage.io/kubernetes-cluster': 'east' })),
    ).toEqual(['east:service/shop/cart']);
  });

  const east = cartRows('east').filter(({ kind }) => kind !== 'Service');
  it.each<[string, InventoryRow[], string]>([
    [
      'the headless one',
      [service('east', 'a'), service('east', 'b', { headless: true })],
      'service/shop/b',
    ],
    [
      'the one that has a port for metrics',
      [
        service('east', 'a', { headless: true }),
        service('east', 'b', { ports: [{ name: 'metrics', port: 9090 }] }),
      ],
      'service/shop/b',
    ],
    [
      'the one whose annotation says that it is scraped',
      [
        service('east', 'a', { headless: true }),
        service('east', 'b', {
          annotations: { 'prometheus.io/scrape': 'true' },
        }),
      ],
      'service/shop/b',
    ],
    [
      'the one of its name',
      [service('east', 'a'), service('east', 'cart')],
      'service/shop/cart',
    ],
    [
      'none that selects others',
      [
        service('east', 'a', { selector: { app: 'web' } }),
        service('east', 'b', { selector: {} }),
      ],
      'workload/shop/Deployment/cart',
    ],
    [
      'none elsewhere',
      [service('east', 'a', { namespace: 'other' })],
      'workload/shop/Deployment/cart',
    ],
  ])('takes of several Services %s', async (_, services, expected) => {
    const found = await resolve(ID, {
      rows: [...east, ...services],
      cluster: ['east'],
    });
    expect(keys(found)).toEqual([`east:${expected}`]);
  });

  it('follows pods by their labels where there is no Service', async () => {
    const { targets } = await resolve(ID, { rows: east, cluster: ['east'] });
    expect(targets[0].spec).toEqual({
      method: 'selector',
      options: { namespace: 'shop', selector: 'app=cart' },
      name: 'shop/cart',
      namespace: 'shop',
    });
  });

  it('takes one Service for two workloads behind it, and no job', async () => {
    const found = await resolve(ID, {
      rows: [
        workload('cart-blue', { app: 'cart', colour: 'blue' }),
        workload('cart-green', { app: 'cart', colour: 'green' }),
        workloadRow('east', {
          kind: 'CronJob',
          namespace: 'shop',
          name: 'cart-clean',
          kubernetesId: 'cart',
        }),
        service('east', 'cart'),
      ],
      cluster: ['east'],
    });
    expect(keys(found)).toEqual(['east:service/shop/cart']);
  });

  it('makes a target of its own of what the entity says about ports and paths', async () => {
    const { targets } = await resolve(
      {
        ...ID,
        'portlight.io/metrics-port': '9091',
        'portlight.io/metrics-path': '/prom',
        'portlight.io/probe-path': '/healthz',
      },
      { cluster: ['east'] },
    );
    expect(targets).toMatchObject([
      {
        id: 'entity/component:default/cart#service/shop/cart',
        spec: {
          service: 'cart',
          scrape: { port: '9091', path: '/prom' },
          probe: { path: '/healthz' },
        },
      },
    ]);
  });

  it.each<[Record<string, string>, string[]]>([
    [
      { 'portlight.io/service': 'cart' },
      ['east:service/shop/cart', 'west:service/shop/cart'],
    ],
    [
      {
        'portlight.io/service': 'shop/cart',
        'backstage.io/kubernetes-cluster': 'west',
      },
      ['west:service/shop/cart'],
    ],
    [{ 'portlight.io/service': 'other/cart' }, []],
    [
      { 'portlight.io/selector': 'app=cart' },
      [
        'east:entity/component:default/cart#selector/shop',
        'west:entity/component:default/cart#selector/shop',
      ],
    ],
    [
      {
        'portlight.io/selector': 'app=cart',
        'backstage.io/kubernetes-namespace': 'other',
      },
      [],
    ],
  ])('follows the annotations %j', async (annotations, expected) => {
    const found = await resolve(annotations);
    expect(keys(found)).toEqual(expected);
    expect(found.message).toMatch(/check portlight/);
  });

  it('says whether the entity wants history', async () => {
    expect(
      (await resolve({ ...ID, 'portlight.io/scrape': 'true' })).always,
    ).toBe(true);
  });

  it.each<[Record<string, string>, string, string]>([
    [{}, 'no-workload-annotation', 'portlight.io/discovery'],
    [{ 'portlight.io/peers': 'a:1' }, 'invalid-annotation', 'allowedMethods'],
    [
      { 'portlight.io/discovery': 'consul' },
      'invalid-annotation',
      'one of kubernetes, selector, http, dns, static, prometheus',
    ],
    [
      { ...ID, 'portlight.io/metrics-port': 'x y' },
      'invalid-annotation',
      'portlight.io/metrics-port',
    ],
    [
      { 'backstage.io/kubernetes-label-selector': 'app in (' },
      'invalid-annotation',
      'label-selector',
    ],
  ])('refuses %j', async (annotations, code, message) => {
    await expect(resolve(annotations)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });

  const outside = { allowed: ['static', 'http', 'dns', 'prometheus'] };
  it.each<[Record<string, string>, string, object]>([
    [
      { 'portlight.io/peers': 'a:1,b:2' },
      ':entity/component:default/cart#static',
      { method: 'static', options: { peers: 'a:1,b:2' } },
    ],
    [
      {
        'portlight.io/dns-name': 'cart.example.com',
        'portlight.io/metrics-port': '80',
      },
      ':entity/component:default/cart#dns',
      { options: { name: 'cart.example.com', port: 80 } },
    ],
    [
      {
        'portlight.io/http-sd-url': 'service://shop/cart:80/sd',
        'backstage.io/kubernetes-cluster': 'east',
      },
      'east:entity/component:default/cart#http',
      { options: { url: 'service://shop/cart:80/sd' } },
    ],
  ])('follows %j where it is allowed', async (annotations, key, spec) => {
    const found = await resolve(annotations, outside);
    expect(keys(found)).toEqual([key]);
    expect(found.targets[0].spec).toMatchObject(spec);
  });

  it.each<[Record<string, string>, string]>([
    [{ 'portlight.io/peers': 'http://a' }, 'is no address'],
    [
      { 'portlight.io/http-sd-url': 'service://shop/cart:80/' },
      'backstage.io/kubernetes-cluster',
    ],
    [
      {
        'portlight.io/http-sd-url': 'service://kube-system/secret:80/',
        'backstage.io/kubernetes-cluster': 'east',
      },
      'or you may not see it',
    ],
    [{ 'portlight.io/prometheus-job': 'cart' }, '`url`'],
  ])(
    'refuses %j although the method is allowed',
    async (annotations, message) => {
      await expect(resolve(annotations, outside)).rejects.toThrow(message);
    },
  );

  it('finds nothing in clusters that may not be seen', async () => {
    const hidden: Visibility = { ...SEES_EVERYTHING, clusters: 'nothing' };
    const { targets, message } = await resolve(ID, { visibility: hidden });
    expect(targets).toEqual([]);
    expect(message).toContain('that you may see');
    expect(
      (
        await resolve(
          { 'portlight.io/selector': 'app=cart' },
          { visibility: hidden },
        )
      ).targets,
    ).toEqual([]);
  });
});
