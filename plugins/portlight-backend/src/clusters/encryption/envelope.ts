import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { changed } from './configuredKeys';
import { EncryptionError } from './EncryptionError';

/**
 * A sealed text, as JSON in the database. Everything binary is base64.
 *
 * The text is encrypted with a data key of its own (AES-256-GCM, additional data: format and cluster), the
 * data key is wrapped by the key that `key` names, so that a rotation wraps again without touching the text.
 */
export interface Envelope {
  v: typeof VERSION;
  /** The key that wraps the data key: a configured one's name, or `<wrapper>/<key>`. */
  key: string;
  wrapped: string;
  iv: string;
  tag: string;
  ciphertext: string;
}

const VERSION = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const LARGEST = 4 * 1024 * 1024;

/** Encrypts a text for a cluster. */
export function encrypt(
  dataKey: Uint8Array,
  cluster: string,
  text: string,
): Pick<Envelope, 'iv' | 'tag' | 'ciphertext'> {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', dataKey, iv);
  cipher.setAAD(additionalData(cluster));
  const ciphertext = Buffer.concat([
    cipher.update(text, 'utf8'),
    cipher.final(),
  ]);
  return {
    iv: iv.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    ciphertext: ciphertext.toString('base64'),
  };
}

/** @throws EncryptionError where it is not what was encrypted for this cluster */
export function decrypt(
  dataKey: Uint8Array,
  cluster: string,
  envelope: Envelope,
): string {
  const iv = Buffer.from(envelope.iv, 'base64');
  const tag = Buffer.from(envelope.tag, 'base64');
  if (
    dataKey.length !== 32 ||
    iv.length !== IV_BYTES ||
    tag.length !== TAG_BYTES
  ) {
    throw changed(envelope.key);
  }
  const decipher = createDecipheriv('aes-256-gcm', dataKey, iv, {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(additionalData(cluster));
  decipher.setAuthTag(tag);
  try {
    return Buffer.concat([
      decipher.update(envelope.ciphertext, 'base64'),
      decipher.final(),
    ]).toString('utf8');
  } catch {
    throw changed(envelope.key);
  }
}

function additionalData(cluster: string): Buffer {
  return Buffer.from(JSON.stringify(['portlight/credentials/v1', cluster]));
}

/** As it is stored. */
export function formatEnvelope(envelope: Omit<Envelope, 'v'>): string {
  return JSON.stringify({ v: VERSION, ...envelope });
}

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** @throws EncryptionError where it is none of this version */
export function parseEnvelope(sealed: string): Envelope {
  let value: unknown;
  try {
    value = sealed.length > LARGEST ? undefined : JSON.parse(sealed);
  } catch {
    value = undefined;
  }
  if (typeof value !== 'object' || value === null || !('v' in value)) {
    throw invalid();
  }
  if (value.v !== VERSION) {
    if (!Number.isInteger(value.v) || Number(value.v) < 1) throw invalid();
    throw new EncryptionError(
      'ERR_SEALED_VERSION',
      `The stored credentials have the format ${value.v}, which this version of Portlight does not know. Run the newer version that wrote them, or register the credentials anew.`,
    );
  }
  const fields = value as Record<string, unknown>;
  const text = (name: string, pattern?: RegExp): string => {
    const field = fields[name];
    if (typeof field !== 'string' || (pattern && !pattern.test(field))) {
      throw invalid();
    }
    return field;
  };
  return {
    v: VERSION,
    key: text('key'),
    wrapped: text('wrapped'),
    iv: text('iv', BASE64),
    tag: text('tag', BASE64),
    ciphertext: text('ciphertext', BASE64),
  };
}

function invalid(): EncryptionError {
  return new EncryptionError(
    'ERR_SEALED_INVALID',
    'The stored credentials are damaged: they are no encrypted text of Portlight. Restore the row, or register the credentials anew.',
  );
}
