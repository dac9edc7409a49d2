import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { ClusterSource } from './clusters/ClusterSource';
import type { CostHourSource } from './cost/CostHourSource';
import type { PricingProvider } from './cost/PricingProvider';
import type { KeyWrapper } from './encryption/KeyWrapper';
import type { DiscoveryMethodFactory } from './peers/DiscoveryMethodFactory';

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

/** Adds ways to find the peers of a service; any number may be added. @public */
export interface PortlightDiscoveryMethodsExtensionPoint {
  /**
   * Adds a method; to be called while the backend starts. Entities may use it where `portlight.peers.allowedMethods` has
   * its name.
   */
  addDiscoveryMethod(factory: DiscoveryMethodFactory): void;
}

/**
 * Where other backend modules add discovery methods.
 *
 * @public
 */
export const portlightDiscoveryMethodsExtensionPoint =
  createExtensionPoint<PortlightDiscoveryMethodsExtensionPoint>({
    id: 'portlight.discovery-methods',
  });

/** Adds hours of costs that Portlight did not see; any number of sources may be added. @public */
export interface PortlightCostHourSourcesExtensionPoint {
  /**
   * Adds a source; to be called while the backend starts. Of hours that several know, those of the first are taken.
   */
  addCostHourSource(source: CostHourSource): void;
}

/**
 * Where other backend modules add hours of the past.
 *
 * @public
 */
export const portlightCostHourSourcesExtensionPoint =
  createExtensionPoint<PortlightCostHourSourcesExtensionPoint>({
    id: 'portlight.cost-hour-sources',
  });

/** Adds sources of prices; any number may be added. @public */
export interface PortlightPricingProvidersExtensionPoint {
  /**
   * Adds a source; to be called while the backend starts. Its prices are taken where neither the configuration nor the
   * price list has one.
   */
  addPricingProvider(provider: PricingProvider): void;
}

/**
 * Where other backend modules add prices.
 *
 * @public
 */
export const portlightPricingProvidersExtensionPoint =
  createExtensionPoint<PortlightPricingProvidersExtensionPoint>({
    id: 'portlight.pricing-providers',
  });
