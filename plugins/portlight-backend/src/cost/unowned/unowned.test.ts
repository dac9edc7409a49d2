import { mockCredentials } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  createAttributor,
  type EntityOwnership,
  type UnownedCostList,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import {
  clusterDocument,
  createTestFleet,
  testDatabases,
} from '../../__testUtils__';
import { SEES_EVERYTHING, type Visibility } from '../../permissions';
import { daysUntil, type TestDay, writeDays } from '../__testUtils__/costDays';
import { DEFAULT_COST_SETTINGS } from '../settings';
import { SqlCostReader } from '../store';
import { createUnownedHandlers } from './unownedHandlers';

jest.setTimeout(60_000);

const databases = testDatabases();
const TODAY = '2026-11-21';

const workload = (name: string, more: Partial<TestDay> = {}) => ({
  cluster: 'east',
  namespace: 'shop',
  kind: 'Deployment',
  name,
  labels: { app: name },
  ...more,
});

/** What each costs a day; of the days before the last ten half as much. */
function costs(): TestDay[] {
  return daysUntil(TODAY, 20).flatMap((day, index) => {
    const share = index < 10 ? 0.5 : 1;
    return [
      {
        ...workload('cart', { owner: 'group:default/a' }),
        day,
        cost: 6 * share,
      },
      { ...workload('search'), day, cost: 3 * share },
      { ...workload('orphan', { cluster: 'west' }), day, cost: share },
      // Had an owner in the end.
      {
        ...workload('late', index > 14 ? { owner: 'group:default/b' } : {}),
        day,
        cost: 2 * share,
      },
      { cluster: 'east', class: 'idle' as const, day, cost: 50 },
      {
        cluster: 'east',
        class: 'unmounted' as const,
        namespace: 'shop',
        day,
        cost: 7,
      },
    ];
  });
}

const entity = (
  name: string,
  selector: EntityOwnership['selector'],
  owner?: string,
): EntityOwnership => ({
  ref: `component:default/${name}`,
  selector,
  ...(owner === undefined ? {} : { owner }),
});

