export { apportion } from './apportion';
export { amount, fromNanos, toNanos, totalCost } from './nanos';
