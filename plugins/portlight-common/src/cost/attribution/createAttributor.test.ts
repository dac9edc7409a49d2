import fc from 'fast-check';
import { createAttributor } from './createAttributor';
import type {
  AttributedObject,
  AttributionOptions,
  CostAttribution,
  EntityOwnership,
  WorkloadSelector,
} from './types';

const CART: AttributedObject = {
  cluster: 'east',
  namespace: 'shop',
  workload: { kind: 'Deployment', name: 'cart' },
};

function component(
  name: string,
  selector: WorkloadSelector,
  more: Partial<EntityOwnership> = {},
): EntityOwnership {
  return { ref: `component:default/${name}`, selector, ...more };
}

function attribute(
  object: Partial<AttributedObject>,
  entities: EntityOwnership[] = [],
  options: AttributionOptions = {},
): CostAttribution {
  return createAttributor({ day: '2026-11-21', entities }, options).attribute({
    ...CART,
    ...object,
  });
}

describe('team and cost centre', () => {
  it.each<[string, Partial<AttributedObject>, CostAttribution]>([
    ['nothing said', {}, {}],
    [
      'a label of the workload',
      { labels: { 'cost-center': 'cc-1' } },
      { costCenter: 'cc-1' },
    ],
    [
      'an annotation before a label',
      {
        labels: { 'cost-center': 'cc-1' },
        annotations: { 'cost-center': 'cc-2' },
      },
      { costCenter: 'cc-2' },
    ],
    [
      'the first key before others, whatever it is written in',
      {
        labels: { 'portlight.io/cost-center': 'cc-1' },
        annotations: { 'cost-center': 'cc-2' },
      },
      { costCenter: 'cc-1' },
    ],
    [
      'the workload before its namespace',
      {
        labels: { 'cost-center': 'cc-1' },
        namespaceAnnotations: { 'portlight.io/cost-center': 'cc-2' },
      },
      { costCenter: 'cc-1' },
    ],
    [
      'the namespace where the workload says nothing',
      { namespaceLabels: { 'cost-centre': 'cc-2' } },
      { costCenter: 'cc-2' },
    ],
    [
      'the namespace of what is no workload',
      { workload: undefined, namespaceLabels: { 'cost-center': 'cc-2' } },
      { costCenter: 'cc-2' },
    ],
    ['blanks', { labels: { 'cost-center': ' \t\u0000\u200b ' } }, {}],
    [
      'several lines and characters nobody sees',
      { annotations: { 'cost-center': ' cc\n\u0007 1\u202e2 ' } },
      { costCenter: 'cc 1 2' },
    ],
    [
      'a label that every object has',
      { labels: JSON.parse('{"__proto__": "x", "constructor": "y"}') },
      {},
    ],
    [
      'values that are no texts',
      { labels: { 'cost-center': 17 as unknown as string } },
      {},
    ],
    [
      'a team, which owns too',
      { labels: { team: 'payments' } },
      { team: 'payments', owner: 'group:default/payments' },
    ],
  ])('%s', (_, object, expected) => {
    expect(attribute(object)).toEqual(expected);
  });

  it('are bounded, however long they are', () => {
    const annotations = { 'cost-center': 'x'.repeat(300_000) };
    expect(attribute({ annotations }).costCenter).toHaveLength(253);
  });

  it('follow the configured keys and values', () => {
    const options = {
      costCenter: {
        keys: ['northwind.com/account'],
        values: { 'cc-17': 'Payments' },
      },
      team: { keys: ['__proto__', 'squad'] },
    };
    const said = (value: string) =>
      attribute(
        {
          labels: {
            'northwind.com/account': value,
            'cost-center': 'no',
            squad: 'blue',
          },
        },
        [],
        options,
      );
    expect(said('cc-17')).toEqual({ costCenter: 'Payments', team: 'blue' });
    expect(said('constructor').costCenter).toBe('constructor');
  });
});