describe.each(databases.eachSupportedId())('unowned costs on %s', id => {
  let knex: Knex;

  beforeAll(async () => {
    const fleet = await createTestFleet(databases, id);
    knex = fleet.knex;
    await fleet.write(clusterDocument('east'));
    await fleet.write(clusterDocument('west'));
    await writeDays(knex, costs());
  });

  afterAll(() => knex.destroy());

  const list = async (
    query: object = {},
    visibility = SEES_EVERYTHING,
    entities: EntityOwnership[] = [],
    known: Record<string, string | undefined> = {},
  ) => {
    const { listUnownedCosts } = createUnownedHandlers({
      knex,
      reader: new SqlCostReader(knex),
      catalog: catalogServiceMock({
        entities: Object.entries(known).map(([name, url]) => ({
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: {
            name,
            namespace: 'default',
            annotations: (url === undefined
              ? {}
              : { 'backstage.io/edit-url': url }) as Record<string, string>,
          },
        })),
      }),
      attribution: {
        forDay: async day => createAttributor({ day, entities }),
      },
      settings: { ...DEFAULT_COST_SETTINGS, currency: 'EUR' },
      now: () => Date.parse(`${TODAY}T23:59:59Z`),
    });
    return (await listUnownedCosts.answer({
      path: {},
      query: { window: '10d', ...query },
      body: undefined,
      credentials: mockCredentials.user(),
      visibility,
      request: undefined as never,
    })) as UnownedCostList;
  };

  it('are those of workloads without an owner, dearest first, beside those of the time before', async () => {
    const { items, ...rest } = await list();
    expect(
      items.map(({ workload: name, amount, share, previous }) => ({
        name,
        amount,
        share,
        previous,
      })),
    ).toEqual([
      { name: 'search', amount: 30, share: 30 / 120, previous: 15 },
      { name: 'late', amount: 10, share: 10 / 120, previous: 10 },
      { name: 'orphan', amount: 10, share: 10 / 120, previous: 5 },
    ]);
    expect(rest).toEqual({
      total: 3,
      amount: 50,
      share: 50 / 120,
      currency: 'EUR',
      window: {
        start: '2026-11-12T00:00:00.000Z',
        end: expect.stringMatching(/^2026-11-2[12]/),
        requested: '10d',
      },
      notices: [],
    });
    expect(items[0]).toMatchObject({
      cluster: 'east',
      namespace: 'shop',
      kind: 'Deployment',
      claim: {
        kind: 'label',
        command:
          'kubectl annotate deployment search portlight.io/owner=group:default/YOUR-TEAM --namespace shop',
      },
    });
  });

  it.each<[object, string[]]>([
    [{ cluster: ['west'] }, ['orphan']],
    [{ namespace: ['bank'] }, []],
    [{ limit: 1 }, ['search']],
    [{ cluster: [`x' or '1' = '1`] }, []],
  ])('are those that are asked for: %j', async (query, expected) => {
    const { items } = await list(query);
    expect(items.map(({ workload: name }) => name)).toEqual(expected);
  });

  it('are all counted where only some are listed', async () => {
    expect(await list({ limit: 1 })).toMatchObject({ total: 3, amount: 50 });
  });

  it('are those that may be seen, also in what they are a share of', async () => {
    const visibility: Visibility = {
      ...SEES_EVERYTHING,
      clusters: {
        filter: { property: 'name', values: ['west'] },
        negated: false,
      },
    };
    expect(await list({}, visibility)).toMatchObject({
      items: [{ workload: 'orphan', share: 1 }],
      total: 1,
      amount: 10,
      share: 1,
      notices: [{ code: 'restricted' }],
    });
  });

  it('are those of the namespaces that may be seen, and nothing tells of others', async () => {
    await writeDays(knex, [
      ...costs(),
      ...costs()
        .filter(({ name }) => name === 'search' || name === 'cart')
        .map(day => ({ ...day, namespace: 'bank', name: `bank-${day.name}` })),
    ]);
    const visibility: Visibility = {
      ...SEES_EVERYTHING,
      namespaces: {
        filter: { property: 'name', values: ['shop'] },
        negated: false,
      },
      workloads: {
        filter: { property: 'namespace', values: ['shop'] },
        negated: false,
      },
    };
    const conflicting = [
      entity('a', { labelSelector: 'app=cart' }, 'group:default/a'),
      entity(
        'b',
        { namespace: 'bank', labelSelector: 'app' },
        'user:default/b',
      ),
    ];
    const seen = await list({}, visibility, conflicting);
    expect(seen).toMatchObject({
      items: [{ workload: 'search' }, { workload: 'late' }, {}],
      total: 3,
      amount: 50,
      share: 50 / 120,
    });
    expect(JSON.stringify(seen)).not.toContain('bank');
    expect(await list({ namespace: ['bank'] }, visibility)).toMatchObject({
      items: [],
      total: 0,
      amount: 0,
      share: 0,
    });
    // Who sees all is told of both.
    const all = await list({}, SEES_EVERYTHING, conflicting);
    expect(all.items.map(({ workload: name }) => name)).toContain(
      'bank-search',
    );
    expect(all.notices).toMatchObject([{ code: 'ambiguous-entities' }]);
    await writeDays(knex, costs());
  });

  it('say where they are of days before anybody knew who owned what', async () => {
    const day = TODAY;
    await knex('cost_ownership').insert({
      day,
      taken_at: `${day}T00:01:00Z`,
      entities: 0,
    });
    expect((await list()).notices).toEqual([
      {
        code: 'ownership-of-later-day',
        message: expect.stringContaining(`since ${day}`),
      },
    ]);
    expect((await list({ window: 'today' })).notices).toEqual([]);
    await knex('cost_ownership').delete();
  });

  it.each<[string, Record<string, string | undefined>, object]>([
    [
      'where it is edited',
      { search: 'https://git.example/search' },
      {
        kind: 'entity',
        entity: 'component:default/search',
        url: 'https://git.example/search',
      },
    ],
    [
      'at its page',
      { search: undefined },
      { kind: 'entity', url: '/catalog/default/component/search' },
    ],
    [
      'not at what is no address',
      { search: 'data:text/html,x' },
      { kind: 'entity', url: '/catalog/default/component/search' },
    ],
    [
      'not at what runs',
      { search: ' \tJavaScript:alert(1)//https://git.example' },
      { kind: 'entity', url: '/catalog/default/component/search' },
    ],
    ['not where whoever asks does not see it', {}, { kind: 'label' }],
  ])(
    'are claimed by the entity without an owner %s',
    async (_, known, claim) => {
      const entities = [entity('search', { labelSelector: 'app=search' })];
      const { items } = await list({}, SEES_EVERYTHING, entities, known);
      expect(items[0]).toMatchObject({ workload: 'search', claim });
      expect(items[1].claim.kind).toBe('label');
    },
  );

  it('say where entities of different owners select the same', async () => {
    const entities = [
      entity('a', { labelSelector: 'app=cart' }, 'group:default/a'),
      entity('b', { workload: 'Deployment/cart' }, 'group:default/b'),
      entity('c', { labelSelector: 'app=late' }, 'group:default/c'),
      entity('d', { workload: 'Deployment/late' }, 'group:default/c'),
    ];
    const { notices } = await list({}, SEES_EVERYTHING, entities);
    expect(notices).toEqual([
      {
        code: 'ambiguous-entities',
        message: expect.stringMatching(
          /^1 workload is .*: Deployment\/cart in shop of east$/,
        ),
      },
    ]);
  });

  it('refuse a window that is none', async () => {
    await expect(list({ window: 'soon' })).rejects.toMatchObject({
      code: 'invalid-parameter',
      parameter: 'window',
    });
  });
});
