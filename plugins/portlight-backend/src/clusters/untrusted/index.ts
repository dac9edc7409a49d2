export {
  connectUntrusted,
  type ConnectUntrustedOptions,
} from './connectUntrusted';
export { readRegistrationSettings } from './readRegistrationSettings';
export {
  readUntrustedKubeconfig,
  type UntrustedKubeconfigOptions,
} from './readUntrustedKubeconfig';
export {
  UntrustedKubeconfigError,
  type CredentialsKind,
  type ExecCredentials,
  type KubeconfigRefusal,
  type RefusalCode,
  type RegistrationSettings,
  type UntrustedConnection,
  type UntrustedContext,
} from './types';
