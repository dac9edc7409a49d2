import fc from 'fast-check';
import { stringify } from 'yaml';
import { readAll } from './__testUtils__/kubeconfigs';
import { readYaml } from './readYaml';
import { UntrustedKubeconfigError } from './types';

const CONTEXT = 'contexts: [{name: a, context: {cluster: c}}]\n';

const many = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

function refusal(text: string): unknown {
  try {
    return readAll(text);
  } catch (error) {
    return error;
  }
}

describe('the YAML of a stranger', () => {
  it.each([
    ['nothing', '', 'This is no kubeconfig'],
    ['a text', 'hello', 'This is no kubeconfig'],
    ['a list', '- 1', 'This is no kubeconfig'],
    ['a comment', '# x', 'This is no kubeconfig'],
    ['another kind', 'kind: Pod', 'its kind is not "Config"'],
    ['no contexts', 'kind: Config', 'has no contexts'],
    ['contexts that are none', 'contexts: 7', 'has no contexts'],
    ['a context that is none', 'contexts: [7]', 'contexts[0].name'],
    ['a context without name', 'contexts: [{}]', 'contexts[0].name'],
    [
      'a name with a line break',
      'contexts: [{name: a}, {name: "a\\nb"}]',
      'contexts[1].name',
    ],
    [
      'a name that is too long',
      `contexts: [{name: ${'a'.repeat(254)}}]`,
      'contexts[0].name',
    ],
    ['no YAML', 'a: [', 'no valid YAML (line 1, column 5)'],
    ['bad indentation', 'a:\n  b: 1\n c: 2', 'no valid YAML (line 3'],
    [
      'an anchor',
      'a: 1\nb: &x 1',
      'anchor or alias, which is not accepted (line 2, column 4)',
    ],
    ['an alias', 'a: *x', 'anchor or alias'],
    ['a merge key', '<<: {a: 1}', 'has a merge key'],
    ['a quoted merge key', '"<<": {a: 1}', 'has a merge key'],
    ['a tag', 'a: !!binary aGVsbG8=', 'has a tag'],
    ['a tag of its own', 'a: !<!foo> b', 'has a tag'],
    [
      'a directive',
      '%YAML 1.1\n---\na: 1',
      'has a YAML directive, which is not accepted (line 1, column 1)',
    ],
    ['a byte order mark and an anchor', '\ufeffa: &x 1', 'anchor or alias'],
    [
      'two documents',
      `${CONTEXT}---\n${CONTEXT}`,
      'more than one document (line 2',
    ],
    [
      'two documents after an end',
      `${CONTEXT}...\n---\na: 1\n`,
      'more than one document',
    ],
    [
      'a key twice',
      'a: 1\nb: 2\na: 3',
      'the same key twice (line 3, column 1)',
    ],
    ['a key twice, deeper', 'a: {b: 1, "b": 2}', 'the same key twice'],
    ['a prototype', '__proto__: {a: 1}', 'reserved in JavaScript'],
    [
      'a prototype, deeper',
      'users: [{user: {"__proto__": {token: x}}}]',
      'reserved',
    ],
    ['a prototype, escaped', '"\\u005f_proto__": {a: 1}', 'reserved'],
    ['a constructor', 'a: {constructor: {prototype: {b: 1}}}', 'reserved'],
    ['a key that is a number', '1: a', 'a key that is no text'],
    ['a key that is a list', '? [a]\n: b', 'a key that is no text'],
    ['a key that is nothing', '? \n: b', 'a key that is no text'],
    ['NUL', 'a: b\u0000', 'a control character (line 1, column 5)'],
    ['an escape sequence', 'a: \u001b[31m', 'a control character'],
    ['a lexer sign of the library', 'a: \u001f*x', 'a control character'],
    ['a C1 character', 'a: \u0090', 'a control character'],
  ])('refuses %s', (_, text, message) => {
    const error = refusal(text);
    expect(error).toBeInstanceOf(UntrustedKubeconfigError);
    expect((error as Error).message).toContain(message);
  });

  it.each([
    ['1 MiB and a byte', 'a'.repeat(1024 * 1024 + 1), 'larger than 1 MiB'],
    ['10 MB', 'a: b\n'.repeat(2 * 1024 * 1024), 'larger than 1 MiB'],
    ['1 MiB in fewer characters', '\u{1f600}'.repeat(270_000), 'larger than'],
    ['brackets', '['.repeat(100_000), 'nested too deeply'],
    ['a million brackets', '['.repeat(1_000_000), 'too many entries'],
    ['braces', '{a: '.repeat(25_000), 'nested too deeply'],
    ['dashes', '- '.repeat(50_000), 'nested too deeply'],
    ['question marks', '? '.repeat(50_000), 'nested too deeply'],
    [
      'indentation',
      many(1_000, index => `${' '.repeat(index)}a:`),
      'nested too deeply',
    ],
    [
      'a billion laughs',
      `a: &a [x,x]\n${many(20, index => `b${index}: &b${index} [*a,*a]`)}`,
      'anchor or alias',
    ],
    ['keys', many(40_000, index => `k${index}: 1`), 'too many entries'],
    ['fewer keys', many(20_000, index => `k${index}: 1`), 'no contexts'],
    [
      'contexts',
      many(501, index => `- {name: c${index}}`).replace(/^/, 'contexts:\n'),
      '501 contexts, at most 500',
    ],
    [
      'clusters',
      CONTEXT +
        many(501, index => `- {name: c${index}}`).replace(/^/, 'clusters:\n'),
      '501 clusters, at most 500',
    ],
    ['documents', '---\n'.repeat(30_000), 'more than one document'],
    ['comments', '#\n'.repeat(500_000), 'too many entries'],
    ['blanks', ' '.repeat(1_000_000), 'no kubeconfig'],
    ['an open quote', `a: "${'\\'.repeat(1_000_000)}`, 'no valid YAML'],
    ['a long word', `a: ${'x '.repeat(500_000)}`, 'no contexts'],
  ])('stands %s', (_, text, message) => {
    const error = refusal(text);
    expect(error).toBeInstanceOf(UntrustedKubeconfigError);
    expect((error as Error).message).toContain(message);
  });

  it('reads what has signs of YAML in its texts', () => {
    const text = [
      'contexts:',
      '- name: "*a &b !c %d"',
      '  context: {cluster: \'&c\', user: "*u"}',
      'x: |',
      '  *a &b',
      '  %YAML',
      'y: a*b&c!d',
      '',
    ].join('\r\n');
    expect(readYaml(text)).toEqual({
      contexts: [
        { name: '*a &b !c %d', context: { cluster: '&c', user: '*u' } },
      ],
      x: '*a &b\n%YAML\n',
      y: 'a*b&c!d',
    });
  });

  it('reads JSON, and YAML with a byte order mark', () => {
    expect(readYaml('{"a": {"b": [1, null, true, "x"]}}')).toEqual({
      a: { b: [1, null, true, 'x'] },
    });
    expect(readYaml('\ufeffa: 1\r\nb: x')).toEqual({ a: 1, b: 'x' });
  });

  it('has no secret in what it says', () => {
    const secret = 'sesame';
    for (const text of [
      `token: ${secret}\n  x: 1`,
      `token: "${secret}`,
      `token: &${secret} a`,
      `token: *${secret}`,
      `token: !${secret} a`,
      `${secret}: 1\n${secret}: 2`,
      `a: [${secret}`,
      `${secret}\n- a`,
      `a: |${secret}\n x`,
      `a: "\\q${secret}"`,
    ]) {
      const message = (refusal(text) as Error).stack;
      expect(message).toMatch(/^InputError: Th/);
      expect(message).not.toContain(secret);
    }
  });

  it('reads what the library writes', () => {
    // Keys that are refused and texts with control characters have their own tests.
    const key = fc
      .stringMatching(/^[a-zA-Z][a-zA-Z0-9 .:*&!%-]{0,12}$/)
      .filter(name => name !== 'constructor' && name !== 'prototype');
    const value = fc.letrec(tie => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.string(),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(key, tie('value'), {
          maxKeys: 4,
          noNullPrototype: true,
        }),
      ),
    })).value;
    fc.assert(
      fc.property(
        fc.dictionary(key, value, { maxKeys: 4, noNullPrototype: true }),
        fields => {
          expect(
            readYaml(stringify(fields, { aliasDuplicateObjects: false })),
          ).toEqual(fields);
        },
      ),
    );
  });

  it('throws nothing but its own error for any text', () => {
    const expected = new UntrustedKubeconfigError('');
    const word = fc.constantFrom(
      ...'a: |- | > [ ] { } , - ? : & * ! % # \' " \n \n  \t --- ... << x 1 ~ @ ` \\ \r \u0085 \u2028'.split(
        ' ',
      ),
      ' ',
      '  ',
      '\ud800',
      'contexts:',
      'name: a',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(word, { maxLength: 60 }).map(words => words.join('')),
          fc.string({ unit: 'binary' }),
        ),
        text => {
          const outcome = refusal(text);
          expect(Array.isArray(outcome) ? expected : outcome).toBeInstanceOf(
            UntrustedKubeconfigError,
          );
        },
      ),
      { numRuns: 3_000 },
    );
  });
});
