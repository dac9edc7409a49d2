import { isIP } from 'node:net';
import { AddressRefusedError, type AddressPolicy } from '../addresses';
import { readUrl, type Fields } from '../kubeconfigFields';
import {
  decodeBase64,
  MaterialError,
  readCertificates,
  toPem,
} from './certificates';
import { hasControls, isSet, type Refusals } from './Refusals';
import type { RegistrationSettings, UntrustedConnection } from './types';

/** What the reading of one context is given. */
export interface ReadOptions extends RegistrationSettings {
  addresses: AddressPolicy;
  /** Milliseconds since 1970. */
  now: number;
}

type Server = Pick<
  UntrustedConnection,
  'server' | 'ca' | 'tlsServerName' | 'insecureSkipTlsVerify'
>;

const LONGEST_URL = 2048;
const LABEL = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/i;

/** Reads `clusters[].cluster`; what is not accepted is added to the refusals. */
export function readServer(
  cluster: Fields,
  field: string,
  options: ReadOptions,
  refusals: Refusals,
): Partial<Server> {
  const result: Partial<Server> = {};
  result.server = readAddress(
    cluster.server,
    `${field}.server`,
    options,
    refusals,
  );
  if (isSet(cluster['proxy-url'])) {
    refusals.add(
      `${field}.proxy-url`,
      'proxy',
      'A proxy is not accepted, since it would reach what the portal must not; register an address that the portal reaches directly.',
    );
  }
  if (isSet(cluster['certificate-authority'])) {
    refusals.add(
      `${field}.certificate-authority`,
      'file-path',
      'This is the path of a file on your machine; put its content in certificate-authority-data (kubectl config view --minify --flatten does).',
    );
  }
  readAuthority(cluster, field, options, refusals, result);
  readTlsServerName(cluster, field, refusals, result);
  const insecure = cluster['insecure-skip-tls-verify'];
  if (insecure === true) {
    if (options.allowInsecureTls) result.insecureSkipTlsVerify = true;
    else {
      refusals.add(
        `${field}.insecure-skip-tls-verify`,
        'insecure',
        "Without verification anybody between the portal and the cluster could take the credentials; put the authority's certificate in certificate-authority-data instead (the operator can allow it with portlight.registration.allowInsecureTls).",
      );
    }
  } else if (isSet(insecure)) {
    refusals.add(
      `${field}.insecure-skip-tls-verify`,
      'invalid',
      'This has to be true or false.',
    );
  }
  return result;
}

function readAddress(
  value: unknown,
  field: string,
  options: ReadOptions,
  refusals: Refusals,
): string | undefined {
  if (!isSet(value)) {
    refusals.add(field, 'missing', "The API server's address is missing.");
    return undefined;
  }
  const refuse = (message: string) => {
    refusals.add(field, 'invalid', message);
    return undefined;
  };
  if (typeof value !== 'string' || value.length > LONGEST_URL) {
    return refuse(
      "The API server's address has to be text of at most 2048 characters.",
    );
  }
  // The URL parser drops tabs and line breaks and takes backslashes for slashes: others may read another address.
  if (/[\s\\]/u.test(value) || hasControls(value)) {
    return refuse(
      "The API server's address has spaces, control characters or backslashes.",
    );
  }
  let server: string;
  try {
    server = readUrl(value, field);
  } catch {
    return refuse(
      'This is no address of an API server, such as https://10.0.0.1:6443.',
    );
  }
  const url = new URL(server);
  if (url.username || url.password || value.includes('@')) {
    return refuse(
      "The API server's address has a user name or password in it (or an @); credentials belong to users.",
    );
  }
  if (/[?#]/.test(value)) {
    return refuse("The API server's address has a query or fragment.");
  }
  if (url.port === '0') return refuse('Nothing listens on port 0.');
  if (url.protocol === 'http:' && !options.allowPlainHttp) {
    refusals.add(
      field,
      'insecure',
      'Over plain http the credentials and all data can be read on the way; use https (the operator can allow it with portlight.registration.allowPlainHttp).',
    );
  }
  try {
    options.addresses.check(server);
  } catch (error) {
    if (!(error instanceof AddressRefusedError)) throw error;
    refusals.add(field, 'address', error.message);
  }
  return server;
}

function readAuthority(
  cluster: Fields,
  field: string,
  options: ReadOptions,
  refusals: Refusals,
  result: Partial<Server>,
): void {
  const data = cluster['certificate-authority-data'];
  if (!isSet(data)) return;
  const place = `${field}.certificate-authority-data`;
  try {
    const certificates = readCertificates(decodeBase64(data));
    // A bundle may carry an old authority beside its successor.
    if (certificates.every(each => each.validToDate.getTime() <= options.now)) {
      refusals.add(
        place,
        'expired',
        `The authority's certificate expired on ${certificates[0].validToDate.toISOString()}; no connection would be trusted.`,
      );
    }
    result.ca = toPem(certificates);
  } catch (error) {
    if (!(error instanceof MaterialError)) throw error;
    refusals.add(
      place,
      error.code,
      `certificate-authority-data ${error.message}.`,
    );
  }
}

/**
 * The name that TLS asks for and the certificate is checked against. Any DNS name is fine, also one of another
 * server: the address is checked by itself, and only what the given authority signed is trusted. An IP address
 * is none (TLS has no such names, Node would ignore it and check something else than was written).
 */
function readTlsServerName(
  cluster: Fields,
  field: string,
  refusals: Refusals,
  result: Partial<Server>,
): void {
  const name = cluster['tls-server-name'];
  if (!isSet(name)) return;
  const place = `${field}.tls-server-name`;
  const refuse = (message: string) => refusals.add(place, 'invalid', message);
  if (typeof name !== 'string' || name.length > 253) {
    refuse('tls-server-name has to be a host name.');
  } else if (isIP(name) || isIP(name.replace(/^\[|\]$/g, ''))) {
    refuse(
      'tls-server-name is an IP address, which TLS does not have as a name; remove it, the certificate is checked against the address of the server.',
    );
  } else {
    const labels = name.split('.');
    if (
      !labels.every(label => LABEL.test(label)) ||
      /^(\d+|0x[0-9a-f]*)$/i.test(labels[labels.length - 1])
    ) {
      refuse(
        'tls-server-name is no host name: letters, digits and dashes in parts separated by dots.',
      );
    } else result.tlsServerName = name;
  }
}
