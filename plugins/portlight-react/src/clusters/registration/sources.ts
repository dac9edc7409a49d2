import type { Cluster } from '@portlight/plugin-portlight-common';

/** Whether a cluster was registered in the portal, and can be changed there. */
export const isRegistered = ({ source }: Pick<Cluster, 'source'>): boolean =>
  source === 'registered';

const SOURCES: Record<string, string> = {
  kubernetes:
    "It comes from the portal's Kubernetes configuration (`kubernetes.clusterLocatorMethods` in app-config.yaml); title, environment, owner and tags from `portlight.clusters`.",
  kubeconfig:
    'It comes from the kubeconfig that the portal was started with; title, environment, owner and tags from `portlight.clusters`.',
  catalog:
    'It comes from its entity in the catalog: address, credentials and owner are changed in the file that describes the entity.',
};

/** Where a cluster that was not registered is changed. */
export function describeSource({ source }: Pick<Cluster, 'source'>): string {
  return Object.hasOwn(SOURCES, source)
    ? SOURCES[source]
    : `It comes from the source \`${source}\` of the portal, and is changed there.`;
}
