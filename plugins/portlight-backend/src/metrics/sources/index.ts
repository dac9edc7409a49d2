export * from './RangeSource';
export { PrometheusRange } from './PrometheusRange';
export { PrometheusSources } from './PrometheusSources';
export { SourceError, type SourceFailure } from './SourceError';
export type { PrometheusSourceSettings } from './sourceSettings';
export { createSourceTelemetry } from './sourceTelemetry';
export {
  KUBELET,
  METRICS_API,
  type SourceState,
  sourceRetention,
  SourceStates,
} from './SourceStates';
export { readSourceSettings } from './readSourceSettings';
export { createSourceHandlers } from './sourceHandlers';
