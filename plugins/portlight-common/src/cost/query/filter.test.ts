import fc from 'fast-check';
import { PortlightError } from '../../api/PortlightApi';
import { filterFields, matchesFilter } from './matchesFilter';
import { parseCostFilter } from './parseFilter';
import type { CostKeys } from './types';

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
  ])('says what is wrong with %s', (filter, message) => {
    expect(() => parseCostFilter(filter)).toThrow(message);
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