describe('the entity, its owner, system and domain', () => {
  const owned = {
    owner: 'group:default/checkout',
    system: 'system:default/shop',
    domain: 'domain:default/retail',
  };

  it.each<[string, WorkloadSelector, Partial<AttributedObject>, boolean]>([
    ['its name', { workload: 'Deployment/cart' }, {}, true],
    ['another kind', { workload: 'StatefulSet/cart' }, {}, false],
    [
      'the id on it',
      { kubernetesId: 'cart' },
      { labels: { 'backstage.io/kubernetes-id': 'cart' } },
      true,
    ],
    [
      'another id',
      { kubernetesId: 'cart' },
      { labels: { 'backstage.io/kubernetes-id': 'cart2' } },
      false,
    ],
    ['no labels', { kubernetesId: 'cart' }, {}, false],
    [
      'labels',
      { labelSelector: 'app in (cart, basket),!canary' },
      { labels: { app: 'cart' } },
      true,
    ],
    [
      'labels that do not match wholly',
      { labelSelector: 'app=cart,!canary' },
      { labels: { app: 'cart', canary: '' } },
      false,
    ],
    [
      'labels without a value to look for',
      { labelSelector: 'app' },
      { labels: { app: 'anything' } },
      true,
    ],
    [
      'a name before labels',
      { workload: 'Deployment/other', labelSelector: 'app=cart' },
      { labels: { app: 'cart' } },
      false,
    ],
    [
      'labels before an id',
      { labelSelector: 'app=other', kubernetesId: 'cart' },
      { labels: { 'backstage.io/kubernetes-id': 'cart' } },
      false,
    ],
    [
      'another namespace',
      { workload: 'Deployment/cart', namespace: 'bank' },
      {},
      false,
    ],
    [
      'another cluster',
      { workload: 'Deployment/cart', cluster: 'west' },
      {},
      false,
    ],
    [
      'what nobody can read',
      { labelSelector: 'app in (cart' },
      { labels: { app: 'cart' } },
      false,
    ],
    [
      'what is no workload',
      { labelSelector: '!canary' },
      { workload: undefined },
      false,
    ],
  ])('by %s', (_, selector, object, selected) => {
    expect(attribute(object, [component('cart', selector, owned)])).toEqual(
      selected ? { entity: 'component:default/cart', ...owned } : {},
    );
  });

  const OWNER: WorkloadSelector = { workload: 'Deployment/cart' };

  it.each<
    [string, Partial<EntityOwnership>, AttributionOptions, string | undefined]
  >([
    ['the catalog first', owned, {}, 'group:default/checkout'],
    ['labels where the entity has no owner', {}, {}, 'group:default/by-label'],
    [
      'labels first where configured',
      owned,
      { ownerFrom: 'labels' },
      'group:default/by-label',
    ],
    [
      'the catalog after labels that say nothing',
      owned,
      { ownerFrom: 'labels', owner: { keys: ['nothing'] } },
      'group:default/checkout',
    ],
    [
      'as the portal names owners',
      {},
      { owner: { values: { 'by-label': 'user:default/jo' } } },
      'user:default/jo',
    ],
    ['nobody', {}, { owner: { keys: ['nothing'] } }, undefined],
  ])('%s', (_, more, options, owner) => {
    const labels = { owner: 'by-label' };
    expect(
      attribute({ labels }, [component('cart', OWNER, more)], options).owner,
    ).toBe(owner);
  });

  const labels = {
    app: 'cart',
    tier: 'web',
    'backstage.io/kubernetes-id': 'cart',
  };

  it.each<[string, [string, WorkloadSelector][]]>([
    [
      'names, then places, then labels, then references',
      [
        ['named', { workload: 'Deployment/cart' }],
        [
          'placed',
          { kubernetesId: 'cart', namespace: 'shop', cluster: 'east' },
        ],
        ['b-in-namespace', { labelSelector: 'app=cart', namespace: 'shop' }],
        ['c-in-namespace', { kubernetesId: 'cart', namespace: 'shop' }],
        ['two-labels', { labelSelector: 'app=cart,tier=web' }],
        ['a-label', { labelSelector: 'app=cart' }],
        ['b-id', { kubernetesId: 'cart' }],
      ],
    ],
  ])('of several the most specific: %s', (_, selectors) => {
    const entities = selectors.map(([name, selector]) =>
      component(name, selector),
    );
    const names = entities.map(({ ref }) => ref);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(entities, { minLength: entities.length }),
        shuffled => {
          const attributor = createAttributor({
            day: '2026-11-21',
            entities: shuffled,
          });
          const object = { ...CART, labels };
          expect(attributor.entities(object).map(({ ref }) => ref)).toEqual(
            names,
          );
          expect(attributor.attribute(object).entity).toBe(names[0]);
        },
      ),
    );
  });
});

it('finds by its index what asking each entity would find', () => {
  const word = fc.constantFrom('a', 'b', '__proto__');
  const selector = fc.record<WorkloadSelector>(
    {
      workload: word.map(name => `Deployment/${name}`),
      kubernetesId: word,
      labelSelector: fc.constantFrom(
        'app=a',
        'app in (a,b)',
        'app!=a',
        'app,tier=b',
        '!app',
        'tier notin (a)',
      ),
      namespace: word,
      cluster: word,
    },
    { requiredKeys: [] },
  );
  const object = fc.record<AttributedObject>({
    cluster: word,
    namespace: word,
    workload: fc.record({ kind: fc.constant('Deployment'), name: word }),
    labels: fc.dictionary(
      fc.constantFrom('app', 'tier', 'backstage.io/kubernetes-id'),
      word,
    ),
  });
  fc.assert(
    fc.property(fc.array(selector), object, (selectors, asked) => {
      const entities = selectors.map((one, index) =>
        component(`e${index}`, one),
      );
      const alone = entities.filter(
        entity =>
          createAttributor({ day: '', entities: [entity] }).entities(asked)
            .length > 0,
      );
      const found = createAttributor({ day: '', entities }).entities(asked);
      expect(new Set(found)).toEqual(new Set(alone));
      expect(found).toHaveLength(alone.length);
    }),
  );
});
