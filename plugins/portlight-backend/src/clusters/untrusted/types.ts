import { InputError } from '@backstage/errors';

/** Something of a kubeconfig that is not accepted. */
export interface KubeconfigRefusal {
  /** Where it stands, such as `users[2].user.exec`. */
  field: string;
  code: RefusalCode;
  /** Why, and what to do instead. */
  message: string;
}

/** Stable words for why a field is refused. */
export type RefusalCode =
  /** A command to run for credentials. */
  | 'exec'
  /** An auth provider. */
  | 'auth-provider'
  /** A path of a file. */
  | 'file-path'
  /** A proxy. */
  | 'proxy'
  /** Acting as somebody else. */
  | 'impersonation'
  /** A server on an address the portal does not connect to. */
  | 'address'
  /** Plain http, or certificates that are not verified. */
  | 'insecure'
  /** Expired, or not valid yet. */
  | 'expired'
  /** Two entries of one name. */
  | 'duplicate-name'
  /** A certificate, key, token or other text that is none. */
  | 'invalid'
  /** Something without which the context cannot be used. */
  | 'missing'
  /** Longer or more than any real one. */
  | 'too-large';

/** The text as a whole is not accepted. */
export class UntrustedKubeconfigError extends InputError {}

/** A command that the operator allows, which prints credentials (client-go's exec plugins). */
export interface ExecCredentials {
  apiVersion: string;
  /** Absolute path, exactly as the operator allowed it. */
  command: string;
  args: string[];
  env: { name: string; value: string }[];
}

/** The way to an API server, normalised: nothing of the pasted text is in it but this. Secret. */
export interface UntrustedConnection {
  /** An http(s) URL without a slash at the end. */
  server: string;
  /** PEM. */
  ca?: string;
  tlsServerName?: string;
  insecureSkipTlsVerify?: true;
  token?: string;
  /** PEM. */
  clientCertificate?: string;
  /** PEM, PKCS #8. */
  clientKey?: string;
  username?: string;
  password?: string;
  exec?: ExecCredentials;
}

/** How a context signs in. */
export type CredentialsKind =
  | 'token'
  | 'clientCertificate'
  | 'basic'
  | 'exec'
  | 'none';

/** A context of a kubeconfig that a user pasted. */
export interface UntrustedContext {
  name: string;
  /** It is the `current-context`. */
  current: boolean;
  /** The server's address, without what may be secret in it. */
  server?: string;
  credentials: CredentialsKind;
  /** ISO 8601: when certificate or token expire, as far as they say. */
  credentialsExpireAt?: string;
  /** What is not accepted; then there is no connection. */
  refusals: KubeconfigRefusal[];
  connection?: UntrustedConnection;
}

/** What the operator allows in registered clusters, under `portlight.registration`. */
export interface RegistrationSettings {
  /** Absolute paths of commands; none by default. */
  allowedExecCommands?: readonly string[];
  /** Whether `insecure-skip-tls-verify` is accepted. Default false. */
  allowInsecureTls?: boolean;
  /** Whether servers without TLS are accepted. Default false. */
  allowPlainHttp?: boolean;
  /** How many clusters may be registered. Default 1,000. */
  maximumClusters?: number;
}
