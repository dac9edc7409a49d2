import type { Fields } from '../kubeconfigFields';
import {
  decodeBase64,
  keyToPem,
  MaterialError,
  readCertificates,
  readPrivateKey,
  toPem,
} from './certificates';
import { readExec } from './readExec';
import type { ReadOptions } from './readServer';
import { hasControls, isSet, type Refusals } from './Refusals';
import { tokenExpiry } from './tokenExpiry';
import type { CredentialsKind, UntrustedConnection } from './types';

type Credentials = Pick<
  UntrustedConnection,
  'token' | 'clientCertificate' | 'clientKey' | 'username' | 'password' | 'exec'
>;

/** What `users[].user` gives. */
export interface ReadUser {
  kind: CredentialsKind;
  credentials: Credentials;
  /** Milliseconds since 1970. */
  expiresAt?: number;
}

const LONGEST_TOKEN = 32 * 1024;
const LONGEST_PASSWORD = 4096;

const FILE_FIELDS: Record<string, string> = {
  'client-certificate': 'client-certificate-data',
  'client-key': 'client-key-data',
  tokenFile: 'token',
  'token-file': 'token',
};

const IMPERSONATION = [
  'as',
  'as-uid',
  'as-groups',
  'as-user-extra',
  'act-as',
  'act-as-uid',
  'act-as-groups',
  'act-as-user-extra',
];

/** Reads `users[].user`; what is not accepted is added to the refusals. */
export function readUser(
  user: Fields,
  field: string,
  options: ReadOptions,
  refusals: Refusals,
): ReadUser {
  for (const [name, instead] of Object.entries(FILE_FIELDS)) {
    if (isSet(user[name])) {
      refusals.add(
        `${field}.${name}`,
        'file-path',
        `This is the path of a file on your machine; put its content in ${instead} (kubectl config view --minify --flatten does for certificates).`,
      );
    }
  }
  for (const name of IMPERSONATION) {
    if (isSet(user[name])) {
      refusals.add(
        `${field}.${name}`,
        'impersonation',
        'Acting as somebody else is not accepted; use credentials that have the permissions themselves.',
      );
    }
  }
  if (isSet(user['auth-provider'])) {
    refusals.add(
      `${field}.auth-provider`,
      'auth-provider',
      'Auth providers are not accepted, since they run commands and contact other servers; use a token of a service account or a client certificate.',
    );
  }
  const credentials: Credentials = {};
  const expiries: number[] = [];
  if (isSet(user.exec)) {
    credentials.exec = readExec(
      user.exec,
      `${field}.exec`,
      options.allowedExecCommands ?? [],
      refusals,
    );
  }
  readCertificate(user, field, options, refusals, credentials, expiries);
  readToken(
    user.token,
    `${field}.token`,
    options,
    refusals,
    credentials,
    expiries,
  );
  readPassword(user, field, refusals, credentials);
  const bearers = [
    isSet(user.token),
    isSet(user.username) || isSet(user.password),
    isSet(user.exec),
  ].filter(Boolean);
  if (bearers.length > 1) {
    refusals.add(
      field,
      'invalid',
      'There is more than one of token, exec, and username with password; keep one.',
    );
  }
  return {
    kind: kindOf(user),
    credentials,
    expiresAt: expiries.length > 0 ? Math.min(...expiries) : undefined,
  };
}

/** What it would sign in with, also where that is refused. */
function kindOf(user: Fields): CredentialsKind {
  const set = (...names: string[]) => names.some(name => isSet(user[name]));
  if (set('token', 'tokenFile', 'token-file', 'auth-provider')) return 'token';
  if (set('exec')) return 'exec';
  if (set('client-certificate-data', 'client-certificate')) {
    return 'clientCertificate';
  }
  return set('username', 'password') ? 'basic' : 'none';
}

