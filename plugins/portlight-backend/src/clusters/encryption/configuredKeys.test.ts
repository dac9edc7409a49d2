import { ConfigReader } from '@backstage/config';
import fc from 'fast-check';
import { readKeys, type KeySetting } from './configuredKeys';
import { readEncryptionKeys } from './readEncryptionKeys';

const BASE64 = 'N5yWkM0cVJcOD2vOaJ7sXxRkq1jvQv0o1c2uWJ8kq0Y=';
const SENTENCE = 'a passphrase of a team that likes long sentences';

describe('readKeys', () => {
  it('takes 32 bytes in base64 as they are, and derives a key from any other text', () => {
    const [bytes, derived] = readKeys([
      { name: 'a', secret: BASE64 },
      { name: 'b', secret: SENTENCE },
    ]);
    expect(bytes.secret).toEqual(Buffer.from(BASE64, 'base64'));
    expect(derived.secret).toHaveLength(32);
    expect(readKeys([{ secret: SENTENCE }])[0].secret).toEqual(derived.secret);
  });

  it('names a key without a name after itself, wherever it stands', () => {
    const secrets = [{ secret: BASE64 }, { secret: SENTENCE }];
    const names = readKeys(secrets).map(({ name }) => name);
    expect(names[0]).toMatch(/^key-[0-9a-f]{8}$/);
    expect(readKeys(secrets.reverse()).map(({ name }) => name)).toEqual(
      names.reverse(),
    );
  });

  it.each<[string, KeySetting[], RegExp]>([
    ['a short text', [{ secret: 'short-one' }], /\[0\].secret.*too short: 9/],
    ['nothing', [{ secret: '' }], /too short/],
    ['one letter', [{ secret: 'a'.repeat(64) }], /too easy to guess/],
    ['a word again and again', [{ secret: 'abcdefghij-'.repeat(4) }], /guess/],
    [
      'zeros in base64',
      [{ secret: Buffer.alloc(32).toString('base64') }],
      /guess/,
    ],
    [
      'bytes that repeat themselves',
      [{ secret: Buffer.from('01234567'.repeat(4)).toString('base64') }],
      /guess/,
    ],
    [
      'a variable that was not replaced',
      [{ secret: '${PORTLIGHT_ENCRYPTION_KEY_OF_2026}' }],
      /environment variable that was not replaced/,
    ],
    [
      'a file in its place',
      [{ secret: `${SENTENCE}${'.'.repeat(5000)}` }],
      /long/,
    ],
    [
      'the same name twice',
      [
        { name: 'a', secret: BASE64 },
        { name: 'a', secret: SENTENCE },
      ],
      /\[1\].* has the name "a" like .*\[0\]/,
    ],
    [
      'the same secret twice',
      [
        { name: 'a', secret: BASE64 },
        { name: 'b', secret: BASE64 },
      ],
      /\[1\].secret. is the same as .*\[0\].secret/,
    ],
    ['a name with a slash', [{ name: 'a/b', secret: BASE64 }], /\[0\].name/],
    ['an empty name', [{ name: '', secret: BASE64 }], /\[0\].name/],
    ['a long name', [{ name: 'a'.repeat(64), secret: BASE64 }], /\[0\].name/],
  ])('refuses %s', (_, keys, message) => {
    expect(() => readKeys(keys)).toThrow(message);
  });

  it('never says anything of a secret', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ secret: fc.string({ minLength: 12, maxLength: 40 }) }),
          { minLength: 1, maxLength: 2 },
        ),
        keys => {
          let message = '';
          try {
            readKeys(keys);
          } catch (error) {
            message = String((error as Error).stack?.split('\n')[0]);
          }
          for (const { secret } of keys) expect(message).not.toContain(secret);
        },
      ),
      // scrypt takes its time
      { numRuns: 20 },
    );
  });

  it('is read from the configuration', () => {
    const read = (data: object) => readEncryptionKeys(new ConfigReader(data));
    expect(readEncryptionKeys(undefined)).toEqual([]);
    expect(read({})).toEqual([]);
    expect(
      read({ encryption: { keys: [{ name: 'a', secret: BASE64 }] } }),
    ).toEqual([{ name: 'a', secret: Buffer.from(BASE64, 'base64') }]);
    expect(() => read({ encryption: { keys: [{ name: 'a' }] } })).toThrow(
      'encryption.keys[0].secret',
    );
    expect(() => read({ encryption: { keys: BASE64 } })).toThrow(
      'encryption.keys',
    );
  });
});
