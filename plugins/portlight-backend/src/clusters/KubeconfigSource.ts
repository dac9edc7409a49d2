import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type {
  ClusterSource,
  SourceCluster,
} from '@portlight/plugin-portlight-node';
import { parseKubeconfig, type KubeconfigContext } from './kubeconfig';
import { contextCredentials } from './kubeconfigCredentials';
import { PooledConnection } from './PooledConnection';

/** Options of {@link KubeconfigSource}. */
export interface KubeconfigSourceOptions {
  path: string;
  /** Only these contexts; all when absent. */
  contexts?: readonly string[];
  logger: LoggerService;
}

/** The contexts of a kubeconfig on this machine, for development. */
export class KubeconfigSource implements ClusterSource {
  readonly name = 'kubeconfig';
  readonly #options: KubeconfigSourceOptions;
  #told = '';

  constructor(options: KubeconfigSourceOptions) {
    this.#options = options;
  }

  /** The source that `portlight.kubeconfig` configures, if it does. */
  static fromConfig(
    config: Config,
    logger: LoggerService,
  ): KubeconfigSource | undefined {
    const section = config.getOptionalConfig('portlight.kubeconfig');
    if (!section) return undefined;
    return new KubeconfigSource({
      path: section.getString('path'),
      contexts: section.getOptionalStringArray('contexts'),
      logger,
    });
  }

  async listClusters(): Promise<SourceCluster[]> {
    const { path, contexts: wanted, logger } = this.#options;
    const text = await readKubeconfig(path);
    const { contexts, problems, unusable } = parseKubeconfig(
      text,
      path,
      wanted,
    );
    // Once, and again only when they change: this is read every minute.
    const told = problems.join('\n');
    if (told !== this.#told) problems.forEach(problem => logger.warn(problem));
    this.#told = told;
    if (contexts.length === 0) throw new InputError(problems.join('; '));
    const usable = new Set(contexts.map(({ name }) => name));
    return [
      ...contexts.map(sourceCluster),
      ...unusable.filter(({ name }) => !usable.has(name)).map(unusableCluster),
    ];
  }
}

/** Far above any kubeconfig. */
const LARGEST_FILE = 16 * 1024 * 1024;

async function readKubeconfig(path: string): Promise<string> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason =
      code === 'ENOENT'
        ? 'there is no such file'
        : `it cannot be read (${code})`;
    throw new InputError(`portlight.kubeconfig.path is ${path}, but ${reason}`);
  }
  if (bytes.length > LARGEST_FILE) {
    throw new InputError(
      `portlight.kubeconfig.path is ${path}, but at ${bytes.length} bytes that is no kubeconfig`,
    );
  }
  return bytes.toString('utf8');
}

function sourceCluster(context: KubeconfigContext): SourceCluster {
  return {
    name: context.name,
    title: context.name,
    // Never shown; a hash so that no secret is where it might be logged.
    fingerprint: createHash('sha256')
      .update(JSON.stringify(context))
      .digest('hex'),
    connect: () =>
      new PooledConnection({
        server: context.server,
        proxy: context.proxy,
        credentials: contextCredentials(context),
      }),
  };
}

/** Listed all the same: a cluster that is missing without a word looks like one that does not exist. */
function unusableCluster(context: {
  name: string;
  problem: string;
}): SourceCluster {
  const { name, problem } = context;
  return {
    name,
    title: name,
    fingerprint: problem,
    connect: () => ({
      request: async () => {
        throw new Error(problem);
      },
      close: async () => {},
    }),
  };
}
