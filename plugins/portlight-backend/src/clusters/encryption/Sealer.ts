import { randomBytes } from 'node:crypto';
import type { KeyWrapper } from '@portlight/plugin-portlight-node';
import { inTime } from '../inTime';
import { changed, ConfiguredKeys, type ConfiguredKey } from './configuredKeys';
import { EncryptionError } from './EncryptionError';
import {
  decrypt,
  encrypt,
  formatEnvelope,
  parseEnvelope,
  type Envelope,
} from './envelope';

/** Options of {@link Sealer}. */
export interface SealerOptions {
  /** Newest first. */
  keys: readonly ConfiguredKey[];
  /** Wraps instead of the configured keys, which still unwrap what they wrapped. */
  wrapper?: KeyWrapper;
}

/** A key that can unwrap. */
export interface SealingKey {
  name: string;
  /** It wraps; the others only unwrap. */
  newest: boolean;
}

/** Milliseconds that a wrapper has to answer. */
const WRAPPER_TIMEOUT = 30_000;
const LONGEST_REASON = 300;
const KEY_NAME = /^[A-Za-z0-9._:/-]{1,200}$/;
const WRAPPED = /^[\x20-\x7e]{1,8192}$/;
const WRAPPER_NAME = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** Encrypts the credentials of registered clusters. */
export class Sealer {
  readonly #keys: ConfiguredKeys;
  readonly #wrapper?: KeyWrapper;

  constructor({ keys, wrapper }: SealerOptions) {
    if (wrapper && !WRAPPER_NAME.test(wrapper.name)) {
      throw new Error(
        `The key wrapper's name ${JSON.stringify(
          wrapper.name,
        )} has to be of lower-case letters, digits and dashes`,
      );
    }
    this.#keys = new ConfiguredKeys(keys);
    this.#wrapper = wrapper;
  }

  /** Whether anything can be sealed. */
  get configured(): boolean {
    return this.#wrapper !== undefined || this.#keys.names.length > 0;
  }

  /** The keys that unwrap, the one that wraps first. */
  async keys(): Promise<SealingKey[]> {
    const names = [...this.#keys.names];
    if (this.#wrapper) names.unshift(await this.#currentKey(this.#wrapper));
    return names.map((name, index) => ({ name, newest: index === 0 }));
  }

  /** The key that wraps now. */
  async newestKey(): Promise<string> {
    this.#requireKeys();
    return this.#wrapper
      ? this.#currentKey(this.#wrapper)
      : this.#keys.names[0];
  }

  /** Encrypts a text, so that it opens for this cluster only. */
  async seal(cluster: string, plaintext: string): Promise<string> {
    this.#requireKeys();
    const dataKey = randomBytes(32);
    try {
      const wrapped = await this.#wrap(dataKey, cluster);
      return formatEnvelope({
        ...wrapped,
        ...encrypt(dataKey, cluster, plaintext),
      });
    } finally {
      dataKey.fill(0);
    }
  }

  /** @throws EncryptionError that says which key and what to do */
  async open(cluster: string, sealed: string): Promise<string> {
    const envelope = parseEnvelope(sealed);
    const dataKey = await this.#unwrap(envelope, cluster);
    try {
      return decrypt(dataKey, cluster, envelope);
    } finally {
      dataKey.fill(0);
    }
  }

  /**
   * The same text with its data key wrapped by the newest key; the encrypted text itself stays as it is.
   *
   * @returns nothing where the newest key wraps it already
   * @throws EncryptionError also where the text does not open: what is broken must not look rotated
   */
  async rewrap(cluster: string, sealed: string): Promise<string | undefined> {
    const envelope = parseEnvelope(sealed);
    if (envelope.key === (await this.newestKey())) return undefined;
    const dataKey = await this.#unwrap(envelope, cluster);
    try {
      decrypt(dataKey, cluster, envelope);
      const { v, ...rest } = envelope;
      return formatEnvelope({
        ...rest,
        ...(await this.#wrap(dataKey, cluster)),
      });
    } finally {
      dataKey.fill(0);
    }
  }

  #requireKeys(): void {
    if (this.configured) return;
    throw new EncryptionError(
      'ERR_ENCRYPTION_OFF',
      'Clusters cannot be registered because no encryption key is configured. Set portlight.encryption.keys to a list with one key: [{ name: "2026-11", secret: "<output of openssl rand -base64 32>" }].',
    );
  }

  async #currentKey(wrapper: KeyWrapper): Promise<string> {
    const key = await asWrapper(wrapper, 'name its key', () =>
      wrapper.currentKey(),
    );
    return fullName(wrapper, key);
  }

  async #wrap(
    dataKey: Buffer,
    cluster: string,
  ): Promise<Pick<Envelope, 'key' | 'wrapped'>> {
    const wrapper = this.#wrapper;
    if (!wrapper) return this.#keys.wrapKey(dataKey, cluster);
    // A copy, so that a wrapper that keeps it does not see it cleared and one that clears it does no harm.
    const { key, wrapped } = await asWrapper(wrapper, 'wrap a key', () =>
      wrapper.wrapKey(Uint8Array.from(dataKey), { cluster }),
    );
    if (typeof wrapped !== 'string' || !WRAPPED.test(wrapped)) {
      throw new EncryptionError(
        'ERR_KEY_WRAPPER',
        `The key wrapper "${wrapper.name}" answered a wrapped key that is no printable ASCII text of at most 8 KiB.`,
      );
    }
    return { key: fullName(wrapper, key), wrapped };
  }

