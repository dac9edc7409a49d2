import type { ClusterConnection } from '@portlight/plugin-portlight-node';
import type { AddressPolicy } from '../addresses';
import { inTime } from '../inTime';
import { contextCredentials } from '../kubeconfigCredentials';
import { PooledConnection, type Credentials } from '../PooledConnection';
import type { RegistrationSettings, UntrustedConnection } from './types';

/** Milliseconds that a command has to give credentials. */
const EXEC_TIMEOUT = 20_000;

/** Options of {@link connectUntrusted}. */
export interface ConnectUntrustedOptions extends RegistrationSettings {
  addresses: AddressPolicy;
}

/**
 * Opens the way to a cluster whose connection {@link readUntrustedKubeconfig} gave. Every socket goes to an
 * address that was checked for it; what the operator allowed when it was registered but does not any more
 * fails with every request.
 */
export function connectUntrusted(
  connection: UntrustedConnection,
  options: ConnectUntrustedOptions,
): ClusterConnection {
  return new PooledConnection({
    server: connection.server,
    addresses: options.addresses,
    credentials: credentialsOf(connection, options),
  });
}

function credentialsOf(
  connection: UntrustedConnection,
  settings: RegistrationSettings,
): () => Promise<Credentials> {
  const problem = notAllowedAnyMore(connection, settings);
  if (problem) {
    return async () => {
      throw Object.assign(new Error(problem), {
        code: 'ERR_REGISTRATION_NOT_ALLOWED',
      });
    };
  }
  const { exec, token, username, password } = connection;
  const tls = tlsOf(connection);
  if (exec) return execCredentials(connection, tls);
  const headers: Record<string, string> = {};
  if (token !== undefined) headers.authorization = `Bearer ${token}`;
  else if (username !== undefined) {
    const pair = Buffer.from(`${username}:${password}`).toString('base64');
    headers.authorization = `Basic ${pair}`;
  }
  const credentials = { headers, tls };
  return async () => credentials;
}

function notAllowedAnyMore(
  { server, insecureSkipTlsVerify, exec }: UntrustedConnection,
  settings: RegistrationSettings,
): string | undefined {
  if (server.startsWith('http:') && !settings.allowPlainHttp) {
    return 'The cluster was registered over plain http, which is not allowed any more; register it with https or set portlight.registration.allowPlainHttp.';
  }
  if (insecureSkipTlsVerify && !settings.allowInsecureTls) {
    return 'The cluster was registered with insecure-skip-tls-verify, which is not allowed any more; replace its credentials or set portlight.registration.allowInsecureTls.';
  }
  if (exec && !settings.allowedExecCommands?.includes(exec.command)) {
    return `The cluster signs in with the command ${JSON.stringify(
      exec.command,
    )}, which portlight.registration.allowedExecCommands does not have any more; replace its credentials.`;
  }
  return undefined;
}

function tlsOf(connection: UntrustedConnection): Credentials['tls'] {
  const { ca, clientCertificate, clientKey, tlsServerName } = connection;
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(clientCertificate === undefined
      ? {}
      : { cert: clientCertificate, key: clientKey }),
    ...(connection.insecureSkipTlsVerify ? { rejectUnauthorized: false } : {}),
    ...(tlsServerName === undefined ? {} : { servername: tlsServerName }),
  };
}

/** By client-node, as for the operator's own kubeconfig. */
function execCredentials(
  { server, exec }: UntrustedConnection,
  tls: Credentials['tls'],
): () => Promise<Credentials> {
  const run = contextCredentials({
    name: 'registered',
    server,
    cluster: {},
    user: { exec },
  });
  let running: Promise<Credentials> | undefined;
  return async () => {
    // One at a time: a command that never ends must not be started again and again.
    running ??= run().finally(() => {
      running = undefined;
    });
    const answered = await inTime(running, EXEC_TIMEOUT).catch(
      (error: unknown) => {
        // What the command writes to its error output is for the operator: it may have the portal's secrets.
        const { code } = Object(error) as { code?: unknown };
        throw Object.assign(
          new Error(
            `The command ${JSON.stringify(
              exec?.command,
            )} gave no credentials (${
              typeof code === 'string' ? code : 'it failed'
            }); the operator can run it on the portal's machine to see why.`,
          ),
          { code: 'ERR_EXEC_CREDENTIALS' },
        );
      },
    );
    const { cert, key } = answered.tls;
    return {
      headers: answered.headers,
      tls: { ...tls, ...(cert ? { cert, key } : {}) },
    };
  };
}
