export { adviseAutoscaler, type ScaledWorkload } from './autoscalers';
export { adviseLimitRange, type NamespaceContainers } from './limitRanges';
export { adviseQuota, quotaHistogram, type QuotaUse } from './quotas';
export type { Advice } from './types';
export {
  type AbandonedSettings,
  adviseAbandoned,
  adviseLoadBalancer,
  adviseVolume,
  DEFAULT_ABANDONED_SETTINGS,
  type QuietWorkload,
  type UnusedLoadBalancer,
  type UnusedVolume,
} from './unused';
