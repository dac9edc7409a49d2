import type { Config } from '@backstage/config';
import { serverAddress } from './serverAddress';

/**
 * The clusters of the portal's `kubernetes:` section whose addresses it names, by these. The kubernetes plugin
 * tells no addresses, and without them an entity of another name would be the same cluster once more.
 */
export function kubernetesServers(root: Config): ReadonlyMap<string, string> {
  const servers = new Map<string, string>();
  const locators =
    root.getOptionalConfigArray('kubernetes.clusterLocatorMethods') ?? [];
  for (const locator of locators) {
    // Other locators have no clusters in the configuration.
    for (const cluster of locator.getOptionalConfigArray('clusters') ?? []) {
      const server = serverAddress(cluster.getOptional('url'));
      const name = cluster.getOptional('name');
      if (server !== undefined && typeof name === 'string') {
        servers.set(server, name);
      }
    }
  }
  return servers;
}
