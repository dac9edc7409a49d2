import type { BackendFeature } from '@backstage/backend-plugin-api';

/** Clusters as the portal's `kubernetes:` section names them. */
export function kubernetesSection(
  clusters: readonly { name: string; url: string }[],
) {
  return {
    serviceLocatorMethod: { type: 'multiTenant' },
    clusterLocatorMethods: [
      {
        type: 'config',
        clusters: clusters.map(({ name, url }) => ({
          name,
          url,
          authProvider: 'serviceAccount',
          serviceAccountToken: 'bench',
          skipTLSVerify: true,
          skipMetricsLookup: true,
        })),
      },
    ],
  };
}

/** The portal's kubernetes backend, loaded by Node itself, as it imports ES modules. */
export function kubernetesPlugin(): BackendFeature {
  const { createRequire } = process.getBuiltinModule('node:module');
  return createRequire(__filename)('@backstage/plugin-kubernetes-backend')
    .default;
}
