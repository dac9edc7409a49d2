/**
 * A Kubernetes fleet on the pages of Backstage, for the old frontend system.
 *
 * @packageDocumentation
 */
export {
  costsSomething,
  EntityCostCard,
  EntityCostContent,
  EntityHealthCard,
  EntityHealthContent,
  EntityMetricsCard,
  EntityMetricsContent,
  EntityPeersCard,
  EntityPeersContent,
  FleetPage,
  hasPeers,
  isRunningInKubernetes,
  portlightPlugin,
} from './legacyPlugin';
export { portlightApiRef } from './host/portlightApiRef';
export { fleetRouteRef } from './routes';
