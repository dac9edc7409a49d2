import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { EntityOwnership } from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import { type Lease, migrationsDirectory } from '../../inventory';
import { testDatabases } from '../../inventory/__testUtils__/databases';
import { type Attribution, createAttribution } from './createAttribution';
import { OwnershipStore } from './OwnershipStore';
import { readOwnership } from './readOwnership';

jest.setTimeout(60_000);

const databases = testDatabases();
const LEASE = {} as Lease;
const NOON = Date.parse('2026-11-21T12:00:00Z');
const DAY = 24 * 60 * 60_000;

const CART = {
  cluster: 'east',
  namespace: 'shop',
  workload: { kind: 'Deployment', name: 'cart' },
};

function cart(owner: string): EntityOwnership {
  return {
    ref: 'component:default/cart',
    selector: { workload: 'Deployment/cart' },
    owner,
  };
}

function entity(
  ref: string,
  more: {
    annotations?: Record<string, string>;
    owner?: string;
    partOf?: string[];
  },
): Entity {
  const [, kind, namespace, name] = /^(.*):(.*)\/(.*)$/.exec(ref)!;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace, annotations: more.annotations },
    spec: { owner: more.owner },
    relations: (more.partOf ?? []).map(targetRef => ({
      type: 'partOf',
      targetRef,
    })),
  };
}

describe('what is read from the catalog', () => {
  const read = (entities: Entity[]) =>
    readOwnership({
      catalog: catalogServiceMock({ entities }),
      auth: mockServices.auth(),
    });
  const annotations = { 'backstage.io/kubernetes-id': 'cart' };

  it('is what selects workloads, in the order of references, however many there are', async () => {
    const many = Array.from({ length: 1_234 }, (_, index) =>
      entity(`Component:default/cart-${index}`, {
        annotations: index % 2 ? annotations : {},
      }),
    );
    const found = await read(many);
    expect(found).toHaveLength(617);
    const refs = found.map(({ ref }) => ref);
    expect(refs).toEqual([...refs].sort());
    expect(found[0]).toEqual({
      ref: 'component:default/cart-1',
      selector: { kubernetesId: 'cart' },
    });
  });

  it('has the owner by relation, else as it is said', async () => {
    const related = entity('Component:shop/a', {
      annotations,
      owner: 'group:default/said',
    });
    related.relations = [
      { type: 'ownedBy', targetRef: 'group:default/related' },
    ];
    const found = await read([
      related,
      entity('Component:shop/b', { annotations, owner: 'Payments' }),
      entity('Component:shop/c', { annotations, owner: 'user:Jo' }),
      entity('Component:shop/d', { annotations, owner: '::///' }),
      entity('Component:shop/e', { annotations, owner: ' ' }),
    ]);
    expect(found.map(({ owner }) => owner)).toEqual([
      'group:default/related',
      'group:shop/payments',
      'user:shop/jo',
      undefined,
      undefined,
    ]);
  });

  it('has the system and domain that it is part of, also by way of others', async () => {
    const found = await read([
      entity('Component:default/a', {
        annotations,
        partOf: ['system:default/shop'],
      }),
      entity('Component:default/b', {
        annotations,
        partOf: ['component:default/parent'],
      }),
      entity('Component:default/c', {
        annotations,
        partOf: ['component:default/loop', 'component:default/missing'],
      }),
      entity('Component:default/d', {
        annotations,
        partOf: ['system:default/none'],
      }),
      entity('Component:default/loop', { partOf: ['component:default/loop'] }),
      entity('Component:default/parent', { partOf: ['system:default/shop'] }),
      entity('System:default/shop', { partOf: ['domain:default/retail'] }),
      entity('System:default/none', {}),
    ]);
    const shop = {
      system: 'system:default/shop',
      domain: 'domain:default/retail',
    };
    const places = found.map(({ ref, selector, ...place }) => place);
    expect(places).toEqual([shop, shop, {}, { system: 'system:default/none' }]);
  });
});

