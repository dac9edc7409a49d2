import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type {
  ClusterSource,
  SourceCluster,
} from '@portlight/plugin-portlight-node';

/** What an administrator says of a cluster that its source does not know. */
export type ClusterDescription = Pick<
  SourceCluster,
  | 'title'
  | 'environment'
  | 'description'
  | 'owner'
  | 'tags'
  | 'dashboardUrl'
  | 'maintenance'
>;

const TEXTS = ['title', 'environment', 'description', 'owner'] as const;
const KNOWN: readonly string[] = ['name', 'tags', 'maintenance', ...TEXTS];

/**
 * The descriptions under `portlight.clusters`, by the cluster's name. The Kubernetes plugin tells names and titles only,
 * so that environments, owners and tags come from here.
 *
 * @throws InputError naming the setting at fault
 */
export function readClusterDescriptions(
  root: Config,
): ReadonlyMap<string, ClusterDescription> {
  const descriptions = new Map<string, ClusterDescription>();
  const configs = root.getOptionalConfigArray('portlight.clusters') ?? [];
  configs.forEach((config, index) => {
    const place = `portlight.clusters[${index}]`;
    const unknown = config.keys().find(key => !KNOWN.includes(key));
    if (unknown !== undefined) {
      throw new InputError(
        `\`${place}.${unknown}\` in the configuration is not a setting of Portlight; the settings here are ${KNOWN.join(
          ', ',
        )}`,
      );
    }
    const name = config.getString('name');
    if (descriptions.has(name)) {
      throw new InputError(
        `\`${place}.name\` in the configuration is ${name}, which is described already`,
      );
    }
    const description: ClusterDescription = {};
    for (const key of TEXTS) {
      const text = config.getOptionalString(key);
      if (text !== undefined) description[key] = text;
    }
    const tags = config.getOptionalStringArray('tags');
    if (tags) description.tags = tags;
    const maintenance = config.getOptionalBoolean('maintenance');
    if (maintenance) description.maintenance = {};
    descriptions.set(name, description);
  });
  return descriptions;
}

/**
 * The same source, its clusters described. What the administrator says comes before what the source says.
 *
 * @param descriptions - asked whenever the source is, so that a reloaded configuration takes effect without a restart
 */
export function withDescriptions(
  source: ClusterSource,
  descriptions: () =>
    | ReadonlyMap<string, ClusterDescription>
    | Promise<ReadonlyMap<string, ClusterDescription>>,
): ClusterSource {
  return {
    name: source.name,
    refreshSeconds: source.refreshSeconds,
    onChange: source.onChange && (listener => source.onChange!(listener)),
    listClusters: async () => {
      const described = await descriptions();
      return (await source.listClusters()).map(cluster => ({
        ...cluster,
        ...described.get(cluster.name),
        connect: () => cluster.connect(),
      }));
    },
  };
}
