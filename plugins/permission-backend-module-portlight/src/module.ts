import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { PortlightPermissionPolicy } from './PortlightPermissionPolicy';
import { readAdministrators } from './readAdministrators';

/**
 * Makes {@link PortlightPermissionPolicy} the portal's policy. A portal has one policy: one that has its own passes
 * that as `next` in a module of its own instead of adding this one.
 *
 * @public
 */
export const permissionModulePortlightPolicy = createBackendModule({
  pluginId: 'permission',
  moduleId: 'portlight-policy',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        policy: policyExtensionPoint,
      },
      async init({ config, logger, policy }) {
        const administrators = readAdministrators(config);
        if (administrators.length === 0) {
          logger.warn(
            'Nobody may register clusters or see the state of the mirror: name groups or users under `permission.portlight.administrators`',
          );
        }
        policy.setPolicy(new PortlightPermissionPolicy({ administrators }));
      },
    });
  },
});
