import type { RequestOptions } from 'node:https';
import { clientNode } from './clientNode';
import { tlsServerName, type KubeconfigContext } from './kubeconfig';
import type { Credentials } from './PooledConnection';

/** Milliseconds for which credentials are reused; exec plugins and files are asked again after. */
const REUSE = 10_000;

/**
 * The credentials of a context, by client-node's authenticators (token, token file, client certificate,
 * basic, exec plugins, OIDC, ...). A KubeConfig of its own per context, since client-node keeps tokens by
 * user name.
 */
export function contextCredentials(
  context: KubeconfigContext,
  now: () => number = Date.now,
): () => Promise<Credentials> {
  let last: { at: number; credentials: Promise<Credentials> } | undefined;
  let read: (() => Promise<Credentials>) | undefined;
  return () => {
    if (last && now() - last.at < REUSE) return last.credentials;
    read ??= reader(context);
    const credentials = read();
    last = { at: now(), credentials };
    credentials.catch(() => {
      last = undefined;
    });
    return credentials;
  };
}

function reader(context: KubeconfigContext): () => Promise<Credentials> {
  const { KubeConfig } = clientNode();
  const { cluster, user } = context;
  const config = new KubeConfig();
  config.loadFromString(
    JSON.stringify({
      clusters: [
        {
          name: 'cluster',
          cluster: {
            ...cluster,
            server: context.server,
            // Without TLS there is nothing to verify; client-node refuses http otherwise, kubectl does not.
            'insecure-skip-tls-verify': context.server.startsWith('http:')
              ? true
              : cluster['insecure-skip-tls-verify'],
            // The pool's business.
            'proxy-url': undefined,
          },
        },
      ],
      users: [{ name: 'user', user: withTokenFile(user) }],
      contexts: [
        { name: 'only', context: { cluster: 'cluster', user: 'user' } },
      ],
      'current-context': 'only',
    }),
  );
  return async () => {
    const options: RequestOptions & { auth?: string } = {};
    await config.applyToHTTPSOptions(options);
    const headers: Record<string, string> = {};
    for (const [name, value] of Object.entries(options.headers ?? {})) {
      headers[name.toLowerCase()] = String(value);
    }
    if (options.auth) {
      headers.authorization = `Basic ${Buffer.from(options.auth).toString(
        'base64',
      )}`;
    }
    const { ca, cert, key, rejectUnauthorized } = options;
    return {
      headers,
      tls: defined({
        ca,
        cert,
        key,
        rejectUnauthorized,
        servername: tlsServerName(context),
      }) as Credentials['tls'],
    };
  };
}

/** A token file as the authenticator that reads it again, since such tokens are rotated. */
function withTokenFile(user: Record<string, unknown>) {
  const { tokenFile, 'token-file': dashed, ...rest } = user;
  const file = tokenFile ?? dashed;
  if (typeof file !== 'string' || rest.token) return rest;
  return {
    ...rest,
    'auth-provider': { name: 'tokenFile', config: { tokenFile: file } },
  };
}

function defined(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  );
}
