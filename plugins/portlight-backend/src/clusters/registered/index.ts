export {
  createRegistration,
  scheduleRotation,
  type Registration,
  type RegistrationOptions,
} from './createRegistration';
export { createEncryptionHandlers } from './encryptionHandlers';
export { createRegistrationHandlers } from './registrationHandlers';
export { REGISTERED_SOURCE } from './RegisteredSource';
