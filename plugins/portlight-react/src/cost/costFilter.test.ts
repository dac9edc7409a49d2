import type { CostItem } from '@portlight/plugin-portlight-common';
import { rowFilter, scopeClusters, scopeFilter } from './costFilter';

const item = (
  key: [aggregate: string, value: string][],
  rest: Partial<CostItem> = {},
) =>
  ({
    name: key.map(([, value]) => value).join('/'),
    class: 'workload',
    key: key.map(([aggregate, value]) => ({ aggregate, value })),
    ...rest,
  } as CostItem);

const WORKLOADS = '+namespace!:"__unallocated__"';

it.each<[string, CostItem, string | undefined]>([
  ['a cluster', item([['cluster', 'eu']]), `cluster:"eu"${WORKLOADS}`],
  ['a namespace', item([['namespace', 'shop']]), 'namespace:"shop"'],
  [
    'a workload',
    item([['workload', 'cart']], { kind: 'Deployment' }),
    `workload:"cart"+kind:"Deployment"${WORKLOADS}`,
  ],
  ['a label', item([['label:app', 'a"b']]), `label["app"]:"a\\"b"${WORKLOADS}`],
  [
    'nobody’s',
    item([['owner', '__unallocated__']]),
    `owner:"__unallocated__"${WORKLOADS}`,
  ],
  [
    'idle of a cluster',
    item([['cluster', 'eu']], { class: 'idle', cluster: 'eu' }),
    'class:"idle"+cluster:"eu"',
  ],
  [
    'fees',
    item([['owner', '__management_fee__']], { class: 'managementFee' }),
    'class:"management-fee"',
  ],
  [
    'what was cut off',
    item([['owner', '__other__']], { class: 'other' }),
    undefined,
  ],
  ['everything', item([['all', 'all']]), 'namespace!:"__unallocated__"'],
])('names the row of %s', (_name, row, expected) => {
  expect(rowFilter(row)).toBe(expected);
});

it.each([
  [{}, undefined, undefined],
  [{ cluster: 'eu' }, 'team:"a"', 'team:"a"'],
  [{ cluster: 'eu' }, 'team:"a"|team:"b"', '(team:"a"|team:"b")'],
  [
    { cluster: 'eu', namespace: 'shop', kind: 'Job', name: 'x' },
    'team:"a"',
    'namespace:"shop"+kind:"Job"+workload:"x"+team:"a"',
  ],
  [{ entityRef: 'group:default/a' }, undefined, 'owner:"group:default/a"'],
  [{ entityRef: 'system:default/a' }, undefined, 'system:"system:default/a"'],
  [
    { entityRef: 'component:default/a' },
    undefined,
    'entity:"component:default/a"',
  ],
])('says %j filtered by %p for the fleet', (scope, filter, expected) => {
  expect(scopeFilter(scope, filter)).toBe(expected);
});

it.each([
  [{}, {}],
  [{ clusters: ['a'] }, { clusters: ['a'] }],
  [{ cluster: 'a', namespace: 'b' }, { clusters: ['a'] }],
  [{ entityRef: 'component:default/a' }, {}],
])('fences %j by %j', (scope, expected) => {
  expect(scopeClusters(scope)).toEqual(expected);
});