function readCertificate(
  user: Fields,
  field: string,
  options: ReadOptions,
  refusals: Refusals,
  credentials: Credentials,
  expiries: number[],
): void {
  const names = ['client-certificate-data', 'client-key-data'] as const;
  const [hasCertificate, hasKey] = names.map(name => isSet(user[name]));
  if (!hasCertificate && !hasKey) return;
  if (!hasCertificate || !hasKey) {
    const [there, missing] = hasCertificate ? names : [names[1], names[0]];
    // A path in the place of the missing one has its own refusal.
    if (!isSet(user[missing.replace('-data', '')])) {
      refusals.add(
        `${field}.${missing}`,
        'missing',
        `There is ${there} without ${missing}; both are needed.`,
      );
    }
    return;
  }
  const read = <T>(name: string, parse: (text: string) => T): T | undefined => {
    try {
      return parse(decodeBase64(user[name]));
    } catch (error) {
      if (!(error instanceof MaterialError)) throw error;
      refusals.add(`${field}.${name}`, error.code, `${name} ${error.message}.`);
      return undefined;
    }
  };
  const certificates = read(names[0], readCertificates);
  const key = read(names[1], readPrivateKey);
  if (certificates) {
    const [{ validFromDate, validToDate }] = certificates;
    const place = `${field}.${names[0]}`;
    expiries.push(validToDate.getTime());
    if (validToDate.getTime() <= options.now) {
      refusals.add(
        place,
        'expired',
        `The client certificate expired on ${validToDate.toISOString()}; renew it.`,
      );
    } else if (validFromDate.getTime() > options.now) {
      refusals.add(
        place,
        'expired',
        `The client certificate is not valid before ${validFromDate.toISOString()}; check the clocks.`,
      );
    }
    credentials.clientCertificate = toPem(certificates);
  }
  if (key) credentials.clientKey = keyToPem(key);
  if (certificates && key && !certificates[0].checkPrivateKey(key)) {
    refusals.add(
      `${field}.${names[1]}`,
      'invalid',
      'The key does not belong to the client certificate (the first one of client-certificate-data).',
    );
  }
}

function readToken(
  token: unknown,
  field: string,
  options: ReadOptions,
  refusals: Refusals,
  credentials: Credentials,
  expiries: number[],
): void {
  if (!isSet(token)) return;
  if (typeof token !== 'string') {
    refusals.add(
      field,
      'invalid',
      'The token has to be text; put it in quotes.',
    );
    return;
  }
  if (token.length > LONGEST_TOKEN) {
    refusals.add(field, 'too-large', 'The token is longer than any token.');
    return;
  }
  // It becomes a header: a line break would begin another one.
  if (!/^[\x21-\x7e]+$/.test(token)) {
    refusals.add(
      field,
      'invalid',
      'The token has a line break, space or character that no token has; copy it again.',
    );
    return;
  }
  const expiry = tokenExpiry(token);
  if (expiry !== undefined) {
    expiries.push(expiry);
    if (expiry <= options.now) {
      refusals.add(
        field,
        'expired',
        `The token expired on ${new Date(
          expiry,
        ).toISOString()}; make a new one.`,
      );
    }
  }
  credentials.token = token;
}

function readPassword(
  user: Fields,
  field: string,
  refusals: Refusals,
  credentials: Credentials,
): void {
  const { username, password } = user;
  if (!isSet(username) && !isSet(password)) return;
  for (const [name, value] of Object.entries({ username, password })) {
    const place = `${field}.${name}`;
    if (!isSet(value)) {
      refusals.add(
        place,
        'missing',
        'Both username and password are needed for basic authentication.',
      );
    } else if (
      typeof value !== 'string' ||
      value.length > LONGEST_PASSWORD ||
      hasControls(value) ||
      (name === 'username' && value.includes(':'))
    ) {
      refusals.add(
        place,
        'invalid',
        name === 'username'
          ? 'The user name has to be text without line breaks, control characters and colons.'
          : 'The password has to be text without line breaks and control characters.',
      );
    }
  }
  if (typeof username === 'string' && typeof password === 'string') {
    credentials.username = username;
    credentials.password = password;
  }
}
