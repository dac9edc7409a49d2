import {
  catalogEntityDeletePermission,
  catalogEntityReadPermission,
  catalogEntityRefreshPermission,
  RESOURCE_TYPE_CATALOG_ENTITY,
} from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  type PermissionCondition,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import {
  ownerRef,
  PROVIDED_CLUSTER_ANNOTATION,
} from '@portlight/plugin-portlight-common';
import {
  clusterReadPermission,
  createPortlightClusterConditionalDecision,
  createPortlightNamespaceConditionalDecision,
  createPortlightWorkloadConditionalDecision,
  namespaceReadPermission,
  portlightClusterConditions,
  portlightNamespaceConditions,
  portlightWorkloadConditions,
  workloadReadPermission,
  costReadPermission,
} from '@portlight/plugin-portlight-node';

/** Every permission of Portlight begins so, also those that later versions bring. */
const PREFIX = 'portlight.';

/** What is done to one entity: to read of a cluster in the catalog is to read of it. */
const ENTITY_PERMISSIONS: ReadonlySet<string> = new Set(
  [
    catalogEntityReadPermission,
    catalogEntityRefreshPermission,
    catalogEntityDeletePermission,
  ].map(({ name }) => name),
);

const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };
const DENY: PolicyDecision = { result: AuthorizeResult.DENY };

/** What {@link PortlightPermissionPolicy} is made of. @public */
export interface PortlightPermissionPolicyOptions {
  /** Entity references of the groups and users that may see and do everything in Portlight. */
  administrators: readonly string[];
  /**
   * Decides on the permissions of all other plugins. When absent they are allowed, but for the catalog's entities of
   * clusters, which are those of their owners and the administrators.
   */
  next?: PermissionPolicy;
}

/**
 * Users read what they or their groups own, administrators see and do everything, others nothing.
 *
 * - Clusters: those that one owns, or in which one owns something.
 * - Namespaces and what is in them: what one owns.
 * - Entities of clusters, namespaces and workloads in the catalog, unless `next` decides on them: what one owns.
 * - Costs and rightsizing: of what one may see.
 * - All else (registering, changing and reading clusters again, the mirror's state, encryption keys): administrators.
 *
 * @public
 */
export class PortlightPermissionPolicy implements PermissionPolicy {
  readonly #administrators: ReadonlySet<string>;
  readonly #next?: PermissionPolicy;

  constructor(options: PortlightPermissionPolicyOptions) {
    this.#administrators = new Set(options.administrators.map(ownerRef));
    this.#next = options.next;
  }

  /** {@inheritDoc @backstage/plugin-permission-node#PermissionPolicy.handle} */
  async handle(
    request: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const { name } = request.permission;
    const ours = name.startsWith(PREFIX);
    if (!ours && this.#next) return this.#next.handle(request, user);
    if (!ours && !ENTITY_PERMISSIONS.has(name)) return ALLOW;
    const claims = user?.info.ownershipEntityRefs ?? [];
    if (claims.some(claim => this.#administrators.has(ownerRef(claim)))) {
      return ALLOW;
    }
    if (!ours) return decideOnEntities(claims);
    // An empty list of owners would be a condition that nothing meets; who has no claim is told so.
    return claims.length === 0 ? DENY : decideForOwners(name, claims);
  }
}

/**
 * As data, and not by the catalog's own helpers: these come with the whole backend of the catalog, which may run in
 * another process.
 */
function entityCondition(
  rule: string,
  params: PermissionCondition['params'],
): PermissionCondition {
  return { rule, resourceType: RESOURCE_TYPE_CATALOG_ENTITY, params };
}

/** All entities but those of clusters, and of these what one owns. */
function decideOnEntities(claims: string[]): PolicyDecision {
  const notOfClusters = {
    not: entityCondition('HAS_ANNOTATION', {
      annotation: PROVIDED_CLUSTER_ANNOTATION,
    }),
  };
  return {
    result: AuthorizeResult.CONDITIONAL,
    pluginId: 'catalog',
    resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
    conditions:
      claims.length === 0
        ? notOfClusters
        : {
            anyOf: [
              notOfClusters,
              entityCondition('IS_ENTITY_OWNER', { claims }),
            ],
          },
  };
}

/** By name: who asks the permission framework directly may write anything into the rest of a permission. */
function decideForOwners(name: string, claims: string[]): PolicyDecision {
  switch (name) {
    case clusterReadPermission.name:
      return createPortlightClusterConditionalDecision(clusterReadPermission, {
        anyOf: [
          portlightClusterConditions.isOwnedBy({ claims }),
          portlightClusterConditions.runsSomethingOwnedBy({ claims }),
        ],
      });
    case namespaceReadPermission.name:
      return createPortlightNamespaceConditionalDecision(
        namespaceReadPermission,
        portlightNamespaceConditions.isOwnedBy({ claims }),
      );
    // Rows are narrowed by what else is granted.
    case costReadPermission.name:
      return ALLOW;
    case workloadReadPermission.name:
      return createPortlightWorkloadConditionalDecision(
        workloadReadPermission,
        portlightWorkloadConditions.isOwnedBy({ claims }),
      );
    default:
      return DENY;
  }
}
