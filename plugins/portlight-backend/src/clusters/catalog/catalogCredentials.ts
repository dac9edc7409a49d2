import { readFile } from 'node:fs/promises';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { Credentials } from '../PooledConnection';
import { serverAddress } from './serverAddress';

/** The operator's credentials for one server. */
export interface CatalogCredentials {
  /** As {@link serverAddress} writes it. */
  server: string;
  /** The only entity that they are for, whole and in lower case; any that names the server when absent. */
  entityRef?: string;
  token?: string;
  tokenFile?: string;
  /** PEM. */
  certificateAuthority?: string;
  certificateAuthorityFile?: string;
}

const SETTINGS = [
  'server',
  'entity',
  'serviceAccountToken',
  'serviceAccountTokenFile',
  'caData',
  'caFile',
];

/**
 * The credentials under `portlight.catalog.credentials`, by the server's address: whoever writes entities
 * decides on names and addresses, and must not have a token sent to one.
 *
 * @throws InputError naming the setting at fault, never its value
 */
export function readCatalogCredentials(
  root: Config,
): ReadonlyMap<string, CatalogCredentials> {
  const credentials = new Map<string, CatalogCredentials>();
  const configs =
    root.getOptionalConfigArray('portlight.catalog.credentials') ?? [];
  configs.forEach((config, index) => {
    const place = `portlight.catalog.credentials[${index}]`;
    const read = readOne(config, place);
    if (credentials.has(read.server)) {
      throw new InputError(`\`${place}.server\` is there twice`);
    }
    credentials.set(read.server, read);
  });
  return credentials;
}

function readOne(config: Config, place: string): CatalogCredentials {
  const unknown = config.keys().find(key => !SETTINGS.includes(key));
  if (unknown !== undefined) {
    throw new InputError(
      `\`${place}.${unknown}\` in the configuration is not a setting of Portlight; the settings here are ${SETTINGS.join(
        ', ',
      )}`,
    );
  }
  const server = serverAddress(config.getString('server'));
  if (!server?.startsWith('https:')) {
    throw new InputError(
      `\`${place}.server\` has to be the https:// address of an API server, as in the annotation kubernetes.io/api-server`,
    );
  }
  const entityRef = readEntityRef(config, place);
  const token = config.getOptionalString('serviceAccountToken');
  const tokenFile = config.getOptionalString('serviceAccountTokenFile');
  if ((token === undefined) === (tokenFile === undefined)) {
    throw new InputError(
      `\`${place}\` has to have either serviceAccountToken or serviceAccountTokenFile`,
    );
  }
  const data = config.getOptionalString('caData');
  const certificateAuthority =
    data === undefined ? undefined : fromBase64(data);
  if (data !== undefined && !certificateAuthority) {
    throw new InputError(
      `\`${place}.caData\` has to be a certificate in PEM, encoded in base64`,
    );
  }
  return {
    server,
    entityRef,
    token,
    tokenFile,
    certificateAuthority,
    certificateAuthorityFile: config.getOptionalString('caFile'),
  };
}

function readEntityRef(config: Config, place: string): string | undefined {
  const written = config.getOptionalString('entity');
  if (written === undefined) return undefined;
  try {
    return stringifyEntityRef(
      parseEntityRef(written, {
        defaultKind: 'resource',
        defaultNamespace: 'default',
      }),
    );
  } catch {
    throw new InputError(
      `\`${place}.entity\` has to be the reference of a catalog entity, such as resource:default/production`,
    );
  }
}

function fromBase64(data: string): string | undefined {
  const pem = Buffer.from(data, 'base64').toString('utf8');
  return pem.includes('-----BEGIN CERTIFICATE-----') ? pem : undefined;
}

/** Milliseconds for which what was read of files is used; tokens in files are renewed. */
const REUSE = 10_000;

/** The credentials as a connection wants them, of files as they are now. */
export function catalogCredentials(
  settings: CatalogCredentials,
  now: () => number = Date.now,
): () => Promise<Credentials> {
  const read = async (): Promise<Credentials> => {
    const { tokenFile, certificateAuthorityFile } = settings;
    const token =
      tokenFile === undefined
        ? settings.token
        : (await readText(tokenFile, 'serviceAccountTokenFile')).trim();
    const ca =
      certificateAuthorityFile === undefined
        ? settings.certificateAuthority
        : await readText(certificateAuthorityFile, 'caFile');
    return {
      headers: { authorization: `Bearer ${token}` },
      tls: ca === undefined ? {} : { ca },
    };
  };
  let last: { at: number; credentials: Promise<Credentials> } | undefined;
  return () => {
    if (last && now() - last.at < REUSE) return last.credentials;
    const credentials = read();
    last = { at: now(), credentials };
    credentials.catch(() => {
      last = undefined;
    });
    return credentials;
  };
}

async function readText(path: string, setting: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new Error(
      `the file ${path} of portlight.catalog.credentials[].${setting} cannot be read (${
        (error as NodeJS.ErrnoException).code
      })`,
    );
  }
}
