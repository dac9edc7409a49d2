import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A self-signed certificate with its key, as PEM. */
export interface TestCertificate {
  certificate: string;
  key: string;
}

/**
 * Has openssl make a certificate.
 *
 * @param altNames - such as `IP:127.0.0.1`
 */
export function makeCertificate(altNames: string): TestCertificate {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'portlight-tls-'));
  try {
    execFileSync(
      'openssl',
      [
        ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2'],
        ...['-subj', '/CN=test', '-addext', `subjectAltName=${altNames}`],
        ...['-keyout', 'key.pem', '-out', 'certificate.pem'],
      ],
      { cwd: folder, stdio: 'ignore' },
    );
    const read = (file: string) =>
      fs.readFileSync(path.join(folder, file), 'utf8');
    return { certificate: read('certificate.pem'), key: read('key.pem') };
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}
