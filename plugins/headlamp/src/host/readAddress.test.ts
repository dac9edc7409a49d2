import { decodeParts, tabIn } from './readAddress';

describe("a page's address", () => {
  it.each([
    [{ cluster: 'prod-eu' }, { cluster: 'prod-eu' }],
    [
      { cluster: 'a%2Fb', name: 'n%201' },
      { cluster: 'a/b', name: 'n 1' },
    ],
    [{ cluster: '100%' }, { cluster: '100%' }],
  ])('%j is %j', (parts, decoded) => {
    expect(decodeParts(parts)).toEqual(decoded);
  });

  it.each([
    ['pods', 'pods'],
    ['cost', 'overview'],
    ['toString', 'overview'],
  ])('the tab %s is %s', (tab, known) => {
    expect(tabIn(['overview', 'pods'], tab)).toBe(known);
  });
});
