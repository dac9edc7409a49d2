export * from './answerRequest';
export { exposesMetrics } from './runtimes';