describe.each(databases.eachSupportedId())('attribution on %s', id => {
  let knex: Knex;
  let store: OwnershipStore;
  let now: number;
  let lease: Lease | undefined;
  let answers: (EntityOwnership[] | Error)[];
  let asked: number;
  const opened: Attribution[] = [];

  beforeAll(async () => {
    knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory() });
    store = new OwnershipStore(knex);
  });

  beforeEach(async () => {
    await knex('cost_ownership').delete();
    now = NOON;
    lease = LEASE;
    answers = [[cart('group:default/a')]];
    asked = 0;
  });

  afterEach(async () => {
    await Promise.all(opened.splice(0).map(each => each.stop()));
  });

  afterAll(() => knex.destroy());

  const logger = mockServices.logger.mock();

  const open = (timeZone = 'UTC') => {
    const attribution = createAttribution({
      store,
      read: async () => {
        const answer = answers[Math.min(asked++, answers.length - 1)];
        if (answer instanceof Error) throw answer;
        return answer;
      },
      logger,
      options: {},
      timeZone,
      taskLease: () => lease,
      now: () => now,
      pause: 1,
      patience: 1_000,
    });
    opened.push(attribution);
    return attribution;
  };

  /** Starts, and waits for what the first look does: the snapshot of a day, if it is to take one. */
  const turn = async (day?: string, timeZone?: string) => {
    const attribution = open(timeZone);
    attribution.start();
    while (day !== undefined && !(await store.has(day))) {
      await new Promise(resolve => {
        setTimeout(resolve, 1);
      });
    }
    await attribution.stop();
  };

  const ownerOn = async (day: string, attribution = open()) =>
    (await attribution.forDay(day)).attribute(CART).owner;

  it('takes one snapshot a day, which stays', async () => {
    await turn('2026-11-21');
    answers = [[cart('group:default/b')]];
    await turn();
    await store.add({ day: '2026-11-21', entities: [] });
    expect(await ownerOn('2026-11-21')).toBe('group:default/a');
    now += DAY;
    await turn('2026-11-22');
    expect(await ownerOn('2026-11-22')).toBe('group:default/b');
    expect(await ownerOn('2026-11-21')).toBe('group:default/a');
  });

  it('attributes days without one by the nearest before, and those before all by the first', async () => {
    for (const day of ['2026-11-10', '2026-11-20']) {
      await store.add({ day, entities: [cart(`group:default/${day}`)] });
    }
    const attribution = open();
    for (const [day, of] of [
      ['2026-01-01', '2026-11-10'],
      ['2026-11-10', '2026-11-10'],
      ['2026-11-19', '2026-11-10'],
      ['2026-11-20', '2026-11-20'],
      ['2027-01-01', '2026-11-20'],
    ]) {
      expect(await ownerOn(day, attribution)).toBe(`group:default/${of}`);
      expect((await attribution.forDay(day)).day).toBe(of);
    }
  });

  it('keeps a day that is like the one before without a copy', async () => {
    const entities = [cart('group:default/a')];
    await store.add({ day: '2026-11-19', entities });
    await store.add({ day: '2026-11-20', entities });
    await store.add({ day: '2026-11-21', entities });
    const bodies = await knex('cost_ownership')
      .whereNotNull('body')
      .pluck('day');
    expect(bodies).toEqual(['2026-11-19']);
    expect(await store.read('2026-11-21')).toEqual({
      day: '2026-11-21',
      entities,
    });
  });

  it('has the days of the time zone of reports', async () => {
    now = Date.parse('2026-11-21T23:30:00Z');
    await turn('2026-11-22', 'Europe/Berlin');
    expect(await knex('cost_ownership').pluck('day')).toEqual(['2026-11-22']);
  });

  it('leaves it to the replica that has the task', async () => {
    lease = undefined;
    await turn();
    expect(asked).toBe(0);
  });

  it('for the first time waits until a catalog that is being filled grows no more', async () => {
    const other = { ...cart('group:default/b'), ref: 'component:default/b' };
    answers = [
      [],
      new Error('not yet'),
      [cart('group:default/a')],
      [cart('group:default/a'), other],
      [cart('group:default/a'), other],
    ];
    const [first, second] = await Promise.all(
      [open(), open()].map(each => each.forDay('2026-10-01')),
    );
    expect(first.day).toBe('2026-11-21');
    expect(second.day).toBe('2026-11-21');
    expect((await store.read('2026-11-21')).entities).toHaveLength(2);
  });

  it('goes by labels as long as the catalog has nothing, and asks again', async () => {
    answers = [[]];
    const attribution = open();
    now += 2_000;
    const attributor = await attribution.forDay('2026-11-21');
    expect(attributor.day).toBeUndefined();
    expect(
      attributor.attribute({ ...CART, labels: { owner: 'x' } }).owner,
    ).toBe('group:default/x');
    expect(await knex('cost_ownership').pluck('day')).toEqual([]);
    answers = [[cart('group:default/a')]];
    expect(await ownerOn('2026-11-21', attribution)).toBe('group:default/a');
  });

  it('does not take a catalog for empty that had entities yesterday', async () => {
    await store.add({ day: '2026-11-20', entities: [cart('group:default/a')] });
    answers = [[]];
    await turn();
    expect(await ownerOn('2026-11-21')).toBe('group:default/a');
  });

  it('says that the catalog does not answer, and goes on with what it knows', async () => {
    await store.add({ day: '2026-11-20', entities: [cart('group:default/a')] });
    answers = [new Error('no connection')];
    await turn();
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('no connection'),
    );
    expect(await ownerOn('2026-11-21')).toBe('group:default/a');
  });
});