  async #unwrap(envelope: Envelope, cluster: string): Promise<Buffer> {
    const { key, wrapped } = envelope;
    const slash = key.indexOf('/');
    if (slash < 0) return this.#keys.unwrapKey(key, wrapped, cluster);
    const owner = key.slice(0, slash);
    const wrapper = this.#wrapper;
    if (wrapper?.name !== owner) {
      throw new EncryptionError(
        'ERR_KEY_MISSING',
        `The credentials are encrypted with the key ${JSON.stringify(
          key,
        )} of the key wrapper ${JSON.stringify(
          owner,
        )}, which is not installed (any more). Install its backend module again, or register the cluster's credentials anew.`,
        { key },
      );
    }
    const dataKey = await asWrapper(
      wrapper,
      `unwrap with the key ${JSON.stringify(key)}`,
      () =>
        wrapper.unwrapKey({ key: key.slice(slash + 1), wrapped }, { cluster }),
    );
    if (!(dataKey instanceof Uint8Array) || dataKey.length !== 32) {
      throw changed(key);
    }
    return Buffer.from(dataKey);
  }
}

/** The key's name with its wrapper's; a configured key's name has no slash. */
function fullName(wrapper: KeyWrapper, key: unknown): string {
  if (typeof key !== 'string' || !KEY_NAME.test(key)) {
    throw new EncryptionError(
      'ERR_KEY_WRAPPER',
      `The key wrapper "${wrapper.name}" named a key with other characters than letters, digits and ._:/-`,
    );
  }
  return `${wrapper.name}/${key}`;
}

async function asWrapper<T>(
  wrapper: KeyWrapper,
  task: string,
  call: () => Promise<T>,
): Promise<T> {
  try {
    return await inTime(call(), WRAPPER_TIMEOUT);
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    throw new EncryptionError(
      'ERR_KEY_WRAPPER',
      `The key wrapper "${wrapper.name}" cannot ${task}: ${
        // One line, since it ends in logs and answers.
        reason.replace(/[\p{C}\s]+/gu, ' ').slice(0, LONGEST_REASON) ||
        'it gave no reason'
      }`,
    );
  }
}

/** The name of the key that wraps a sealed text, for the column beside it. */
export function keyOf(sealed: string): string {
  return parseEnvelope(sealed).key;
}
