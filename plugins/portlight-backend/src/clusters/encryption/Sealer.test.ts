import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import type { KeyWrapper } from '@portlight/plugin-portlight-node';
import fc from 'fast-check';
import { readKeys, type KeySetting } from './configuredKeys';
import { EncryptionError } from './EncryptionError';
import { keyOf, Sealer } from './Sealer';

const SECRETS = {
  old: 'N5yWkM0cVJcOD2vOaJ7sXxRkq1jvQv0o1c2uWJ8kq0Y=',
  new: 'a passphrase of a team that likes long sentences',
  other: 'gB8nUq1d0pWm3xTz5yRk7jLs9vHc2eFa4iOo6uNbXQE=',
};

const sealer = (...keys: KeySetting[]) => new Sealer({ keys: readKeys(keys) });
const OLD: KeySetting = { name: 'old', secret: SECRETS.old };
const NEW: KeySetting = { name: 'new', secret: SECRETS.new };
const PLAIN = '{"token":"sesame"}';

/** A key management service in this process. */
class TestKms implements KeyWrapper {
  readonly name = 'test-kms';
  current = 'v1';
  calls = 0;
  readonly #keys: Record<string, Buffer> = {
    v1: randomBytes(32),
    v2: randomBytes(32),
  };

  async currentKey() {
    return this.current;
  }

  async wrapKey(dataKey: Uint8Array, { cluster }: { cluster: string }) {
    this.calls++;
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#keys[this.current], iv);
    cipher.setAAD(Buffer.from(cluster));
    const text = Buffer.concat([cipher.update(dataKey), cipher.final()]);
    return {
      key: this.current,
      wrapped: [iv, text, cipher.getAuthTag()]
        .map(each => each.toString('hex'))
        .join(':'),
    };
  }

  async unwrapKey(
    { key, wrapped }: { key: string; wrapped: string },
    { cluster }: { cluster: string },
  ) {
    const [iv, text, tag] = wrapped
      .split(':')
      .map(each => Buffer.from(each, 'hex'));
    const decipher = createDecipheriv('aes-256-gcm', this.#keys[key], iv);
    decipher.setAAD(Buffer.from(cluster));
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(text), decipher.final()]);
  }
}

/** The error of something that must fail, after a look at whether it says anything secret. */
async function failure(promise: Promise<unknown>): Promise<EncryptionError> {
  const error: unknown = await promise.then(
    () => undefined,
    thrown => thrown,
  );
  expect(error).toBeInstanceOf(EncryptionError);
  const said = inspect(error, { depth: 9, showHidden: true });
  for (const secret of [...Object.values(SECRETS), 'sesame']) {
    expect(said).not.toContain(secret);
  }
  return error as EncryptionError;
}

