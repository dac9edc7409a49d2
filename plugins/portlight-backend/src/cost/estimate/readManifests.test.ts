import { readManifests } from './readManifests';

describe('readManifests', () => {
  it('reads several documents, and leaves empty ones out', () => {
    const objects = readManifests(
      'kind: Pod\n---\n---\n# nothing\n---\n{"kind":"Service"}\n',
      'manifests',
    );
    expect(objects).toEqual([{ kind: 'Pod' }, { kind: 'Service' }]);
  });

  it('reads nothing in nothing', () => {
    expect(readManifests('', 'manifests')).toEqual([]);
  });

  const BOMB = `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghi'
    .split('')
    .map((name, index) => {
      const before = 'abcdefgh'[index];
      return `${name}: &${name} [${Array(9).fill(`*${before}`).join()}]`;
    })
    .join('\n')}\n`;

  it.each([
    ['broken YAML', 'kind: Pod\nspec: [', /line 2, column \d+/],
    ['a plain value', 'kind: Pod\n---\nhello\n', /line 3 is no Kubernetes/],
    ['a list', '- kind: Pod\n', /is no Kubernetes object/],
    ['aliases of aliases', BOMB, /too many aliases/],
    ['far too much', `# ${'x'.repeat(2 ** 21)}`, /larger than 2 MiB/],
  ])('refuses %s', (_, text, message) => {
    expect(() => readManifests(text, 'base')).toThrow(
      expect.objectContaining({
        code: 'invalid-manifests',
        parameter: 'base',
        message: expect.stringMatching(message),
      }),
    );
  });
});
