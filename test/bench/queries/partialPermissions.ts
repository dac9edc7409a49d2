import {
  coreServices,
  createServiceFactory,
  type PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  portlightNamespaceConditions,
  portlightWorkloadConditions,
} from '@portlight/plugin-portlight-node';

/** Somebody who may see some namespaces only. */
export const PARTIAL_USER = 'user:default/partial';

/** Of 50 that a cluster of a bench fleet has. */
const NAMESPACES = Array.from({ length: 40 }, (_, index) => `team-${index}`);

function decide(resourceType: unknown): PolicyDecision {
  const conditional = (conditions: object, plain: unknown) =>
    ({
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'portlight',
      resourceType: plain,
      conditions,
    } as PolicyDecision);
  switch (resourceType) {
    case 'portlight-namespace':
      return conditional(
        portlightNamespaceConditions.hasName({ names: NAMESPACES }),
        resourceType,
      );
    case 'portlight-workload':
      return conditional(
        portlightWorkloadConditions.isInNamespace({ namespaces: NAMESPACES }),
        resourceType,
      );
    default:
      return { result: AuthorizeResult.ALLOW };
  }
}

/** A policy that lets everybody see everything, but one person the objects of 40 namespaces. */
export const partialPermissions = createServiceFactory({
  service: coreServices.permissions,
  deps: {},
  factory: (): PermissionsService => ({
    authorize: async requests =>
      requests.map(() => ({ result: AuthorizeResult.ALLOW })),
    authorizeConditional: async (requests, options) => {
      const principal = (options as any)?.credentials?.principal;
      return requests.map(({ permission }) =>
        principal?.userEntityRef === PARTIAL_USER
          ? decide('resourceType' in permission && permission.resourceType)
          : { result: AuthorizeResult.ALLOW },
      );
    },
  }),
});
