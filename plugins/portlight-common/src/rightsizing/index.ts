export type {
  Autoscaler,
  ContainerResources,
  Runtime,
  SizedContainer,
} from './types';
export {
  type BucketScheme,
  DecayingHistogram,
  Histogram,
  type HistogramCheckpoint,
  QUOTA_BUCKETS,
} from './histogram';
export * from './usage';
export {
  DEFAULT_STRATEGY_SETTINGS,
  KRR_DAYS,
  type KrrStrategy,
  type StrategySettings,
  VPA_DAYS,
} from './strategies';
export {
  type PackedNode,
  type PackedNodes,
  type PackedPod,
  packNodes,
  type UnitPrices,
} from './savings';
export * from './advice';
export type { NamespaceRules } from './namespaceRules';
export { podSpecOf, readAutoscaler, sizedContainers } from './containers';
export {
  assessWorkload,
  type SizedWorkload,
  type WorkloadAssessment,
} from './assessWorkload';
