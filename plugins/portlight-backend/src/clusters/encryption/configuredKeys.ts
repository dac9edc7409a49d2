import {
  createCipheriv,
  createDecipheriv,
  hkdfSync,
  randomBytes,
  scryptSync,
} from 'node:crypto';
import { InputError } from '@backstage/errors';
import { EncryptionError } from './EncryptionError';

/** A key of `portlight.encryption.keys`. */
export interface ConfiguredKey {
  name: string;
  /** 32 bytes. */
  secret: Buffer;
}

/** A key as it stands in the configuration. */
export interface KeySetting {
  name?: string;
  secret: string;
}

const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const SHORTEST_SECRET = 32;
const FEWEST_CHARACTERS = 10;
const PLACE = 'portlight.encryption.keys';
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;
const BASE64_KEY = /^[A-Za-z0-9+/]{43}=$/;
/**
 * The same everywhere, so that every replica derives the same key from the same text; what a salt of its own
 * would prevent (one table for many victims) the length of the text has to.
 */
const SALT = 'portlight/encryption-key/v1';

/**
 * Checks the configured keys and turns their secrets into keys: base64 of 32 bytes is the key itself, any
 * other text goes through scrypt.
 *
 * @throws InputError that names the setting and never its value
 */
export function readKeys(settings: readonly KeySetting[]): ConfiguredKey[] {
  const keys = settings.map(({ name, secret }, index) => {
    const place = `${PLACE}[${index}]`;
    if (name !== undefined && !NAME.test(name)) {
      throw new InputError(
        `\`${place}.name\` has to begin with a letter or digit and may have letters, digits, dots, dashes and underscores, at most 63`,
      );
    }
    const key = toKey(secret, `${place}.secret`);
    return { name: name ?? `key-${fingerprint(key)}`, secret: key };
  });
  keys.forEach(({ name, secret }, index) => {
    const same = keys.findIndex(each => each.name === name);
    if (same < index) {
      throw new InputError(
        `\`${PLACE}[${index}]\` has the name ${JSON.stringify(
          name,
        )} like \`${PLACE}[${same}]\`; a key keeps its name for life, so give the newer one another`,
      );
    }
    const equal = keys.findIndex(each => each.secret.equals(secret));
    if (equal < index) {
      throw new InputError(
        `\`${PLACE}[${index}].secret\` is the same as \`${PLACE}[${equal}].secret\`; remove one of the two`,
      );
    }
  });
  return keys;
}

function toKey(secret: string, place: string): Buffer {
  const advice =
    'take the output of `openssl rand -base64 32`, and keep it outside of the configuration file, such as in an environment variable';
  if (secret.length < SHORTEST_SECRET) {
    throw new InputError(
      `\`${place}\` is too short: ${secret.length} characters instead of at least ${SHORTEST_SECRET}; ${advice}`,
    );
  }
  if (secret.length > 4096) {
    throw new InputError(`\`${place}\` is no key, it is too long; ${advice}`);
  }
  if (/^\$\{.*\}$/.test(secret.trim())) {
    throw new InputError(
      `\`${place}\` is the name of an environment variable that was not replaced; set the variable`,
    );
  }
  if (
    new Set(secret).size < FEWEST_CHARACTERS ||
    // A text that repeats itself is found in itself before its end.
    (secret + secret).indexOf(secret, 1) < secret.length
  ) {
    throw new InputError(`\`${place}\` is too easy to guess; ${advice}`);
  }
  if (BASE64_KEY.test(secret)) {
    const bytes = Buffer.from(secret, 'base64');
    if (new Set(bytes).size < FEWEST_CHARACTERS) {
      throw new InputError(`\`${place}\` is too easy to guess; ${advice}`);
    }
    return bytes;
  }
  return scryptSync(secret, SALT, KEY_BYTES, { N: 16_384, r: 8, p: 1 });
}

/** Tells two keys apart without saying anything of either. */
function fingerprint(secret: Buffer): string {
  return Buffer.from(
    hkdfSync('sha256', secret, SALT, 'fingerprint', 4),
  ).toString('hex');
}

/** The keys of the configuration, newest first; the first one wraps. */
export class ConfiguredKeys {
  readonly #keys: readonly (ConfiguredKey & { fingerprint: string })[];

  constructor(keys: readonly ConfiguredKey[]) {
    this.#keys = keys.map(key => ({
      ...key,
      fingerprint: fingerprint(key.secret),
    }));
  }

  /** Newest first. */
  get names(): string[] {
    return this.#keys.map(({ name }) => name);
  }

  wrapKey(dataKey: Uint8Array, cluster: string) {
    const [newest] = this.#keys;
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', newest.secret, iv);
    cipher.setAAD(additionalData(newest.name, cluster));
    const text = Buffer.concat([cipher.update(dataKey), cipher.final()]);
    return {
      key: newest.name,
      wrapped: [
        newest.fingerprint,
        Buffer.concat([iv, text, cipher.getAuthTag()]).toString('base64'),
      ].join('.'),
    };
  }

  unwrapKey(key: string, wrapped: string, cluster: string): Buffer {
    const known = this.#keys.find(({ name }) => name === key);
    if (!known) {
      throw new EncryptionError(
        'ERR_KEY_MISSING',
        `The credentials are encrypted with the key ${JSON.stringify(
          key,
        )}, which is not configured (any more). Add it again at the end of ${PLACE} and run the rotation before it is removed, or register the cluster's credentials anew.`,
        { key },
      );
    }
    const [, print, text] =
      /^([0-9a-f]{8})\.([A-Za-z0-9+/]+={0,2})$/.exec(wrapped) ?? [];
    if (text === undefined) throw changed(key);
    const bytes = Buffer.from(text, 'base64');
    if (bytes.length !== IV_BYTES + KEY_BYTES + TAG_BYTES) throw changed(key);
    if (print !== known.fingerprint) {
      throw new EncryptionError(
        'ERR_KEY_WRONG',
        `The credentials are encrypted with a key named ${JSON.stringify(
          key,
        )}, but the key of that name in ${PLACE} is another. Give the new key a name of its own and put the old one behind it.`,
        { key },
      );
    }
    const decipher = createDecipheriv(
      'aes-256-gcm',
      known.secret,
      bytes.subarray(0, IV_BYTES),
      { authTagLength: TAG_BYTES },
    );
    decipher.setAAD(additionalData(key, cluster));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    try {
      return Buffer.concat([
        decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)),
        decipher.final(),
      ]);
    } catch {
      throw changed(key);
    }
  }
}

function additionalData(key: string, cluster: string): Buffer {
  return Buffer.from(JSON.stringify(['portlight/data-key/v1', key, cluster]));
}

/** The error of a text that is not what was sealed for this cluster. */
export function changed(key: string): EncryptionError {
  return new EncryptionError(
    'ERR_SEALED_CHANGED',
    `The stored credentials are not what was encrypted for this cluster (key ${JSON.stringify(
      key,
    )}): they were changed in the database, or belong to another cluster. Restore the row, or register the credentials anew.`,
    { key },
  );
}
