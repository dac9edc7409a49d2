import {
  coreServices,
  createServiceFactory,
  type PermissionsService,
} from '@backstage/backend-plugin-api';
import { mockCredentials } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  createPortlightNamespaceConditionalDecision,
  createPortlightWorkloadConditionalDecision,
  namespaceReadPermission,
  portlightNamespaceConditions,
  portlightWorkloadConditions,
  workloadReadPermission,
} from '@portlight/plugin-portlight-node';

const VIEWER = 'user:default/viewer';

/** The header of somebody who may see one namespace. */
export const viewerHeader = () => mockCredentials.user.header(VIEWER);

/** A policy that lets everybody see everything, and the viewer one namespace only. */
export function narrowedTo(namespace: string) {
  const decide = (isViewer: boolean, name: string): PolicyDecision => {
    const namespaces = [namespace];
    if (isViewer && name === namespaceReadPermission.name) {
      return createPortlightNamespaceConditionalDecision(
        namespaceReadPermission,
        portlightNamespaceConditions.hasName({ names: namespaces }),
      );
    }
    if (isViewer && name === workloadReadPermission.name) {
      return createPortlightWorkloadConditionalDecision(
        workloadReadPermission,
        portlightWorkloadConditions.isInNamespace({ namespaces }),
      );
    }
    return { result: AuthorizeResult.ALLOW };
  };
  const permissions: PermissionsService = {
    authorizeConditional: async (queries, options) => {
      const { principal } = (options as any).credentials;
      return queries.map(({ permission }) =>
        decide(principal.userEntityRef === VIEWER, permission.name),
      );
    },
    authorize: async requests =>
      requests.map(() => ({ result: AuthorizeResult.ALLOW })),
  };
  return createServiceFactory({
    service: coreServices.permissions,
    deps: {},
    factory: () => permissions,
  });
}
