import { readHttpServerOptions } from '@backstage/backend-defaults/rootHttpRouter';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef, parseEntityRef } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import { InputError, NotAllowedError } from '@backstage/errors';
import {
  authProvidersExtensionPoint,
  createProxyAuthenticator,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';

/** The header with which the sign-in page says who was chosen. */
const USER_HEADER = 'x-demo-user';

/** The people whom anyone may sign in as, by entity reference. */
function demoUsers(config: Config): ReadonlySet<string> {
  const users =
    config.getOptionalConfigArray('auth.providers.demo.users') ?? [];
  return new Set(
    users.map(user =>
      stringifyEntityRef(
        parseEntityRef(user.getString('entityRef'), {
          defaultKind: 'user',
          defaultNamespace: 'default',
        }),
      ),
    ),
  );
}

/** An address or name, without port, that only this machine reaches. */
function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
}

/** @throws InputError where others than this machine could sign in */
function requireLoopback(config: Config): void {
  const { host } = readHttpServerOptions(
    config.getOptionalConfig('backend'),
  ).listen;
  if (!isLoopback(host)) {
    throw new InputError(
      `\`auth.providers.demo\` in the configuration lets anyone sign in without a password, and the portal listens on ${
        host ? `\`${host}\`` : 'all addresses'
      }; set \`backend.listen.host\` to 127.0.0.1, or remove the demo's users`,
    );
  }
}

/** Signs in whoever says to be one of these users. */
export function createDemoAuthenticator(users: ReadonlySet<string>) {
  return createProxyAuthenticator<void, string, undefined>({
    defaultProfileTransform: async () => ({ profile: {} }),
    initialize: () => {},
    authenticate: async ({ req }) => {
      // A page whose name has been made to lead to this machine (DNS rebinding) asks by that name.
      const host = /^(\[[^\]]*\]|[^:]*)(:\d+)?$/.exec(req.headers.host ?? '');
      if (!host || !isLoopback(host[1])) {
        throw new NotAllowedError(
          'The header Host has to be a loopback address, such as 127.0.0.1: nobody signs in to the demo from elsewhere',
        );
      }
      const user = req.header(USER_HEADER) ?? '';
      if (!users.has(user)) {
        throw new NotAllowedError(
          `The header ${USER_HEADER} has to be one of ${[...users].join(', ')}`,
        );
      }
      return { result: user };
    },
  });
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && error.name === 'NotFoundError';
}

/**
 * Lets anyone sign in as one of the people under `auth.providers.demo`, without a password, so that one can see what each
 * of them may see; on this machine only. Nobody is listed there outside of the demo, and then nobody can sign in this way.
 */
export default createBackendModule({
  pluginId: 'auth',
  moduleId: 'demo-provider',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        providers: authProvidersExtensionPoint,
      },
      async init({ config, providers }) {
        const users = demoUsers(config);
        if (users.size === 0) return;
        requireLoopback(config);
        providers.registerProvider({
          providerId: 'demo',
          factory: createProxyAuthProviderFactory({
            authenticator: createDemoAuthenticator(users),
            signInResolver: async ({ result: entityRef }, context) => {
              // The catalog reads the demo's people some seconds after the portal is ready.
              for (let attempt = 1; ; attempt++) {
                try {
                  return await context.signInWithCatalogUser({ entityRef });
                } catch (error) {
                  if (!isNotFound(error) || attempt === 30) throw error;
                  await new Promise(resolve => {
                    setTimeout(resolve, 500);
                  });
                }
              }
            },
          }),
        });
      },
    });
  },
});
