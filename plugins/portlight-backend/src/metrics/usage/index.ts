export { createUsage, type Usage } from './createUsage';
export { DEFAULT_USAGE_SETTINGS, type UsageSettings } from './usageSettings';
export { readUsageSettings, USAGE_SHAPE } from './readUsageSettings';
export type { PodUsageListener } from './ClusterUsage';
