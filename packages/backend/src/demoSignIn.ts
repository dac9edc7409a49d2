import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef, parseEntityRef } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import { NotAllowedError } from '@backstage/errors';
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

/**
 * Lets anyone sign in as one of the people under `auth.providers.demo`, without a password, so that one can see what each
 * of them may see. Nobody is listed there outside of the demo, and then nobody can sign in this way.
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
        providers.registerProvider({
          providerId: 'demo',
          factory: createProxyAuthProviderFactory({
            authenticator: createProxyAuthenticator<void, string, undefined>({
              defaultProfileTransform: async () => ({ profile: {} }),
              initialize: () => {},
              authenticate: async ({ req }) => {
                const user = req.header(USER_HEADER) ?? '';
                if (!users.has(user)) {
                  throw new NotAllowedError(
                    `The header ${USER_HEADER} has to be one of ${[
                      ...users,
                    ].join(', ')}`,
                  );
                }
                return { result: user };
              },
            }),
            signInResolver: ({ result: entityRef }, context) =>
              context.signInWithCatalogUser({ entityRef }),
          }),
        });
      },
    });
  },
});
