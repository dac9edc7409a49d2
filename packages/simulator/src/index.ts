/**
 * A fleet of Kubernetes clusters in one process, for the demo, for benches and for faults.
 *
 * @packageDocumentation
 */
export * from './engine';
export * from './faults';
export * from './fleet';
export * from './scenarios';
export * from './server';
export {
  MemoryObjectStore,
  type ApiObject,
  type ApiObjectInput,
  type Clock,
  type ObjectStore,
  type StoreBackup,
  type StoreChange,
} from './store';
