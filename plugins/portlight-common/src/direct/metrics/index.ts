export { DirectMetrics } from './DirectMetrics';
export { DirectUsage } from './DirectUsage';
export { ProxyReader } from './ProxyReader';
