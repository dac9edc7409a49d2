import { mockCredentials } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { EntityHealth } from '@portlight/plugin-portlight-common';
import { ClusterReader } from '../clusters/read';
import { ProblemReader } from '../health';
import { ObjectReader, RecordReader } from '../inventory/read';
import {
  clusterDocument,
  createTestFleet,
  objectRow,
  podRow,
  testDatabases,
  workloadRow,
} from '../__testUtils__';
import { SEES_EVERYTHING } from '../permissions';
import { createEntityHandlers } from './entityHandlers';

jest.setTimeout(60_000);

const databases = testDatabases();

function entity(name: string, annotations: Record<string, string>): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default', annotations },
  };
}

describe.each(databases.eachSupportedId())('entity health on %s', id => {
  let ask: (name: string) => Promise<EntityHealth>;

  beforeAll(async () => {
    const fleet = await createTestFleet(databases, id);
    const { knex } = fleet;
    await fleet.write(clusterDocument('east', { environment: 'production' }), [
      workloadRow('east', {
        namespace: 'shop',
        name: 'cart',
        kubernetesId: 'cart',
        status: 'degraded',
        images: ['registry/cart:1.4.0'],
        labels: { app: 'cart' },
        problems: [
          {
            cause: 'CrashLoopBackOff',
            severity: 'critical',
            since: '2026-11-21T10:00:00Z',
          },
        ],
      }),
      objectRow('ReplicaSet', 'east', {
        namespace: 'shop',
        name: 'cart-1',
      }),
      workloadRow('east', {
        namespace: 'staging',
        name: 'cart',
        kubernetesId: 'cart',
      }),
      // Another id that begins alike.
      workloadRow('east', {
        namespace: 'shop',
        name: 'cart-worker',
        kubernetesId: 'cart-worker',
        problems: [
          {
            cause: 'OOMKilled',
            severity: 'warning',
            since: '2026-11-21T10:00:00Z',
          },
        ],
      }),
      podRow('east', {
        namespace: 'shop',
        name: 'cart-1-a',
        labels: { app: 'cart' },
        workload: 'Deployment/cart',
      }),
    ]);
    await fleet.write(clusterDocument('west'), [
      workloadRow('west', {
        namespace: 'shop',
        name: 'cart',
        kubernetesId: 'cart',
        images: ['registry/cart:1.3.9'],
        labels: { app: 'cart' },
      }),
    ]);
    await fleet.write(
      clusterDocument('down', {
        status: 'unreachable',
        statusMessage: 'Nobody answers',
        sync: { state: 'waiting', stale: true, unavailableKinds: [] },
      }),
    );
    const kubernetesId = { 'backstage.io/kubernetes-id': 'cart' };
    const handlers = createEntityHandlers({
      catalog: catalogServiceMock({
        entities: [
          entity('cart', kubernetesId),
          entity('shop-only', {
            ...kubernetesId,
            'backstage.io/kubernetes-namespace': 'shop',
          }),
          entity('west-only', {
            ...kubernetesId,
            'backstage.io/kubernetes-cluster': 'west',
          }),
          entity('north-only', {
            ...kubernetesId,
            'backstage.io/kubernetes-cluster': 'north',
          }),
          entity('by-label', {
            // The selector is what counts where there are both.
            'backstage.io/kubernetes-id': 'nothing',
            'backstage.io/kubernetes-label-selector': 'app=cart',
          }),
          entity('hostile', {
            'backstage.io/kubernetes-id': `x" or 1=1 --%_\\`,
          }),
          entity('unreadable', {
            'backstage.io/kubernetes-label-selector': 'app in (cart',
          }),
          entity('none', { 'backstage.io/kubernetes-namespace': 'shop' }),
        ],
      }),
      clusters: await ClusterReader.create(knex),
      objects: new ObjectReader(knex),
      problems: new ProblemReader(knex),
      records: new RecordReader(knex),
    });
    ask = name =>
      handlers.getEntityHealth.answer({
        path: { kind: 'component', namespace: 'default', name },
        query: {},
        credentials: mockCredentials.user(),
        visibility: SEES_EVERYTHING,
        body: undefined,
        request: undefined as never,
      }) as Promise<EntityHealth>;
  });

  const workloads = (health: EntityHealth) =>
    health.workloads.map(
      ({ cluster, namespace, name }) => `${cluster}/${namespace}/${name}`,
    );

  it('finds the workloads in every cluster, and says which clusters were asked', async () => {
    const health = await ask('cart');
    expect(health).toMatchObject({
      entityRef: 'component:default/cart',
      selector: { kubernetesId: 'cart' },
      total: 3,
    });
    expect(workloads(health)).toEqual([
      'east/shop/cart',
      'east/staging/cart',
      'west/shop/cart',
    ]);
    expect(health.clusters).toEqual([
      expect.objectContaining({
        name: 'down',
        status: 'unreachable',
        statusMessage: 'Nobody answers',
        stale: true,
        workloads: 0,
      }),
      expect.objectContaining({
        name: 'east',
        environment: 'production',
        workloads: 2,
      }),
      expect.objectContaining({ name: 'west', workloads: 1 }),
    ]);
  });

  it("tells the workloads' problems and where their images differ", async () => {
    const health = await ask('shop-only');
    expect(health.problems).toEqual([
      expect.objectContaining({
        cluster: 'east',
        cause: 'CrashLoopBackOff',
        object: { kind: 'Deployment', namespace: 'shop', name: 'cart' },
      }),
    ]);
    expect(health.differences).toEqual([
      expect.objectContaining({
        name: 'cart',
        container: 'registry/cart',
        values: expect.arrayContaining([
          { value: '1.4.0', clusters: ['east'] },
          { value: '1.3.9', clusters: ['west'] },
        ]),
      }),
    ]);
  });

  it.each([
    ['shop-only', ['east/shop/cart', 'west/shop/cart']],
    ['west-only', ['west/shop/cart']],
    ['by-label', ['east/shop/cart', 'west/shop/cart']],
    ['hostile', []],
  ])('follows the annotations of %s', async (name, expected) => {
    expect(workloads(await ask(name))).toEqual(expected);
  });

  it('says that it does not know the cluster that an entity names', async () => {
    const health = await ask('north-only');
    expect(health.clusters).toEqual([
      expect.objectContaining({
        name: 'north',
        status: 'error',
        statusMessage: expect.stringContaining('does not know'),
      }),
    ]);
  });

  it.each([
    ['missing', 404, 'not-found'],
    ['none', 404, 'no-workload-annotation'],
    ['unreadable', 422, 'invalid-annotation'],
  ])('refuses %s', async (name, status, code) => {
    await expect(ask(name)).rejects.toMatchObject({ status, code });
  });
});
