import type {
  AuthService,
  DiscoveryService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import type { ClusterSource } from '@portlight/plugin-portlight-node';
import { readClusterDescriptions, withDescriptions } from './describedClusters';
import { KubeconfigSource } from './KubeconfigSource';
import { KubernetesPluginSource } from './KubernetesPluginSource';

/** What the sources of the configuration need. */
export interface ClusterSourcesOptions {
  config: Config;
  logger: LoggerService;
  auth: AuthService;
  discovery: DiscoveryService;
  /** Sources that other modules added; they come first. */
  added?: readonly ClusterSource[];
}

/** All sources: what modules added, the configured kubeconfig, and the portal's `kubernetes:` section. */
export function createClusterSources(
  options: ClusterSourcesOptions,
): ClusterSource[] {
  const { config, logger, auth, discovery, added = [] } = options;
  const kubeconfig = KubeconfigSource.fromConfig(config, logger);
  const descriptions = () => readClusterDescriptions(config);
  // a setting at fault is refused at the start; in a configuration that is reloaded it is the source's failure
  descriptions();
  return [
    ...added,
    ...(kubeconfig ? [kubeconfig] : []),
    new KubernetesPluginSource({ auth, discovery }),
  ].map(source => withDescriptions(source, descriptions));
}
