import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';

/** Why a certificate or key is not accepted: ends the sentence "`field` ...". */
export class MaterialError extends Error {
  readonly code: 'invalid' | 'too-large';

  constructor(message: string, code: 'invalid' | 'too-large' = 'invalid') {
    super(message);
    this.code = code;
  }
}

/** A PEM block with its label, such as `CERTIFICATE`. */
interface PemBlock {
  label: string;
  pem: string;
}

const MOST_CERTIFICATES = 50;
/** Bits; each handshake of a larger RSA key takes long. */
const LARGEST_RSA = 8192;
const SMALLEST_RSA = 1024;

/** The text in a `...-data` field. */
export function decodeBase64(value: unknown): string {
  if (typeof value !== 'string') {
    throw new MaterialError('has to be text in base64');
  }
  const compact = value.replace(/\s+/g, '');
  const padding = ['==', '=', ''].find(each => compact.endsWith(each))!;
  const body = compact.slice(0, compact.length - padding.length);
  if (body === '' || /[^A-Za-z0-9+/]/.test(body) || body.length % 4 === 1) {
    throw new MaterialError(
      'is no base64; the field has the PEM text once more encoded in base64',
    );
  }
  return Buffer.from(body, 'base64').toString('latin1');
}

/** Line by line, since a pattern over all of it can be made slow. */
function pemBlocks(text: string): PemBlock[] {
  const blocks: PemBlock[] = [];
  let open: { label: string; lines: string[] } | undefined;
  for (const each of text.split('\n')) {
    const line = each.trim();
    const [, begins] = /^-----BEGIN ([A-Z0-9 ]{1,40})-----$/.exec(line) ?? [];
    if (begins !== undefined) open = { label: begins, lines: [] };
    open?.lines.push(line);
    if (open && line === `-----END ${open.label}-----`) {
      blocks.push({ label: open.label, pem: `${open.lines.join('\n')}\n` });
      open = undefined;
    }
  }
  return blocks;
}

/** The certificates of a PEM text, in their order. */
export function readCertificates(text: string): X509Certificate[] {
  const blocks = pemBlocks(text);
  if (blocks.length === 0) {
    throw new MaterialError(
      'is no certificate in PEM (-----BEGIN CERTIFICATE-----)',
    );
  }
  if (blocks.length > MOST_CERTIFICATES) {
    throw new MaterialError(
      `has ${blocks.length} certificates; at most ${MOST_CERTIFICATES} are accepted`,
      'too-large',
    );
  }
  return blocks.map(({ label, pem }) => {
    if (label !== 'CERTIFICATE') {
      throw new MaterialError(
        `has a ${label.toLowerCase()} where only certificates may be`,
      );
    }
    try {
      return new X509Certificate(pem);
    } catch {
      throw new MaterialError('has a certificate that cannot be read');
    }
  });
}

/** Certificates as PEM, without whatever else stood beside them. */
export function toPem(certificates: readonly X509Certificate[]): string {
  return certificates.map(certificate => certificate.toString()).join('');
}

/** The one private key of a PEM text. */
export function readPrivateKey(text: string): KeyObject {
  const blocks = pemBlocks(text).filter(
    // What openssl writes before an EC key.
    ({ label }) => label !== 'EC PARAMETERS',
  );
  if (blocks.length !== 1 || !/PRIVATE KEY$/.test(blocks[0].label)) {
    throw new MaterialError(
      'is no private key in PEM (-----BEGIN PRIVATE KEY-----)',
    );
  }
  const [{ label, pem }] = blocks;
  if (label === 'ENCRYPTED PRIVATE KEY' || pem.includes('ENCRYPTED')) {
    throw new MaterialError(
      'is encrypted with a passphrase; decrypt it first (openssl pkey)',
    );
  }
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    throw new MaterialError('has a private key that cannot be read');
  }
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  if (type !== 'rsa' && type !== 'ec' && type !== 'ed25519') {
    throw new MaterialError(
      `is a key of the type ${type}; TLS takes RSA, EC and Ed25519 keys`,
    );
  }
  const bits = details?.modulusLength;
  if (bits !== undefined && (bits > LARGEST_RSA || bits < SMALLEST_RSA)) {
    throw new MaterialError(
      `is an RSA key of ${bits} bits; ${SMALLEST_RSA} to ${LARGEST_RSA} are accepted`,
    );
  }
  return key;
}

/** A private key as PEM, without whatever else stood beside it. */
export function keyToPem(key: KeyObject): string {
  return key.export({ format: 'pem', type: 'pkcs8' }).toString();
}
