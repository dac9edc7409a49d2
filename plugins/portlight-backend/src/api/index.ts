export { OPERATIONS } from './contract';
export { createHandlers } from './createHandlers';
export { createOperationMetrics } from './operationMetrics';
export {
  API_VERSION_PATH,
  createRouter,
  type RouterOptions,
} from './createRouter';
export type { OperationHandlers, OperationId } from './operations';
