export { pastHour, type PastOptions } from './pastHour';
export type {
  PastHour,
  PastLoadBalancer,
  PastNode,
  PastPod,
  PastQuantities,
  PastSpan,
  PastVolume,
} from './types';
