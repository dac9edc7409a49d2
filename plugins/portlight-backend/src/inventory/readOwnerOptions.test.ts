import { ConfigReader } from '@backstage/config';
import { readOwnerOptions } from './readOwnerOptions';

const read = (owner: any) => readOwnerOptions(new ConfigReader({ owner }));

describe('readOwnerOptions', () => {
  it('leaves what is not set to the defaults', () => {
    expect(readOwnerOptions(undefined)).toEqual({});
    expect(read({})).toEqual({});
  });

  it('takes keys and what values mean', () => {
    const settings = {
      keys: ['example.com/squad', 'team'],
      values: { 'squad-a': 'group:default/payments', 'Team B': 'stores' },
    };
    expect(read(settings)).toEqual(settings);
  });

  it.each([
    [{ keys: [] }, /portlight\.owner\.keys` .* at least one/],
    [{ keys: [7] }, /owner\.keys/],
    [{ values: ['a'] }, /portlight\.owner\.values` .* section/],
    [{ values: { a: 7 } }, /portlight\.owner\.values\.a` .* entity reference/],
    [{ values: { a: 'the a team' } }, /portlight\.owner\.values\.a`/],
  ])('refuses %j', (settings, message) => {
    expect(() => read(settings)).toThrow(message);
  });
});
