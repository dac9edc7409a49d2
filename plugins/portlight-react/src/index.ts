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
  NodeView,
  PodView,
  WorkloadView,
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
