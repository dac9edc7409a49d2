export { NodeContent, NodeView, type NodeViewProps } from './NodeView';
export { PodContent, PodView, type PodViewProps } from './PodView';
export {
  WorkloadContent,
  WorkloadView,
  type WorkloadViewProps,
} from './WorkloadView';
export { NamespaceTable } from './NamespaceTable';
export { NamespaceView, type NamespaceViewProps } from './NamespaceView';
export { trailTo } from './trail';
export { NodeTable } from './NodeTable';
export { PodTable } from './PodTable';
export { WorkloadTable } from './WorkloadTable';
export { formatReplicas } from './replicas';