describe('Sealer', () => {
  it('opens what it sealed, whatever text and name', async () => {
    const one = sealer(NEW, OLD);
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'grapheme' }),
        async (cluster, text) => {
          const whole = Buffer.from(text).toString();
          expect(await one.open(cluster, await one.seal(cluster, whole))).toBe(
            whole,
          );
        },
      ),
    );
  });

  it('seals differently each time, and shows nothing but the name of the key', async () => {
    const one = sealer(NEW, OLD);
    const texts = await Promise.all(
      Array.from({ length: 50 }, () => one.seal('a', PLAIN)),
    );
    const parsed = texts.map(text => JSON.parse(text));
    for (const field of ['wrapped', 'iv', 'tag', 'ciphertext']) {
      expect(new Set(parsed.map(each => each[field])).size).toBe(50);
    }
    expect(Object.keys(parsed[0])).toEqual([
      'v',
      'key',
      'wrapped',
      'iv',
      'tag',
      'ciphertext',
    ]);
    expect(parsed[0]).toMatchObject({ v: 1, key: 'new' });
    expect(keyOf(texts[0])).toBe('new');
    expect(inspect(one, { depth: 9, showHidden: true })).not.toContain(
      SECRETS.new,
    );
  });

  it('fails for every bit that is flipped', async () => {
    const one = sealer(OLD);
    const sealed = JSON.parse(await one.seal('a', PLAIN));
    const [print, wrapped] = sealed.wrapped.split('.');
    const flipped = (text: string, bit: number) => {
      const bytes = Buffer.from(text, 'base64');
      const at = bit % (bytes.length * 8);
      const index = Math.floor(at / 8);
      bytes[index] = bytes[index] ^ (1 << at % 8);
      return bytes.toString('base64');
    };
    const changes: ((bit: number) => object)[] = [
      bit => ({ iv: flipped(sealed.iv, bit) }),
      bit => ({ tag: flipped(sealed.tag, bit) }),
      bit => ({ ciphertext: flipped(sealed.ciphertext, bit) }),
      bit => ({ wrapped: `${print}.${flipped(wrapped, bit)}` }),
    ];
    for (const change of changes) {
      for (let bit = 0; bit < 8 * 60; bit++) {
        const text = JSON.stringify({ ...sealed, ...change(bit) });
        await expect(one.open('a', text)).rejects.toMatchObject({
          code: 'ERR_SEALED_CHANGED',
        });
      }
    }
  });

  it('does not open in the row of another cluster, also after a rotation', async () => {
    const sealed = await sealer(OLD).seal('a', PLAIN);
    const both = sealer(NEW, OLD);
    const again = (await both.rewrap('a', sealed))!;
    for (const text of [sealed, again]) {
      const error = await failure(both.open('b', text));
      expect(error).toMatchObject({ code: 'ERR_SEALED_CHANGED' });
      expect(error.message).toContain('belong to another cluster');
    }
    // Nor with the wrapped key of its own cluster around the text of another.
    const own = JSON.parse(await both.seal('b', PLAIN));
    const { ciphertext, iv, tag } = JSON.parse(again);
    await failure(
      both.open('b', JSON.stringify({ ...own, ciphertext, iv, tag })),
    );
  });

  it('decrypts with older keys and encrypts with the newest', async () => {
    const sealed = await sealer(OLD).seal('a', PLAIN);
    const both = sealer(NEW, OLD);
    expect(await both.open('a', sealed)).toBe(PLAIN);
    expect(keyOf(await both.seal('a', PLAIN))).toBe('new');
    expect(await both.keys()).toEqual([
      { name: 'new', newest: true },
      { name: 'old', newest: false },
    ]);
    expect(await both.newestKey()).toBe('new');
  });

  it('wraps again without touching the text, and only what needs it', async () => {
    const sealed = await sealer(OLD).seal('a', PLAIN);
    const both = sealer(NEW, OLD);
    const again = (await both.rewrap('a', sealed))!;
    expect(keyOf(again)).toBe('new');
    expect(JSON.parse(again)).toMatchObject({
      ciphertext: JSON.parse(sealed).ciphertext,
    });
    expect(await both.rewrap('a', again)).toBeUndefined();
    expect(await sealer(NEW).open('a', again)).toBe(PLAIN);
    await expect(sealer(OLD).open('a', again)).rejects.toMatchObject({
      code: 'ERR_KEY_MISSING',
    });
  });

  it('does not wrap again what does not open', async () => {
    const sealed = JSON.parse(await sealer(OLD).seal('a', PLAIN));
    const text = JSON.stringify({ ...sealed, ciphertext: 'AAAA' });
    const error = await failure(sealer(NEW, OLD).rewrap('a', text));
    expect(error.code).toBe('ERR_SEALED_CHANGED');
  });

  it.each<[string, KeySetting[], string, RegExp]>([
    [
      'a key that is configured no more',
      [NEW],
      'ERR_KEY_MISSING',
      /the key "old", which is not configured.*Add it again/,
    ],
    [
      'a key of the same name with another secret',
      [{ name: 'old', secret: SECRETS.other }],
      'ERR_KEY_WRONG',
      /the key of that name in portlight.encryption.keys is another/,
    ],
    ['no keys', [], 'ERR_KEY_MISSING', /"old"/],
  ])('says what to do about %s', async (_, keys, code, message) => {
    const sealed = await sealer(OLD).seal('a', PLAIN);
    const error = await failure(sealer(...keys).open('a', sealed));
    expect(error).toMatchObject({ code, key: 'old' });
    expect(error.message).toMatch(message);
  });

  it('says that nothing can be sealed without a key', async () => {
    const none = sealer();
    expect(none.configured).toBe(false);
    const error = await failure(none.seal('a', PLAIN));
    expect(error.code).toBe('ERR_ENCRYPTION_OFF');
    expect(error.message).toContain('portlight.encryption.keys');
    expect(await none.keys()).toEqual([]);
  });

  const CHANGED: [string, (sealed: any) => unknown, string][] = [
    ['another version', each => ({ ...each, v: 2 }), 'ERR_SEALED_VERSION'],
    ['version 0', each => ({ ...each, v: 0 }), 'ERR_SEALED_INVALID'],
    ['a version as text', each => ({ ...each, v: '1' }), 'ERR_SEALED_INVALID'],
    ['no version', ({ v, ...each }) => each, 'ERR_SEALED_INVALID'],
    ['no IV', ({ iv, ...each }) => each, 'ERR_SEALED_INVALID'],
    ['a short IV', each => ({ ...each, iv: 'AAAA' }), 'ERR_SEALED_CHANGED'],
    [
      'a short tag',
      each => ({ ...each, tag: each.tag.slice(0, 8) }),
      'ERR_SEALED_CHANGED',
    ],
    ['a number as text', each => ({ ...each, tag: 7 }), 'ERR_SEALED_INVALID'],
    ['no base64', each => ({ ...each, iv: '!' }), 'ERR_SEALED_INVALID'],
    [
      'no wrapped key',
      each => ({ ...each, wrapped: '' }),
      'ERR_SEALED_CHANGED',
    ],
    [
      'an unknown wrapper',
      each => ({ ...each, key: 'vault/1' }),
      'ERR_KEY_MISSING',
    ],
    ['no object', () => 'text', 'ERR_SEALED_INVALID'],
    ['null', () => null, 'ERR_SEALED_INVALID'],
  ];
  it.each(CHANGED)('refuses a sealed text with %s', async (_, change, code) => {
    const sealed = JSON.parse(await sealer(OLD).seal('a', PLAIN));
    const error = await failure(
      sealer(OLD).open('a', JSON.stringify(change(sealed))),
    );
    expect(error.code).toBe(code);
  });

  it('throws nothing but its own error for any text', async () => {
    const one = sealer(OLD);
    const sealed = JSON.parse(await one.seal('a', PLAIN));
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .record(
          {
            v: fc.oneof(fc.constant(1), fc.jsonValue()),
            key: fc.oneof(fc.constantFrom('old', 'a/b'), fc.jsonValue()),
            wrapped: fc.oneof(fc.constant(sealed.wrapped), fc.jsonValue()),
            iv: fc.oneof(fc.constant(sealed.iv), fc.base64String()),
            tag: fc.oneof(fc.constant(sealed.tag), fc.base64String()),
            ciphertext: fc.base64String(),
          },
          { requiredKeys: [] },
        )
        .map(each => JSON.stringify(each)),
    );
    await fc.assert(
      fc.asyncProperty(text, async each => {
        const { code } = await failure(one.open('a', each));
        expect(code).toMatch(/^ERR_(SEALED|KEY)_/);
      }),
    );
  });
});

