import { generateKeyPairSync } from 'node:crypto';
import selfsigned from 'selfsigned';
import type { CertificateFault } from '../faults';

/** A key and certificate, PEM. */
export interface ServerCertificate {
  key: string;
  /** The server's certificate. */
  cert: string;
  /** What clients must trust for it: itself. */
  authority: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Makes a server certificate that is its own authority.
 *
 * @param host - the address that clients use
 * @param fault - what is to be wrong with it
 */
export function createCertificate(
  host: string,
  fault?: CertificateFault['certificate'],
): ServerCertificate {
  const start =
    fault === 'expired'
      ? Date.now() - 30 * DAY_MS
      : Date.now() + (fault === 'not-yet-valid' ? DAY_MS : -DAY_MS);
  const names =
    fault === 'wrong-host'
      ? [{ type: 2, value: 'somebody-else.example' }]
      : [
          { type: 2, value: 'localhost' },
          { type: 2, value: 'kubernetes.default.svc' },
          { type: 7, ip: '127.0.0.1' },
          ...(/^[\d.]+$/.test(host) && host !== '127.0.0.1'
            ? [{ type: 7, ip: host }]
            : []),
        ];
  const made = selfsigned.generate(
    [{ name: 'commonName', value: 'portlight-simulator' }],
    {
      algorithm: 'sha256',
      // By Node: the library's own arithmetic would stop the event loop for seconds.
      keyPair: generateKeyPairSync('rsa', {
        modulusLength: 2048,
        publicKeyEncoding: { type: 'spki', format: 'pem' },
        privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
      }),
      notBeforeDate: new Date(start),
      days: fault === 'expired' ? 1 : 365,
      extensions: [
        { name: 'basicConstraints', cA: true },
        { name: 'keyUsage', keyCertSign: true, digitalSignature: true },
        { name: 'extKeyUsage', serverAuth: true },
        { name: 'subjectAltName', altNames: names },
      ],
      // Its types do not know `keyPair`.
    } as Parameters<typeof selfsigned.generate>[1],
  );
  return { key: made.private, cert: made.cert, authority: made.cert };
}
