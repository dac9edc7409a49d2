import type { CostItem } from '@portlight/plugin-portlight-common';
import {
  dimensionName,
  dimensionsOf,
  inSentence,
  itemName,
  itemPlace,
  itemTarget,
} from './dimensions';

const item = (change: Partial<CostItem>, ...key: [string, string][]) =>
  ({
    class: 'workload',
    key: key.map(([aggregate, value]) => ({ aggregate, value })),
    ...change,
  } as CostItem);

it.each<[CostItem, string]>([
  [item({}, ['owner', 'group:default/payments']), 'payments'],
  [item({}, ['owner', '__unallocated__']), 'Nobody’s'],
  [item({}, ['label:app', '__unallocated__']), 'Without Label app'],
  [item({}, ['system', 'system:eu/shop']), 'eu/shop'],
  [item({ class: 'idle' }, ['owner', '__idle__']), 'Idle'],
  [item({ class: 'idle' }, ['cluster', 'eu']), 'Idle of eu'],
  [item({ class: 'other' }, ['owner', '__other__']), 'Other (12)'],
  [item({}, ['namespace', 'a'], ['cluster', 'b']), 'a / b'],
  [item({}, ['namespace', '__proto__x']), '__proto__x'],
])('%# calls a row what it is', (row, expected) => {
  expect(itemName(row, 12)).toBe(expected);
});

it.each<[CostItem, unknown]>([
  [
    item({}, ['cluster', 'eu']),
    { page: 'cluster', cluster: 'eu', tab: 'cost' },
  ],
  [item({ class: 'idle', cluster: 'eu' }, ['cluster', 'eu']), undefined],
  [
    item({ cluster: 'eu' }, ['namespace', 'shop']),
    { page: 'namespace', cluster: 'eu', namespace: 'shop', tab: 'cost' },
  ],
  [item({}, ['namespace', 'shop']), undefined],
  [item({}, ['owner', 'team-a']), undefined],
  [item({}, ['owner', '__unallocated__']), undefined],
  [
    item({}, ['owner', 'group:default/a']),
    { page: 'entity', entityRef: 'group:default/a' },
  ],
])('%# leads to the page of what it is about', (row, expected) => {
  expect(itemTarget(row, {})).toEqual(expected);
});

it('says where a row is, as far as neither it nor the page does', () => {
  const row = item({ cluster: 'eu', namespace: 'shop', kind: 'Job' }, [
    'workload',
    'x',
  ]);
  expect(itemPlace(row, {})).toBe('Job, eu / shop');
  expect(itemPlace(row, { cluster: 'eu' })).toBe('Job, shop');
  expect(itemPlace(row, { cluster: 'eu', namespace: 'shop' })).toBe('Job');
});

it.each([
  [{}, 'cluster'],
  [{ cluster: 'a' }, 'namespace'],
  [{ cluster: 'a', namespace: 'b' }, 'workload'],
  [{ entityRef: 'component:default/a' }, 'cluster'],
  [{ entityRef: 'Domain:default/a' }, 'system'],
  [{ entityRef: 'group:default/a' }, 'entity'],
])('%j is grouped by %s first', (scope, expected) => {
  expect(dimensionsOf(scope)[0]).toBe(expected);
});

it('names labels as they are, also in a sentence', () => {
  expect(dimensionName('label:App')).toBe('Label App');
  expect(inSentence('Label App and Cost centre')).toBe(
    'label App and cost centre',
  );
});
