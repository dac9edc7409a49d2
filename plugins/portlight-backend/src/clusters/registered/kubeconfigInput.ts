import { randomUUID } from 'node:crypto';
import { PortlightError } from '@portlight/plugin-portlight-common';
import { AddressRefusedError } from '../addresses';
import { EncryptionError, keyOf, type Sealer } from '../encryption';
import {
  readUntrustedKubeconfig,
  type UntrustedConnection,
  type UntrustedContext,
  UntrustedKubeconfigError,
  type UntrustedKubeconfigOptions,
} from '../untrusted';
import type { StoredCredentials } from './RegisteredClusterStore';

function refusedKubeconfig(message: string): PortlightError {
  return new PortlightError({
    code: 'kubeconfig-refused',
    status: 422,
    parameter: 'kubeconfig',
    message,
  });
}

/** @throws PortlightError `kubeconfig-refused` where the text as a whole is not accepted */
export function readContexts(
  kubeconfig: string,
  options: UntrustedKubeconfigOptions,
): UntrustedContext[] {
  try {
    return readUntrustedKubeconfig(kubeconfig, options);
  } catch (error) {
    if (error instanceof UntrustedKubeconfigError) {
      throw refusedKubeconfig(error.message);
    }
    throw error;
  }
}

/** A context whose connection is accepted. */
export type AcceptedContext = UntrustedContext & {
  connection: UntrustedConnection;
};

/**
 * The chosen context, checked also for where its server's name leads now. (The connection checks again: the
 * answer may be another by then.)
 *
 * @throws PortlightError `kubeconfig-refused` with every field that is not accepted
 */
export async function chooseContext(
  input: { kubeconfig: string; context: string },
  options: UntrustedKubeconfigOptions,
): Promise<AcceptedContext> {
  const contexts = readContexts(input.kubeconfig, options);
  const chosen = contexts.find(({ name }) => name === input.context);
  if (!chosen) {
    throw new PortlightError({
      code: 'unknown-context',
      status: 422,
      parameter: 'context',
      message: 'The kubeconfig does not have this context',
      allowed: contexts.map(({ name }) => name),
    });
  }
  const { connection, refusals } = chosen;
  if (!connection) {
    throw refusedKubeconfig(
      refusals.map(({ field, message }) => `${field}: ${message}`).join(' '),
    );
  }
  try {
    await options.addresses.checkResolved(connection.server);
  } catch (error) {
    if (error instanceof AddressRefusedError) {
      throw refusedKubeconfig(`server: ${error.message}`);
    }
    // A name that does not resolve now may do so later; until then the cluster is shown as not reachable.
  }
  return { ...chosen, connection };
}

/** The error of a request for which something has to be encrypted or decrypted. */
export function encryptionProblem(error: unknown): unknown {
  if (!(error instanceof EncryptionError)) return error;
  const off = error.code === 'ERR_ENCRYPTION_OFF';
  return new PortlightError({
    code: off ? 'encryption-off' : 'encryption-failed',
    status: off ? 409 : 503,
    message: error.message,
  });
}

/** What is stored of a context: its secrets encrypted for this cluster alone. */
export async function sealContext(
  sealer: Sealer,
  cluster: string,
  context: AcceptedContext,
): Promise<StoredCredentials> {
  const { connection, credentials, credentialsExpireAt } = context;
  try {
    const sealed = await sealer.seal(cluster, JSON.stringify(connection));
    return {
      server: context.server ?? new URL(connection.server).origin,
      context: context.name,
      credentials,
      credentialsExpireAt,
      credentialsId: randomUUID(),
      sealed,
      encryptionKey: keyOf(sealed),
    };
  } catch (error) {
    throw encryptionProblem(error);
  }
}
