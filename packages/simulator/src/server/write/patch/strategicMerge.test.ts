import { strategicMerge } from './strategicMerge';

describe('strategicMerge', () => {
  it.each([
    [
      'merges maps',
      { a: { b: 1, c: 2 } },
      { a: { c: 3 } },
      { a: { b: 1, c: 3 } },
    ],
    ['deletes by null', { a: 1, b: 2 }, { a: null }, { b: 2 }],
    [
      'merges containers by name',
      { containers: [{ name: 'a', image: '1', tty: true }] },
      { containers: [{ name: 'a', image: '2' }, { name: 'b' }] },
      { containers: [{ name: 'a', image: '2', tty: true }, { name: 'b' }] },
    ],
    [
      'deletes a container',
      { containers: [{ name: 'a' }, { name: 'b' }] },
      { containers: [{ name: 'a', $patch: 'delete' }] },
      { containers: [{ name: 'b' }] },
    ],
    [
      'replaces lists that have no key',
      { command: ['a', 'b'], tolerations: [{ key: 'x' }] },
      { command: ['c'], tolerations: [] },
      { command: ['c'], tolerations: [] },
    ],
    [
      'merges service ports by port',
      { ports: [{ port: 80, targetPort: 1 }] },
      { ports: [{ port: 80, targetPort: 2 }, { port: 81 }] },
      { ports: [{ port: 80, targetPort: 2 }, { port: 81 }] },
    ],
    [
      'replaces a map on demand',
      { a: { b: 1, c: 2 } },
      { a: { $patch: 'replace', d: 1 } },
      { a: { d: 1 } },
    ],
    [
      'adds to sets',
      { finalizers: ['a'] },
      { finalizers: ['b'] },
      { finalizers: ['a', 'b'] },
    ],
    [
      'takes from sets',
      { finalizers: ['a', 'b'] },
      { '$deleteFromPrimitiveList/finalizers': ['a'] },
      { finalizers: ['b'] },
    ],
  ])('%s', (_, target, patch, result) => {
    const before = structuredClone(target);
    expect(strategicMerge(target, patch)).toEqual(result);
    expect(target).toEqual(before);
  });

  it('refuses an item without its key', () => {
    expect(() =>
      strategicMerge({ containers: [] }, { containers: [{ image: 'x' }] }),
    ).toThrow('does not contain declared merge key: name');
  });
});
