import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A self-signed certificate with its key, as PEM. */
export interface TestCertificate {
  certificate: string;
  key: string;
}

/** Options of {@link makeCertificate}. */
export interface TestCertificateOptions {
  /** Such as `DNS:cluster.example`. */
  altNames?: string;
  days?: number;
  /** As openssl takes it; an EC key when absent. */
  newKey?: readonly string[];
}

/** Has openssl make a certificate. */
export function makeCertificate(
  options: TestCertificateOptions = {},
): TestCertificate {
  const folder = mkdtempSync(join(tmpdir(), 'portlight-certificate-'));
  try {
    execFileSync(
      'openssl',
      [
        ...['req', '-x509', '-nodes', '-days', String(options.days ?? 30)],
        ...(options.newKey ?? [
          ...['-newkey', 'ec'],
          ...['-pkeyopt', 'ec_paramgen_curve:prime256v1'],
        ]),
        ...['-subj', '/CN=test'],
        ...['-addext', `subjectAltName=${options.altNames ?? 'DNS:test'}`],
        ...['-keyout', 'key.pem', '-out', 'certificate.pem'],
      ],
      { cwd: folder, stdio: 'ignore' },
    );
    return {
      certificate: readFileSync(join(folder, 'certificate.pem'), 'utf8'),
      key: readFileSync(join(folder, 'key.pem'), 'utf8'),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
