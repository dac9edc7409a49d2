import fc from 'fast-check';
import { PortlightError } from '../../api/PortlightApi';
import { filterFields, matchesFilter } from './matchesFilter';
import { parseCostFilter } from './parseFilter';
import type { CostKeys, FilterComparison } from './types';

const SHOP: CostKeys = {
  cluster: 'prod-eu',
  class: 'workload',
  namespace: 'shop',
  kind: 'Deployment',
  workload: 'cart',
  owner: 'group:default/checkout',
  labels: { app: 'cart', 'app.kubernetes.io/name': 'cart', __proto__x: 'y' },
  services: ['cart', 'cart-internal'],
};
const IDLE: CostKeys = { cluster: 'prod-eu', class: 'idle' };

const matches = (filter: string, keys: CostKeys) =>
  matchesFilter(parseCostFilter(filter), keys);

function readsOrRefuses(filter: string): boolean {
  try {
    return typeof matches(filter, SHOP) === 'boolean';
  } catch (error) {
    return (
      error instanceof PortlightError &&
      error.code === 'invalid-parameter' &&
      error.parameter === 'filter'
    );
  }
}

describe('the filter language', () => {
  it.each([
    ['', true, true],
    ['   ', true, true],
    ['namespace:"shop"', true, false],
    ['namespace:"shop","other"', true, false],
    ['namespace!:"shop"', false, true],
    ['namespace!:"a","b"', true, true],
    ['namespace~:"ho"', true, false],
    ['namespace!~:"ho"', false, true],
    ['namespace<~:"sh"', true, false],
    ['namespace!<~:"sh"', false, true],
    ['namespace~>:"op"', true, false],
    ['namespace!~>:"op"', false, true],
    ['label[app]:"cart"', true, false],
    ['label[app]!:"cart"', false, true],
    ['label[app.kubernetes.io/name]:"cart"', true, false],
    ['label[app_kubernetes_io_name]:"cart"', true, false],
    ['label["app"]:"cart"', true, false],
    ['label:"app"', true, false],
    ['label[missing]:"__unallocated__"', true, true],
    ['label[__proto__]~:"a"', false, false],
    ['product:"cart"', true, false],
    ['services:"cart-internal"', true, false],
    ['controllerName:"cart"+controllerKind:"Deployment"', true, false],
    // Kinds are in small letters in OpenCost, and so in what its clients send.
    ['controllerKind:"deployment"', true, false],
    ['controllerKind!:"deployment","statefulset"', false, true],
    ['kind<~:"deploy"', true, false],
    ['namespace:"Shop"', false, false],
    ['owner:"group:default/checkout"', true, false],
    ['namespace:"__unallocated__"', false, true],
    ['class:"idle"', false, true],
    ['namespace:"shop"|class:"idle"', true, true],
    ['cluster:"prod-eu" + ( namespace:"shop" | namespace:"x" )', true, false],
    [
      '(namespace:"x"+cluster:"y")|(namespace:"shop"+kind:"Deployment")',
      true,
      false,
    ],
    ['((((namespace:"shop"))))', true, false],
    ['namespace:"a\\"b","shop"', true, false],
  ])('%s', (filter, shop, idle) => {
    expect(matches(filter, SHOP)).toBe(shop);
    expect(matches(filter, IDLE)).toBe(idle);
  });

  it.each([
    ['namespace', /character 10, its end, an operator/],
    ['namespace=shop', /character 10, `=shop`, an operator/],
    ['namespace:shop', /character 11, `shop`, a value in double quotes/],
    ['namespace:"shop', /character 11, `"shop`, a value in double quotes/],
    ['namespace:"shop",', /its end, a value in double quotes/],
    ['nonsense:"a"', /character 1, `nonsense:"a"`, the name of a field/],
    ['namespace:"a"+', /its end, the name of a field/],
    [
      'namespace:"a"+cluster:"b"|cluster:"c"',
      /side by side has to be said by parentheses/,
    ],
    ['(namespace:"a"', /a `\)` is missing/],
    ['namespace:"a")', /without its `\(`/],
    ['label[]:"a"', /the name of a label/],
    // A plus in an address that was not encoded.
    ['namespace:"a" label[app]:"x"', /character 15, .*%2B/],
    ['(namespace:"a" cluster:"b")', /%2B/],
    ['namespace:"a"; drop table cost_hours', /character 14/],
    [`${'('.repeat(30)}namespace:"a"`, /more than 20 deep/],
    [Array(300).fill('namespace:"a"').join('+'), /4096|more than 200/],
    [Array(220).fill('pod:"a"').join('|'), /more than 200 comparisons/],
    [`pod:${Array(1001).fill('""').join(',')}`, /more than 1000 values/],
    [`pod:"${'a'.repeat(5000)}"`, /5006 characters long/],
    [`namespace:"x' or 1=1--`, /character 11, `"x' or 1=1--`, a value/],
    [`namespace:"a" or "1"="1"`, /character 15, `or "1"="1"`, a `\+`/],
    ['__proto__:"a"', /character 1, `__proto__:"a"`, the name of a field/],
    ['constructor:"a"', /character 1, .*, the name of a field/],
    ['label[__proto__:"a"', /character 6, .*, the name of a label/],
    ['label[a b]:"x"', /character 6, .*, the name of a label/],
    ['namespace[app]:"x"', /character 10, `\[app\]:"x"`, an operator/],
    ['namespace::"a"', /character 11, `:"a"`, a value in double quotes/],
    ['namespace~"a"', /character 10, `~"a"`, an operator/],
    ['namespace>:"a"', /character 10, .*, an operator/],
    ['namespace!"a"', /character 10, .*, an operator/],
    ["namespace:'a'", /character 11, `'a'`, a value in double quotes/],
    ['namespace:"a",,"b"', /character 15, `,"b"`, a value in double quotes/],
    ['namespace:"a\\"', /character 11, .*, a value in double quotes/],
    ['+namespace:"a"', /character 1, .*, the name of a field/],
    ['()', /character 2, `\)`, the name of a field/],
    [`namespace:"${'a'.repeat(100_000)}"`, /is 100012 characters long/],
    ['('.repeat(100_000), /is 100000 characters long/],
    ['('.repeat(4096), /more than 20 deep/],
    // What would take a backtracking expression for ever.
    [`namespace:"${'\\'.repeat(4001)}`, /a value in double quotes/],
    [`label["${'\\'.repeat(4001)}]:"a"`, /the name of a label/],
    [`${' '.repeat(4090)}x`, /character 4091, `x`, the name of a field/],
  ])('says what is wrong with %s', (filter, message) => {
    expect(() => parseCostFilter(filter)).toThrow(message);
  });

  it.each([
    ['namespace:"x\' or 1=1--"', 'namespace', "x' or 1=1--"],
    ['pod:"%"', 'pod', '%'],
    ['pod:"a\\"b"', 'pod', 'a"b'],
    ['pod:"a\\\\"', 'pod', 'a\\'],
    // A backslash before anything else is itself.
    ['pod:"a\\d"', 'pod', 'a\\d'],
    ['pod:"__proto__"', 'pod', '__proto__'],
    ['pod:"a+b|(c)"', 'pod', 'a+b|(c)'],
    ['pod:"\u{1F4B6}"', 'pod', '\u{1F4B6}'],
    ['  pod : "a" ', 'pod', 'a'],
  ])('takes the value of %s for what it is', (filter, field, value) => {
    expect(parseCostFilter(filter)).toEqual({
      field,
      operator: 'equals',
      negated: false,
      values: [value],
    });
  });

  it.each<[string, Partial<FilterComparison>]>([
    ['cluster', { field: 'cluster' }],
    ['node', { field: 'node' }],
    ['namespace', { field: 'namespace' }],
    ['controllerName', { field: 'workload' }],
    ['controllerKind', { field: 'kind' }],
    ['controller', { field: 'workload' }],
    ['workload', { field: 'workload' }],
    ['kind', { field: 'kind' }],
    ['container', { field: 'container' }],
    ['pod', { field: 'pod' }],
    ['services', { field: 'service' }],
    ['service', { field: 'service' }],
    ['label', { field: 'label' }],
    ['label[a/b.c]', { field: 'label', key: 'a/b.c' }],
    ['label["a\\"b"]', { field: 'label', key: 'a"b' }],
    ['annotation[x]', { field: 'annotation', key: 'x' }],
    ['department', { field: 'label', key: 'department' }],
    ['environment', { field: 'label', key: 'env' }],
    ['product', { field: 'label', key: 'app' }],
    ['owner', { field: 'owner' }],
    ['system', { field: 'system' }],
    ['domain', { field: 'domain' }],
    ['entity', { field: 'entity' }],
    ['team', { field: 'team' }],
    ['costCenter', { field: 'costCenter' }],
    ['class', { field: 'class' }],
  ])('knows the field %s, with every operator', (text, expected) => {
    for (const [operator, name] of [
      [':', 'equals'],
      ['~:', 'contains'],
      ['<~:', 'startsWith'],
      ['~>:', 'endsWith'],
    ] as const) {
      for (const negated of [false, true]) {
        expect(
          parseCostFilter(`${text}${negated ? '!' : ''}${operator}"v","w"`),
        ).toEqual({ ...expected, operator: name, negated, values: ['v', 'w'] });
      }
    }
  });

  it('lets parentheses say what comes first', () => {
    const [a, b, c] = ['"shop"', '"nowhere"', '"nothing"'].map(
      value => `namespace:${value}`,
    );
    // a or (b and c), (a or b) and c
    expect(matches(`${a}|(${b}+${c})`, SHOP)).toBe(true);
    expect(matches(`(${a}|${b})+${c}`, SHOP)).toBe(false);
    expect(() => parseCostFilter(`${a}|${b}+${c}`)).toThrow(/side by side/);
  });

  it.each(['', '  '])('has no filter in %j', text => {
    expect(parseCostFilter(text)).toBeUndefined();
  });

  it('reads anything or says what is wrong', () => {
    const parts = [
      'namespace',
      ':',
      '!',
      '~',
      '<',
      '>',
      '"',
      'a',
      '(',
      ')',
      '+',
      '|',
      ',',
      '[',
      ']',
      '\\',
      ' ',
      '\u0000',
    ];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...parts), { maxLength: 40 }),
        words => {
          expect(readsOrRefuses(words.join(''))).toBe(true);
        },
      ),
    );
  });

  it('lets pass what a negation does not', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('', '~', '<~', '~>'),
        fc.constantFrom('namespace', 'label[app]', 'services', 'label'),
        fc.string({ maxLength: 4 }),
        (operator, field, value) => {
          const quoted = JSON.stringify(value).replace(/\\[^"\\]/g, 'x');
          const plain = operator === '' ? ':' : `${operator}:`;
          const answers = [SHOP, IDLE].map(keys =>
            [plain, `!${plain}`].map(each =>
              matches(`${field}${each}${quoted}`, keys),
            ),
          );
          expect(answers.every(([one, other]) => one !== other)).toBe(true);
        },
      ),
    );
  });

  it('tells which fields it looks at', () => {
    expect([
      ...filterFields(parseCostFilter('pod:"a"+(label[x]:"b"|pod:"c")')),
    ]).toEqual(['pod', 'label']);
  });
});
