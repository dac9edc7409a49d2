/**
 * Portlight's clusters, namespaces and workloads as catalog entities.
 *
 * @packageDocumentation
 */
export { catalogModulePortlight as default } from './module';
export {
  PortlightEntityProvider,
  type PortlightEntityProviderOptions,
} from './PortlightEntityProvider';
export type { ProviderConfig } from './readProviderConfig';
