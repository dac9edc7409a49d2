export { PromQl, RangeSelector, Selector, type LabelMatcher } from './PromQl';
export { anyOf, escapeRegex } from './quote';
export { podsPattern } from './podNames';
export { probeQueries } from './probeQueries';
export { familyPlan } from './familyPlan';
export {
  type EvaluatedSeries,
  type RangePlan,
  type RangePlanOptions,
  TARGET_LABELS,
} from './RangePlan';
export { signalPlan } from './signalPlan';
export {
  KUBERNETES_LABELS,
  type KubernetesLabels,
  podUsageQuery,
  resourceQuery,
  type ResourceQueryOptions,
  type ResourceQueryScope,
  storageCapacityQuery,
  type UsageResource,
} from './resourceQueries';
