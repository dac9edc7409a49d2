import type { ClusterDescription, ProviderName } from './description';

const PROVIDERS: readonly ProviderName[] = ['eks', 'gke', 'aks', 'k3s'];

const VERSIONS: Record<ProviderName, string> = {
  eks: 'v1.35.4-eks-3cfe0ce',
  gke: 'v1.35.3-gke.1389000',
  aks: 'v1.34.7',
  k3s: 'v1.34.3+k3s1',
};

const PODS_PER_NODE = 25;

/** The description of one cluster of a bench fleet. */
export function benchCluster(number: number, pods: number): ClusterDescription {
  const provider = PROVIDERS[number % PROVIDERS.length];
  const name = `bench-${String(number).padStart(3, '0')}`;
  return {
    name,
    title: name,
    provider,
    version: VERSIONS[provider],
    region: 'region-1',
    zones: ['region-1a', 'region-1b', 'region-1c'],
    environment: 'bench',
    domain: `${name}.example.com`,
    ageDays: 3,
    monitors: false,
    services: {},
    pools: [
      {
        name: 'general',
        count: Math.max(1, Math.ceil(pods / PODS_PER_NODE)),
        instanceType: 'standard-8',
        cpu: '8',
        memory: '32Gi',
      },
    ],
  };
}