describe('Sealer with a key wrapper', () => {
  it('wraps with it, while configured keys still unwrap', async () => {
    const kms = new TestKms();
    const before = await sealer(OLD).seal('a', PLAIN);
    const one = new Sealer({ keys: readKeys([OLD]), wrapper: kms });
    expect(await one.keys()).toEqual([
      { name: 'test-kms/v1', newest: true },
      { name: 'old', newest: false },
    ]);
    expect(await one.open('a', before)).toBe(PLAIN);
    expect(kms.calls).toBe(0);
    const after = (await one.rewrap('a', before))!;
    expect(keyOf(after)).toBe('test-kms/v1');
    const alone = new Sealer({ keys: [], wrapper: kms });
    expect(alone.configured).toBe(true);
    expect(await alone.open('a', after)).toBe(PLAIN);
    await failure(alone.open('b', after));
  });

  it('follows a key that the service rotates', async () => {
    const kms = new TestKms();
    const one = new Sealer({ keys: [], wrapper: kms });
    const sealed = await one.seal('a', PLAIN);
    kms.current = 'v2';
    expect(await one.open('a', sealed)).toBe(PLAIN);
    const again = (await one.rewrap('a', sealed))!;
    expect(keyOf(again)).toBe('test-kms/v2');
    expect(await one.open('a', again)).toBe(PLAIN);
  });

  it('names a wrapper that is installed no more', async () => {
    const one = new Sealer({ keys: [], wrapper: new TestKms() });
    const sealed = await one.seal('a', PLAIN);
    const error = await failure(sealer(OLD).open('a', sealed));
    expect(error).toMatchObject({
      code: 'ERR_KEY_MISSING',
      key: 'test-kms/v1',
    });
    expect(error.message).toContain('backend module');
  });

  it.each<[string, Partial<KeyWrapper>, RegExp]>([
    [
      'a service that is down',
      {
        wrapKey: async () => {
          throw new Error('503 from the service');
        },
      },
      /"test-kms" cannot wrap a key: 503 from the service/,
    ],
    [
      'a reason of several lines',
      {
        wrapKey: async () => {
          throw new Error(`a\nb${'c'.repeat(1000)}`);
        },
      },
      /wrap a key: a bc{297}$/,
    ],
    [
      'a failure without a reason',
      { wrapKey: () => Promise.reject() },
      /it gave no reason/,
    ],
    [
      'a key name that is none',
      { wrapKey: async () => ({ key: 'a b\n', wrapped: 'x' }) },
      /named a key with other characters/,
    ],
    [
      'a wrapped key that is no text',
      { wrapKey: async () => ({ key: 'a', wrapped: 'x\ny' }) },
      /no printable ASCII/,
    ],
    [
      'a current key that is none',
      { currentKey: async () => undefined as unknown as string },
      /named a key with other characters/,
    ],
  ])('says what is wrong with %s', async (_, broken, message) => {
    const wrapper = Object.assign(new TestKms(), broken);
    const one = new Sealer({ keys: readKeys([OLD]), wrapper });
    const sealed = await sealer(OLD).seal('a', PLAIN);
    const error = await failure(one.rewrap('a', sealed));
    expect(error.code).toBe('ERR_KEY_WRAPPER');
    expect(error.message).toMatch(message);
  });

  it('does not wait for a service that does not answer', async () => {
    jest.useFakeTimers();
    try {
      const silent = Object.assign(new TestKms(), {
        wrapKey: () => new Promise<never>(() => {}),
      });
      const one = new Sealer({ keys: [], wrapper: silent });
      const error = failure(one.seal('a', PLAIN));
      await jest.advanceTimersByTimeAsync(30_000);
      expect((await error).message).toContain('does not answer in time');
    } finally {
      jest.useRealTimers();
    }
  });

  it('does not take a data key that is none', async () => {
    const one = new Sealer({ keys: [], wrapper: new TestKms() });
    const sealed = await one.seal('a', PLAIN);
    const broken = Object.assign(new TestKms(), {
      unwrapKey: async () => new Uint8Array(16),
    });
    const error = await failure(
      new Sealer({ keys: [], wrapper: broken }).open('a', sealed),
    );
    expect(error.code).toBe('ERR_SEALED_CHANGED');
  });

  it('does not let a wrapper that clears its copy spoil the key', async () => {
    const kms = new TestKms();
    const wrapKey = kms.wrapKey.bind(kms);
    kms.wrapKey = async (dataKey, context) => {
      const wrapped = await wrapKey(dataKey, context);
      dataKey.fill(0);
      return wrapped;
    };
    const one = new Sealer({ keys: [], wrapper: kms });
    expect(await one.open('a', await one.seal('a', PLAIN))).toBe(PLAIN);
  });

  it('refuses a wrapper whose name cannot stand before a key', () => {
    const wrapper = Object.assign(new TestKms(), { name: 'a/b' });
    expect(() => new Sealer({ keys: [], wrapper })).toThrow('"a/b"');
  });
});
