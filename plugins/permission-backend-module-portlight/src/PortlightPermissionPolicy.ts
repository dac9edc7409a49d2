import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { ownerRef } from '@portlight/plugin-portlight-common';
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
} from '@portlight/plugin-portlight-node';

/** Every permission of Portlight begins so, also those that later versions bring. */
const PREFIX = 'portlight.';

const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };
const DENY: PolicyDecision = { result: AuthorizeResult.DENY };

/** What {@link PortlightPermissionPolicy} is made of. @public */
export interface PortlightPermissionPolicyOptions {
  /** Entity references of the groups and users that may see and do everything in Portlight. */
  administrators: readonly string[];
  /** Decides on the permissions of all other plugins; they are allowed when absent. */
  next?: PermissionPolicy;
}

/**
 * Users read what they or their groups own, administrators see and do everything, others nothing.
 *
 * - Clusters: those that one owns, or in which one owns something.
 * - Namespaces and what is in them: what one owns.
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
    if (!name.startsWith(PREFIX)) {
      return this.#next ? this.#next.handle(request, user) : ALLOW;
    }
    const claims = user?.info.ownershipEntityRefs ?? [];
    // An empty list of owners would be a condition that nothing meets; who has no claim is told so.
    if (claims.length === 0) return DENY;
    if (claims.some(claim => this.#administrators.has(ownerRef(claim)))) {
      return ALLOW;
    }
    return decideForOwners(name, claims);
  }
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
    case workloadReadPermission.name:
      return createPortlightWorkloadConditionalDecision(
        workloadReadPermission,
        portlightWorkloadConditions.isOwnedBy({ claims }),
      );
    default:
      return DENY;
  }
}
