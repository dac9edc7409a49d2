import fc from 'fast-check';
import type { BudgetInput } from '../../api/types';
import { readBudgetInput } from './readBudgetInput';

const INPUT: BudgetInput = {
  name: ' Checkout ',
  scope: { owner: 'Checkout' },
  amount: 1200,
};

it('makes references whole and says what is not said', () => {
  expect(readBudgetInput(INPUT)).toEqual({
    name: 'Checkout',
    scope: { owner: 'group:default/checkout' },
    amount: 1200,
    thresholds: [0.5, 0.8, 1],
    notifyForecast: true,
    recipients: [],
  });
});

it.each<[Partial<BudgetInput>, object]>([
  [{ scope: { system: 'Shop' } }, { scope: { system: 'system:default/shop' } }],
  [
    { scope: { system: 'system:retail/shop' } },
    { scope: { system: 'system:retail/shop' } },
  ],
  [
    { scope: { namespace: 'shop', cluster: 'east' } },
    { scope: { namespace: 'shop', cluster: 'east' } },
  ],
  [{ scope: { fleet: true } }, { scope: { fleet: true } }],
  [
    { scope: { fleet: false, team: ' Blue  team ' } },
    { scope: { team: 'Blue  team' } },
  ],
  [
    { scope: { costCenter: '__proto__' } },
    { scope: { costCenter: '__proto__' } },
  ],
  [{ thresholds: [1, 0.8, 0.80001, 1, 1.5] }, { thresholds: [0.8, 1, 1.5] }],
  [{ thresholds: [] }, { thresholds: [] }],
  [{ notifyForecast: false }, { notifyForecast: false }],
  [
    { recipients: ['user:default/Jo', 'checkout', 'group:default/checkout'] },
    { recipients: ['user:default/jo', 'group:default/checkout'] },
  ],
])('reads %j', (input, expected) => {
  expect(readBudgetInput({ ...INPUT, ...input })).toMatchObject(expected);
});

it.each<[Partial<BudgetInput>, string]>([
  [{ name: ' ' }, 'name'],
  [{ name: 'a\nb' }, 'name'],
  [{ name: 'x'.repeat(101) }, 'name'],
  [{ amount: 0 }, 'amount'],
  [{ amount: -1 }, 'amount'],
  [{ amount: NaN }, 'amount'],
  [{ amount: Infinity }, 'amount'],
  [{ amount: 1e13 }, 'amount'],
  [{ scope: {} }, 'scope'],
  [{ scope: { fleet: false } }, 'scope'],
  [{ scope: { fleet: true, owner: 'a' } }, 'scope'],
  [{ scope: { owner: 'a', team: 'b' } }, 'scope'],
  [{ scope: { owner: 'a', cluster: 'b' } }, 'scope'],
  [{ scope: { cluster: 'a', namespace: 'b', team: 'c' } }, 'scope'],
  [{ scope: { owner: '' } }, 'scope.owner'],
  [{ scope: { team: 'x'.repeat(254) } }, 'scope.team'],
  [{ thresholds: [0] }, 'thresholds'],
  [{ thresholds: [-0.5] }, 'thresholds'],
  [{ thresholds: [NaN] }, 'thresholds'],
  [{ thresholds: [80] }, 'thresholds'],
  [{ thresholds: Array(11).fill(0.5) }, 'thresholds'],
  [{ recipients: ['component:default/cart'] }, 'recipients'],
  [{ recipients: ['not a reference'] }, 'recipients'],
  [{ recipients: Array(51).fill('user:default/jo') }, 'recipients'],
])('refuses %j for its %s', (input, parameter) => {
  expect(() => readBudgetInput({ ...INPUT, ...input })).toThrow(
    expect.objectContaining({ code: 'invalid-parameter', parameter }),
  );
});

it('reads what it has read as it is', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.001, max: 10, noNaN: true }), {
        maxLength: 10,
      }),
      fc.constantFrom('a', 'group:x/Y', 'user:default/z'),
      (thresholds, owner) => {
        const read = readBudgetInput({
          ...INPUT,
          thresholds,
          scope: { owner },
        });
        expect(
          readBudgetInput({
            ...read,
            thresholds: [...read.thresholds],
            recipients: [...read.recipients],
          }),
        ).toEqual(read);
      },
    ),
  );
});
