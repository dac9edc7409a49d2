import { containerOf, MIB } from './__testUtils__/windows';
import { type NamespaceRules, namespaceRuleNotes } from './namespaceRules';
import type { TargetedContainer } from './patches';

const GIB = 1024 * MIB;

function sized(
  before: { requests?: object; limits?: object },
  after: { cpu?: object; memory?: object },
): TargetedContainer {
  return {
    container: containerOf(before),
    target: {
      cpu: { notes: [], ...after.cpu },
      memory: { notes: [], ...after.memory },
    },
  };
}

function quota(
  hard: Record<string, number>,
  used: Record<string, number>,
): NamespaceRules {
  return {
    quotas: [
      {
        name: 'team',
        hard: new Map(Object.entries(hard)),
        used: new Map(Object.entries(used)),
      },
    ],
    limitRanges: [],
  };
}

const MORE = sized(
  { requests: { cpu: 0.5, memory: GIB } },
  { cpu: { request: 1 }, memory: { request: 2 * GIB } },
);

it.each([
  // Three pods take 1.5 cores and 3 GiB more.
  [
    'enough is left',
    { 'requests.cpu': 10 },
    { 'requests.cpu': 8.5 },
    undefined,
  ],
  [
    'too little is left',
    { 'requests.cpu': 10 },
    { 'requests.cpu': 9 },
    '1 of requests.cpu left and this takes 1500m more',
  ],
  [
    'the short name is used',
    { memory: 8 * GIB },
    { memory: 6 * GIB },
    '2Gi of memory left and this takes 3Gi more',
  ],
  [
    'the quota is exceeded already',
    { 'requests.cpu': 1 },
    { 'requests.cpu': 9 },
    '0 of requests.cpu left',
  ],
  ['limits stay', { 'limits.cpu': 1 }, { 'limits.cpu': 1 }, undefined],
] as const)('a ResourceQuota of which %s', (_, hard, used, words) => {
  const notes = namespaceRuleNotes([MORE], 2.6, quota(hard, used));
  expect(notes).toHaveLength(words ? 1 : 0);
  expect(notes.join()).toContain(words ?? '');
});

it('a ResourceQuota that counts limits wants them kept', () => {
  const without = sized(
    { requests: { cpu: 1 }, limits: { cpu: 2 } },
    { cpu: { request: 0.5, limit: null } },
  );
  const rules = quota({ 'limits.cpu': 10 }, { 'limits.cpu': 2 });
  expect(namespaceRuleNotes([without], 1, rules).join()).toContain(
    'pods without a limit are refused',
  );
});

it.each([
  ['min', { cpu: 0.2 }, 0.1, 'no less than 200m of cpu'],
  ['max', { cpu: 0.5 }, 1, 'no more than 500m of cpu'],
  ['min', { cpu: 0.2 }, 0.2, undefined],
] as const)('a LimitRange with %s %j', (field, amounts, request, words) => {
  const rules = {
    quotas: [],
    limitRanges: [{ name: 'sizes', min: {}, max: {}, [field]: amounts }],
  };
  const notes = namespaceRuleNotes([sized({}, { cpu: { request } })], 1, rules);
  expect(notes).toHaveLength(words ? 1 : 0);
  expect(notes.join()).toContain(words ?? '');
});

it('pods that were guaranteed their resources and are not any more', () => {
  const both = { cpu: 1, memory: GIB };
  const before = { requests: both, limits: both };
  const lower = { cpu: { request: 0.5 }, memory: {} };
  expect(namespaceRuleNotes([sized(before, lower)], 1, undefined)).toEqual([
    expect.stringContaining('Guaranteed'),
  ]);
  const also = { cpu: { request: 0.5, limit: 0.5 }, memory: {} };
  expect(namespaceRuleNotes([sized(before, also)], 1, undefined)).toEqual([]);
  const burstable = { requests: both, limits: { cpu: 2, memory: GIB } };
  expect(namespaceRuleNotes([sized(burstable, lower)], 1, undefined)).toEqual(
    [],
  );
});
