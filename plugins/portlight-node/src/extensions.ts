import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { ClusterSource } from './clusters/ClusterSource';

/** Adds clusters to the fleet; any number of sources may be added. @public */
export interface PortlightClusterSourcesExtensionPoint {
  /** Adds a source; to be called while the backend starts. */
  addClusterSource(source: ClusterSource): void;
}

/**
 * Where other backend modules add sources of clusters.
 *
 * @public
 */
export const portlightClusterSourcesExtensionPoint =
  createExtensionPoint<PortlightClusterSourcesExtensionPoint>({
    id: 'portlight.cluster-sources',
  });
