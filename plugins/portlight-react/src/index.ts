/**
 * The views that Backstage and Headlamp share. A host renders {@link PortlightProvider} around one or more of
 * them; every view takes only the identity of what it shows.
 *
 * @packageDocumentation
 */
export * from './host';
export {
  ClusterView,
  FleetView,
  SyncView,
  type ClusterViewProps,
  type SyncViewProps,
} from './clusters';
export {
  NamespaceView,
  NodeView,
  PodView,
  WorkloadView,
  type NamespaceViewProps,
  type NodeViewProps,
  type PodViewProps,
  type WorkloadViewProps,
} from './inventory';
export {
  EntityHealthCard,
  EntityHealthView,
  FleetTile,
  NamespaceHealthSection,
  NodeHealthSection,
  PodHealthSection,
  WorkloadHealthSection,
  type EntityHealthCardProps,
  type EntityHealthViewProps,
  type FleetTileProps,
  type NamespaceHealthSectionProps,
  type NodeHealthSectionProps,
  type PodHealthSectionProps,
  type WorkloadHealthSectionProps,
} from './health';
export {
  EntityPeersCard,
  PeersView,
  ServicePeersSection,
  ServiceView,
  type EntityPeersCardProps,
  type PeersViewProps,
  type ServicePeersSectionProps,
  type ServiceViewProps,
} from './peers';
export { SourcesView } from './sources';
export {
  COST_TABS,
  CostPageView,
  CostSection,
  CostsView,
  EntityCostCard,
  EntityCostView,
  type CostPageViewProps,
  type CostSectionProps,
  type EntityCostProps,
} from './cost';
export {
  EntityMetricsCard,
  MetricsView,
  ResourceMetricsSection,
  ResourceMetricsView,
  ServiceMetricsSection,
  type EntityMetricsCardProps,
  type MetricsViewProps,
  type ResourceMetricsProps,
  type ServiceMetricsSectionProps,
} from './metrics';
