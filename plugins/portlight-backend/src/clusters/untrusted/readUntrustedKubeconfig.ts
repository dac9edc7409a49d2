import type { AddressPolicy } from '../addresses';
import { isFields, type Fields } from '../kubeconfigFields';
import { readServer, type ReadOptions } from './readServer';
import { readUser } from './readUser';
import { readYaml } from './readYaml';
import { hasControls, isSet, Refusals } from './Refusals';
import {
  UntrustedKubeconfigError,
  type RegistrationSettings,
  type UntrustedContext,
} from './types';

/** Options of {@link readUntrustedKubeconfig}. */
export interface UntrustedKubeconfigOptions extends RegistrationSettings {
  addresses: AddressPolicy;
  /** Milliseconds since 1970. */
  now?: () => number;
}

const MOST_CONTEXTS = 500;
const LONGEST_NAME = 253;

/**
 * Reads a kubeconfig that a user pasted, who may want the portal to run commands, read its files or reach
 * servers that only it can reach. Everything that could is refused by the field's name; what is left is
 * copied field by field, so that nothing else of the text comes any further. No server is asked.
 *
 * @throws UntrustedKubeconfigError where the text as a whole is not accepted; no message has a secret in it
 */
export function readUntrustedKubeconfig(
  text: string,
  options: UntrustedKubeconfigOptions,
): UntrustedContext[] {
  const config = readYaml(text);
  if (!isFields(config)) {
    throw new UntrustedKubeconfigError(
      'This is no kubeconfig: it has to begin with "apiVersion: v1" and "kind: Config"',
    );
  }
  if (isSet(config.kind) && config.kind !== 'Config') {
    throw new UntrustedKubeconfigError(
      'This is no kubeconfig: its kind is not "Config"',
    );
  }
  const entries = Array.isArray(config.contexts) ? config.contexts : [];
  if (entries.length === 0) {
    throw new UntrustedKubeconfigError('The kubeconfig has no contexts');
  }
  for (const section of ['contexts', 'clusters', 'users']) {
    const value = config[section];
    if (Array.isArray(value) && value.length > MOST_CONTEXTS) {
      throw new UntrustedKubeconfigError(
        `The kubeconfig has ${value.length} ${section}, at most ${MOST_CONTEXTS} are accepted; paste only the context that is to be registered (kubectl config view --minify --flatten)`,
      );
    }
  }
  const names = entries.map((entry, index) => {
    const name = isFields(entry) ? entry.name : undefined;
    if (
      typeof name !== 'string' ||
      name === '' ||
      name.length > LONGEST_NAME ||
      hasControls(name)
    ) {
      throw new UntrustedKubeconfigError(
        `contexts[${index}].name has to be text of 1 to ${LONGEST_NAME} characters without control characters`,
      );
    }
    return name;
  });
  const read: ReadOptions = { ...options, now: (options.now ?? Date.now)() };
  const reader: Reader = {
    config,
    names,
    cluster: once((fields, field, refusals) =>
      readServer(fields, field, read, refusals),
    ),
    user: once((fields, field, refusals) =>
      readUser(fields, field, read, refusals),
    ),
  };
  return entries.map((entry, index) =>
    readContext(reader, entry as Fields, index),
  );
}

type Read<T> = (fields: Fields, field: string, refusals: Refusals) => T;

interface Reader {
  config: Fields;
  names: readonly string[];
  cluster: Read<ReturnType<typeof readServer>>;
  user: Read<ReturnType<typeof readUser>>;
}

/** Reads an entry once, however many contexts refer to it: certificates take their time. */
function once<T>(read: Read<T>): Read<T> {
  const known = new Map<string, { result: T; refusals: Refusals }>();
  return (fields, field, refusals) => {
    let entry = known.get(field);
    if (!entry) {
      const own = new Refusals();
      entry = { result: read(fields, field, own), refusals: own };
      known.set(field, entry);
    }
    refusals.all.push(...entry.refusals.all);
    return entry.result;
  };
}

function readContext(
  { config, names, ...read }: Reader,
  entry: Fields,
  index: number,
): UntrustedContext {
  const refusals = new Refusals();
  const name = names[index];
  const field = `contexts[${index}]`;
  if (names.indexOf(name) !== names.lastIndexOf(name)) {
    refusals.add(
      `${field}.name`,
      'duplicate-name',
      'Several contexts have this name, so that it cannot be told which is meant; rename or remove all but one.',
    );
  }
  const context = isFields(entry.context) ? entry.context : {};
  const cluster = referred(config, 'cluster', context.cluster, field, refusals);
  const user = isSet(context.user)
    ? referred(config, 'user', context.user, field, refusals)
    : undefined;
  const server =
    cluster && read.cluster(cluster.fields, cluster.field, refusals);
  const { kind, credentials, expiresAt } = read.user(
    user?.fields ?? {},
    user?.field ?? '',
    refusals,
  );
  const address = server?.server;
  return {
    name,
    current: config['current-context'] === name,
    server: address,
    credentials: kind,
    credentialsExpireAt:
      expiresAt === undefined ? undefined : new Date(expiresAt).toISOString(),
    refusals: refusals.all,
    connection:
      refusals.all.length === 0 && address !== undefined
        ? defined({ ...server, server: address, ...credentials })
        : undefined,
  };
}

function referred(
  config: Fields,
  kind: 'cluster' | 'user',
  name: unknown,
  field: string,
  refusals: Refusals,
): { fields: Fields; field: string } | undefined {
  const place = `${field}.context.${kind}`;
  if (typeof name !== 'string' || name === '') {
    refusals.add(place, 'missing', `The name of a ${kind} is missing.`);
    return undefined;
  }
  const section = `${kind}s`;
  const entries = config[section];
  const found = (Array.isArray(entries) ? entries : []).flatMap(
    (entry: unknown, index) =>
      isFields(entry) && entry.name === name ? [{ entry, index }] : [],
  );
  if (found.length === 0) {
    refusals.add(
      place,
      'missing',
      `There is no such name among ${section}; paste the whole kubeconfig.`,
    );
    return undefined;
  }
  if (found.length > 1) {
    refusals.add(
      `${section}[${found[1].index}].name`,
      'duplicate-name',
      `Several ${section} have this name, so that it cannot be told which is meant; rename or remove all but one.`,
    );
    return undefined;
  }
  const [{ entry, index }] = found;
  const fields = entry[kind];
  return {
    fields: isFields(fields) ? fields : {},
    field: `${section}[${index}].${kind}`,
  };
}

function defined<T extends object>(fields: T): T {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as T;
}
