import { resolveOwner } from './owner';

const labelled = (key: string, value: unknown) =>
  ({ metadata: { name: 'cart', labels: { [key]: value } } } as never);

describe('resolveOwner', () => {
  it.each([
    ['payments', 'group:default/payments'],
    ['group:payments', 'group:default/payments'],
    ['money/payments', 'group:money/payments'],
    ['Group:Default/Payments', 'group:default/payments'],
    ['user:default/amara.okafor', 'user:default/amara.okafor'],
    ['  payments ', 'group:default/payments'],
    // what can be no reference is shown as it stands, and gives nobody rights
    ['the payments team', 'the payments team'],
    ['payments@example.com', 'payments@example.com'],
    ['a:b:c', 'a:b:c'],
    ['group:default/', 'group:default/'],
  ])('takes %j for %j', (value, owner) => {
    expect(resolveOwner([labelled('team', value)])).toBe(owner);
  });

  it('takes an annotation before a label', () => {
    expect(
      resolveOwner([
        {
          metadata: {
            name: 'cart',
            labels: { owner: 'a' },
            annotations: { owner: 'b' },
          },
        },
      ]),
    ).toBe('group:default/b');
  });

  it('takes the first object that names any, and its first key', () => {
    expect(
      resolveOwner([
        { metadata: { name: 'cart', labels: {} } },
        {
          metadata: {
            name: 'shop',
            labels: { team: 'later' },
            annotations: { 'portlight.io/owner': 'first' },
          },
        },
        labelled('team', 'last'),
      ]),
    ).toBe('group:default/first');
  });

  it('reads other keys, and translates values', () => {
    const options = {
      keys: ['example.com/squad'],
      values: { 'squad-a': 'group:default/payments' },
    };
    const owner = (value: string) =>
      resolveOwner([labelled('example.com/squad', value)], options);
    expect(owner('squad-a')).toBe('group:default/payments');
    expect(owner('squad-b')).toBe('group:default/squad-b');
    expect(owner('constructor')).toBe('group:default/constructor');
    expect(resolveOwner([labelled('team', 'x')], options)).toBeUndefined();
  });

  it.each([undefined, '', 7, {}])('takes %j for no owner', value => {
    expect(resolveOwner([labelled('team', value)])).toBeUndefined();
  });
});
