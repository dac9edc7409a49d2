import fc from 'fast-check';
import { matchesLabels, objectSelector, parseLabelSelector } from './selectors';

it.each([
  ['', []],
  ['  ', []],
  ['app', [{ key: 'app', operator: 'Exists', values: [] }]],
  ['!app', [{ key: 'app', operator: 'DoesNotExist', values: [] }]],
  ['app=cart', [{ key: 'app', operator: 'In', values: ['cart'] }]],
  ['app == cart', [{ key: 'app', operator: 'In', values: ['cart'] }]],
  ['app!=cart', [{ key: 'app', operator: 'NotIn', values: ['cart'] }]],
  ['app=', [{ key: 'app', operator: 'In', values: [''] }]],
  [
    'example.com/tier in (web, api,web)',
    [{ key: 'example.com/tier', operator: 'In', values: ['web', 'api'] }],
  ],
  [
    'tier notin (web),!canary,app=cart',
    [
      { key: 'tier', operator: 'NotIn', values: ['web'] },
      { key: 'canary', operator: 'DoesNotExist', values: [] },
      { key: 'app', operator: 'In', values: ['cart'] },
    ],
  ],
  ['in in (in)', [{ key: 'in', operator: 'In', values: ['in'] }]],
  ['x in (,a)', [{ key: 'x', operator: 'In', values: ['', 'a'] }]],
])('reads %p', (text, expected) => {
  expect(parseLabelSelector(text)).toEqual(expected);
});

it.each([
  ['app=cart,', 'the end at position 10'],
  ['=cart', '`=` at position 1'],
  ['app in cart', '`cart` at position 8'],
  ['app in (cart', 'the end at position 13'],
  ['app in (a b)', '`b` at position 11'],
  ['app=cart tier=web', '`tier` at position 10'],
  ['app>1', '`>` at position 4'],
  ['app=a$b', '`a$b` at position 5'],
  ['-app', '`-app` at position 1'],
  ['EXAMPLE/app', '`EXAMPLE/app` at position 1'],
  ['a/b/c', '`a/b/c` at position 1'],
  [`app=${'x'.repeat(64)}`, 'at position 5'],
  ["'; drop table objects; --", 'at position 1'],
])('refuses %p and says where', (text, message) => {
  expect(() => parseLabelSelector(text)).toThrow(
    expect.objectContaining({
      code: 'invalid-parameter',
      status: 400,
      parameter: 'labelSelector',
      message: expect.stringContaining(message),
    }),
  );
});

it('answers or refuses any text, and nothing else', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc
          .array(
            fc.constantFrom('a', '=', '!', ',', '(', ')', 'in', 'notin', ' '),
          )
          .map(parts => parts.join('')),
      ),
      text => {
        let refusal: unknown;
        try {
          matchesLabels(parseLabelSelector(text), { a: 'a' });
        } catch (error) {
          refusal = error;
        }
        expect([undefined, 'PortlightError']).toContain(
          (refusal as Error | undefined)?.name,
        );
      },
    ),
  );
});

it.each([
  ['app=cart', { app: 'cart' }, true],
  ['app=cart', { app: 'Cart' }, false],
  ['app=cart', {}, false],
  ['app!=cart', {}, true],
  ['app notin (cart)', {}, true],
  ['app notin (cart)', { app: 'cart' }, false],
  ['app', { app: '' }, true],
  ['!app', { app: '' }, false],
  ['toString', {}, false],
  ['', { app: 'cart' }, true],
  ['app=cart,tier in (web,api)', { app: 'cart', tier: 'api' }, true],
])('%p of %j is %p', (text, labels, expected) => {
  expect(matchesLabels(parseLabelSelector(text), labels as any)).toBe(expected);
});

it.each([
  ['nothing', undefined, undefined],
  ['everything', {}, []],
  [
    'labels and expressions',
    {
      matchLabels: { app: 'cart' },
      matchExpressions: [{ key: 'tier', operator: 'Exists' }],
    },
    [
      { key: 'app', operator: 'In', values: ['cart'] },
      { key: 'tier', operator: 'Exists', values: [] },
    ],
  ],
  [
    'an unknown operator, which selects nothing',
    { matchExpressions: [{ key: 'tier', operator: 'Near' }] },
    undefined,
  ],
])("reads an object's selector of %s", (_, value, expected) => {
  expect(objectSelector(value)).toEqual(expected);
});
