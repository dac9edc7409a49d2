export * from './ApiError';
export { BUILTIN_RESOURCES } from './builtinResources';
export { equalFields, equalValues } from './equal';
export {
  MemoryObjectStore,
  type MemoryObjectStoreOptions,
} from './MemoryObjectStore';
export type {
  ApiObject,
  ApiObjectInput,
  ManagedFieldsEntry,
  ObjectMetadata,
  OwnerReference,
} from './objects';
export type {
  ChangeType,
  Clock,
  CreateOptions,
  DeleteOptions,
  DeleteResult,
  ObjectStore,
  StoreBackup,
  StoreChange,
  UpdateOptions,
} from './ObjectStore';
export {
  apiVersionOf,
  qualifiedResource,
  type ResourceDefinition,
} from './ResourceDefinition';
export { ResourceRegistry } from './ResourceRegistry';
export { formatMicroTime, formatTime } from './timestamps';
export { createRandom, createUidSource, nameSuffix } from './uids';
