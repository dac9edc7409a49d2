export {
  ConfiguredKeys,
  readKeys,
  type ConfiguredKey,
  type KeySetting,
} from './configuredKeys';
export { EncryptionError, type EncryptionErrorCode } from './EncryptionError';
export { readEncryptionKeys } from './readEncryptionKeys';
export {
  RotationTask,
  type RotationProgress,
  type RotationTaskOptions,
  type SealedCluster,
  type SealedStore,
} from './RotationTask';
export { keyOf, Sealer, type SealerOptions, type SealingKey } from './Sealer';
