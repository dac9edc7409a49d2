import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { ClusterSource } from './clusters/ClusterSource';
import type { KeyWrapper } from './encryption/KeyWrapper';

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

/** Has the data keys of registered clusters wrapped elsewhere, such as by a KMS. @public */
export interface PortlightKeyWrapperExtensionPoint {
  /**
   * Sets the wrapper, once, while the backend starts. It wraps from then on; the keys of
   * `portlight.encryption.keys` still unwrap what they wrapped until a rotation has wrapped it again.
   */
  setKeyWrapper(wrapper: KeyWrapper): void;
}

/**
 * Where a backend module adds a key management service.
 *
 * @public
 */
export const portlightKeyWrapperExtensionPoint =
  createExtensionPoint<PortlightKeyWrapperExtensionPoint>({
    id: 'portlight.key-wrapper',
  });
