import { isIP } from 'node:net';
import { dirname, resolve } from 'node:path';
import { InputError } from '@backstage/errors';
import { parseDocument } from 'yaml';
import { isFields, list, readUrl, type Fields } from './kubeconfigFields';

/** One context of a kubeconfig with what it refers to; paths in it are absolute. */
export interface KubeconfigContext {
  name: string;
  server: string;
  proxy?: string;
  cluster: Record<string, unknown>;
  user: Record<string, unknown>;
}

/** The usable contexts of a kubeconfig, and one sentence for each that is not. */
export interface Kubeconfig {
  contexts: KubeconfigContext[];
  problems: string[];
  /** The contexts that are not usable, as far as they have a name. */
  unusable: { name: string; problem: string }[];
}

/**
 * Reads a kubeconfig's text.
 *
 * @param file - the file's path, for messages and for relative paths in it
 * @param wanted - only these contexts; all when absent
 * @throws InputError where nothing in it can be used
 */
export function parseKubeconfig(
  text: string,
  file: string,
  wanted?: readonly string[],
): Kubeconfig {
  const document = parseDocument(text, { merge: true });
  if (document.errors.length > 0) {
    const [{ message }] = document.errors;
    throw new InputError(
      `${file} is no valid YAML: ${message.split('\n')[0].trim()}`,
    );
  }
  const config: unknown = document.toJS({ maxAliasCount: 100 });
  if (!isFields(config)) {
    throw new InputError(
      `${file} is no kubeconfig: it has to begin with "apiVersion: v1" and "kind: Config"`,
    );
  }
  if (config.kind !== undefined && config.kind !== 'Config') {
    throw new InputError(
      `${file} is no kubeconfig: its kind is ${JSON.stringify(
        config.kind,
      )} instead of "Config"`,
    );
  }
  const entries = list(config.contexts);
  if (entries.length === 0) {
    throw new InputError(`${file} has no contexts`);
  }
  const names = entries.map(entry => String(entry.name ?? ''));
  const known = names.filter(Boolean);
  for (const name of wanted ?? []) {
    if (!known.includes(name)) {
      throw new InputError(
        `${file} has no context ${JSON.stringify(name)}; it has ${known
          .map(each => JSON.stringify(each))
          .join(', ')}`,
      );
    }
  }
  const result: Kubeconfig = { contexts: [], problems: [], unusable: [] };
  entries.forEach((entry, index) => {
    if (wanted && !wanted.includes(names[index])) return;
    try {
      result.contexts.push(context(entry, index, config, file));
    } catch (error) {
      const problem = `${file}: ${(error as Error).message}`;
      result.problems.push(problem);
      const name = names[index];
      if (typeof name === 'string' && name) {
        result.unusable.push({ name, problem });
      }
    }
  });
  return result;
}

function context(
  entry: Fields,
  index: number,
  config: Fields,
  file: string,
): KubeconfigContext {
  const { name } = entry;
  if (typeof name !== 'string' || name === '') {
    throw new Error(`contexts[${index}].name is missing`);
  }
  const where = `context ${JSON.stringify(name)}`;
  const refers = isFields(entry.context) ? entry.context : {};
  const cluster = referred(config, 'cluster', refers.cluster, where);
  const user =
    refers.user === undefined || refers.user === ''
      ? {}
      : referred(config, 'user', refers.user, where);
  const server = readUrl(cluster.server, `${where}: cluster.server`);
  const proxy =
    cluster['proxy-url'] === undefined
      ? undefined
      : readUrl(cluster['proxy-url'], `${where}: cluster.proxy-url`);
  const folder = dirname(resolve(file));
  return {
    name,
    server,
    proxy,
    cluster: absolute(cluster, ['certificate-authority'], folder),
    user: absolute(
      user,
      ['client-certificate', 'client-key', 'tokenFile', 'token-file'],
      folder,
    ),
  };
}

function referred(
  config: Fields,
  kind: 'cluster' | 'user',
  name: unknown,
  where: string,
): Fields {
  if (typeof name !== 'string' || name === '') {
    throw new Error(`${where}: context.${kind} is missing`);
  }
  const entry = list(config[`${kind}s`]).find(each => each.name === name);
  if (!entry) {
    throw new Error(
      `${where}: its ${kind} ${JSON.stringify(name)} is not among ${kind}s`,
    );
  }
  return isFields(entry[kind]) ? entry[kind] : {};
}

function absolute(fields: Fields, names: string[], folder: string): Fields {
  const result = { ...fields };
  for (const name of names) {
    const value = result[name];
    if (typeof value === 'string' && value) {
      result[name] = resolve(folder, value);
    }
  }
  return result;
}

/** The server's name for TLS; an IP address is none. */
export function tlsServerName({
  cluster,
}: KubeconfigContext): string | undefined {
  const name = cluster['tls-server-name'];
  return typeof name === 'string' && name && !isIP(name) ? name : undefined;
}
