export {
  type ContainerSpec,
  ContainerUsageStore,
  type DayChange,
  WHOLE_CLUSTER,
} from './ContainerUsageStore';
export { type QuotaHistory, QuotaUsageStore } from './QuotaUsageStore';
export { usageHourChanges } from './recordUsageHour';
export { UsageRecorder } from './UsageRecorder';
