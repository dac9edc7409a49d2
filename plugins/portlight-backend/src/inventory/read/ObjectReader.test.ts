import type { ObjectQuery } from '@portlight/plugin-portlight-common';
import {
  clusterDocument,
  createTestFleet,
  namespaceRow,
  nodeRow,
  objectRow,
  podRow,
  testDatabases,
  type TestFleet,
  workloadRow,
} from '../../__testUtils__';
import { SEES_EVERYTHING } from '../../permissions';
import { ObjectReader } from './ObjectReader';

jest.setTimeout(60_000);

const databases = testDatabases();

describe.each(databases.eachSupportedId())('ObjectReader on %s', id => {
  let fleet: TestFleet;
  let reader: ObjectReader;

  beforeAll(async () => {
    fleet = await createTestFleet(databases, id);
    reader = new ObjectReader(fleet.knex);
    await fleet.write(clusterDocument('east'), [
      namespaceRow('east', { name: 'shop' }),
      nodeRow('east', { name: 'node-1', labels: { zone: 'a' } }),
      workloadRow('east', {
        namespace: 'shop',
        name: 'cart',
        status: 'degraded',
        labels: { app: 'cart', tier: 'web' },
        images: ['registry/cart:1.4.0'],
        owner: 'group:default/shop',
        createdAt: '2026-11-01T10:00:00Z',
        restarts: 7,
      }),
      workloadRow('east', {
        namespace: 'shop',
        name: 'cart_old',
        labels: { app: 'cart', tier: 'web', canary: '' },
        createdAt: '2026-11-02T10:00:00Z',
      }),
      workloadRow('east', {
        kind: 'CronJob',
        namespace: 'shop',
        name: 'report',
      }),
      workloadRow('east', {
        kind: 'Job',
        namespace: 'shop',
        name: 'report-1',
        workload: 'CronJob/report',
      }),
      // A controller that the mirror knows from its pods only.
      workloadRow('east', {
        kind: 'Rollout',
        namespace: 'shop',
        name: 'search',
      }),
      objectRow('Service', 'east', { namespace: 'shop', name: 'cart' }),
      podRow('east', {
        namespace: 'shop',
        name: 'cart-a',
        status: 'degraded',
        workload: 'Deployment/cart',
        phase: 'Running',
        node: 'node-1',
        images: ['registry/cart:1.4.0', 'proxy:2'],
        restarts: 7,
        labels: { app: 'cart', "it's": '100%', 'x/y_z': 'A=b' },
      }),
      podRow('east', {
        namespace: 'shop',
        name: 'debug',
        phase: 'Pending',
        status: 'progressing',
      }),
    ]);
    await fleet.write(clusterDocument('west'), [
      namespaceRow('west', { name: 'shop' }),
      namespaceRow('west', { name: 'default' }),
      workloadRow('west', {
        namespace: 'shop',
        name: 'CART',
        status: 'progressing',
        labels: { app: 'Cart', tier: 'api' },
        owner: 'group:default/payments',
      }),
    ]);
  });

  const names = async (list: Promise<{ text: string }>) => {
    const { items, total } = JSON.parse((await list).text);
    expect(items).toHaveLength(total);
    return items.map(
      ({ cluster, name }: { cluster: string; name: string }) =>
        `${cluster}/${name}`,
    );
  };

  it('lists top-level controllers, bare pods and unknown controllers as workloads', async () => {
    await expect(
      names(reader.listWorkloads({}, SEES_EVERYTHING)),
    ).resolves.toEqual([
      'east/cart',
      'east/debug',
      'west/CART',
      'east/cart_old',
      'east/report',
      'east/search',
    ]);
  });

  it('answers the stored items as they are', async () => {
    const { items } = JSON.parse(
      (await reader.listNodes({}, SEES_EVERYTHING)).text,
    );
    expect(items).toEqual([
      {
        cluster: 'east',
        name: 'node-1',
        health: {
          status: 'healthy',
          reason: 'Available',
          message: 'As the test says',
        },
        roles: [],
        schedulable: true,
        cpu: { allocatable: 4, requested: 1 },
        memory: { allocatable: 8e9, requested: 1e9 },
        pods: { running: 1, allocatable: 110 },
      },
    ]);
  });

  it.each<[string, ObjectQuery, string[]]>([
    ['cluster', { cluster: ['west'] }, ['west/CART']],
    ['several clusters', { cluster: ['west', 'north'] }, ['west/CART']],
    ['namespace', { namespace: ['default'] }, []],
    ['kind', { kind: ['CronJob', 'Job'] }, ['east/report']],
    ['name', { name: ['cart'] }, ['east/cart']],
    ['name prefix', { namePrefix: 'cart_' }, ['east/cart_old']],
    ['name prefix in its case', { namePrefix: 'CA' }, ['west/CART']],
    [
      'part of the name, whatever its case',
      { search: 'ART' },
      ['east/cart', 'west/CART', 'east/cart_old'],
    ],
    ['pattern', { search: 'c?rt_*d' }, ['east/cart_old']],
    ['a per cent sign is no pattern', { search: '%' }, []],
    ['an underscore is no pattern', { search: 't_o' }, ['east/cart_old']],
    ['owner', { owner: ['payments'] }, ['west/CART']],
    ['health', { health: ['progressing'] }, ['east/debug', 'west/CART']],
    ['phase', { phase: ['Pending'] }, ['east/debug']],
    ['image', { image: 'cart:1' }, ['east/cart']],
    [
      'created since',
      { createdSince: '2026-11-02T10:00:00Z' },
      ['east/cart_old'],
    ],
    [
      'created before, in another offset',
      { createdBefore: '2026-11-02T11:00:00+01:00' },
      ['east/cart'],
    ],
    [
      'created within less than a second',
      {
        createdSince: '2026-11-02T09:59:59.500Z',
        createdBefore: '2026-11-02T10:00:00.001Z',
      },
      ['east/cart_old'],
    ],
    ['label', { labelSelector: 'app=cart' }, ['east/cart', 'east/cart_old']],
    ['label in its case', { labelSelector: 'app=Cart' }, ['west/CART']],
    [
      'labels',
      { labelSelector: 'tier in (api,web),!canary,app!=nothing' },
      ['east/cart', 'west/CART'],
    ],
    [
      'label with an empty value',
      { labelSelector: 'canary' },
      ['east/cart_old'],
    ],
    [
      'label not among values, or absent',
      { labelSelector: 'tier notin (web)' },
      ['east/debug', 'west/CART', 'east/report', 'east/search'],
    ],
    ['SQL', { search: "'; drop table objects; --" }, []],
  ])('filters by %s', async (_, query, expected) => {
    await expect(
      names(reader.listWorkloads(query, SEES_EVERYTHING)),
    ).resolves.toEqual(expected);
  });

  it.each<[string, ObjectQuery, string[]]>([
    ['node', { node: ['node-1'] }, ['east/cart-a']],
    ['workload', { workload: 'Deployment/cart' }, ['east/cart-a']],
    ['any of its images', { image: 'proxy:' }, ['east/cart-a']],
  ])('filters pods by %s', async (_, query, expected) => {
    await expect(
      names(reader.listPods(query, SEES_EVERYTHING)),
    ).resolves.toEqual(expected);
  });

  it('takes the namespace filter of namespaces for their names', async () => {
    await expect(
      names(reader.listNamespaces({ namespace: ['shop'] }, SEES_EVERYTHING)),
    ).resolves.toEqual(['east/shop', 'west/shop']);
  });

  it('lists objects of every kind with their health', async () => {
    await expect(
      reader.listObjects({ kind: ['Service', 'Node'] }, SEES_EVERYTHING),
    ).resolves.toEqual({
      items: [
        expect.objectContaining({ kind: 'Node', name: 'node-1' }),
        {
          cluster: 'east',
          kind: 'Service',
          namespace: 'shop',
          name: 'cart',
          health: {
            status: 'healthy',
            reason: 'Available',
            message: 'As the test says',
          },
          owner: undefined,
          createdAt: undefined,
        },
      ],
      total: 2,
      nextCursor: undefined,
    });
  });

  it('says that a namespace is not there any more', async () => {
    await expect(
      reader.getNamespace('east', 'gone', SEES_EVERYTHING),
    ).rejects.toMatchObject({
      code: 'not-found',
      status: 404,
    });
  });

  it('leaves the tables in place', async () => {
    await expect(
      fleet.knex('objects').count({ count: '*' }),
    ).resolves.toHaveLength(1);
  });
});
