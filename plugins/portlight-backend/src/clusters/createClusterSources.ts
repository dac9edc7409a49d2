import type {
  AuthService,
  DiscoveryService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { ClusterSource } from '@portlight/plugin-portlight-node';
import type { AddressPolicy } from './addresses';
import {
  CatalogSource,
  kubernetesServers,
  readCatalogCredentials,
} from './catalog';
import {
  type ClusterDescription,
  readClusterDescriptions,
  withDescriptions,
} from './describedClusters';
import { KubeconfigSource } from './KubeconfigSource';
import { KubernetesPluginSource } from './KubernetesPluginSource';
import type { Registration } from './registered';

/** What the sources of the configuration need. */
export interface ClusterSourcesOptions {
  config: Config;
  settings: {
    sources: { kubernetes: boolean; catalog: boolean };
    addresses: AddressPolicy;
  };
  logger: LoggerService;
  auth: AuthService;
  discovery: DiscoveryService;
  catalog: CatalogService;
  /** Sources that other modules added; they come first. */
  added?: readonly ClusterSource[];
  registration: Pick<Registration, 'source' | 'store'>;
}

type Descriptions = ReadonlyMap<string, ClusterDescription>;

/**
 * All sources: what modules added, the configured kubeconfig, the portal's `kubernetes:` section, what people
 * registered, and the catalog. Of the same name the first one's cluster is taken, so that nobody takes the
 * operator's away.
 */
export function createClusterSources(
  options: ClusterSourcesOptions,
): ClusterSource[] {
  const { config, settings, logger, auth, discovery, registration } = options;
  const kubeconfig = KubeconfigSource.fromConfig(config, logger);
  const configured = () => readClusterDescriptions(config);
  // a setting at fault is refused at the start; in a configuration that is reloaded it is the source's failure
  configured();
  const catalog = new CatalogSource({
    ...options,
    addresses: settings.addresses,
    credentials: readCatalogCredentials(config),
    others: async () => {
      const servers = new Map(kubernetesServers(config));
      for (const { name, server } of await registration.store.list()) {
        servers.set(server, name);
      }
      return servers;
    },
  });
  const describe = (source: ClusterSource) =>
    withDescriptions(source, configured);
  return [
    ...(options.added ?? []).map(describe),
    ...(kubeconfig ? [describe(kubeconfig)] : []),
    ...(settings.sources.kubernetes
      ? [
          withDescriptions(
            new KubernetesPluginSource({ auth, discovery }),
            async () =>
              settings.sources.catalog
                ? bothDescriptions(
                    await catalog.descriptions(kubernetesServers(config)),
                    configured(),
                  )
                : configured(),
          ),
        ]
      : []),
    describe(registration.source),
    ...(settings.sources.catalog
      ? [withDescriptions(catalog, () => overEntities(configured()))]
      : []),
  ];
}

/** What the operator says comes before what entities say. */
function bothDescriptions(
  entities: Descriptions,
  configured: Descriptions,
): Descriptions {
  const both = new Map(entities);
  for (const [name, description] of overEntities(configured)) {
    both.set(name, { ...entities.get(name), ...description });
  }
  return both;
}

/**
 * Of a cluster that the operator describes, what policies decide by is the operator's alone: whoever writes its entity
 * would else choose the owner of a cluster of which only the environment is configured.
 */
function overEntities(configured: Descriptions): Descriptions {
  const nothing = { owner: undefined, environment: undefined, tags: undefined };
  return new Map(
    [...configured].map(([name, description]) => [
      name,
      { ...nothing, ...description },
    ]),
  );
}
