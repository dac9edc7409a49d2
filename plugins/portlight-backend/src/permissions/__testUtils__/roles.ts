import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { mockCredentials } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  type PermissionPolicy,
} from '@backstage/plugin-permission-node';
import {
  clusterReadPermission,
  clusterSyncPermission,
  clusterUpdatePermission,
  costReadPermission,
  createPortlightClusterConditionalDecision,
  createPortlightNamespaceConditionalDecision,
  createPortlightWorkloadConditionalDecision,
  namespaceReadPermission,
  portlightClusterConditions,
  portlightClusterRules,
  portlightNamespaceConditions,
  portlightWorkloadConditions,
  syncReadPermission,
  workloadReadPermission,
} from '@portlight/plugin-portlight-node';
import type { Knex } from 'knex';
import { readClusterResources } from '../readResources';

/** What stands in every name, label, image and message of a team, so that it is found wherever it leaks. */
export const TEAMS = ['aardvark', 'bison'] as const;

export type Team = (typeof TEAMS)[number];

/** Who asks. */
export const ROLES = [
  'nobody',
  'userWithoutTeam',
  'aardvark',
  'bison',
  // May also read again and change the clusters that aardvark owns, and see the mirror of those it sees.
  'aardvarkOperator',
  'administrator',
  'service',
] as const;

export type Role = (typeof ROLES)[number];

/** The header with which each asks. */
export function authorization(role: Role): string {
  switch (role) {
    case 'nobody':
      return mockCredentials.none.header();
    case 'service':
      return mockCredentials.service.header();
    default:
      return mockCredentials.user.header(`user:default/${role}`);
  }
}

/** The team whose things a role sees; everything without one. */
export function teamOf(role: Role): Team | 'none' | undefined {
  switch (role) {
    case 'administrator':
    case 'service':
      return undefined;
    case 'aardvarkOperator':
      return 'aardvark';
    case 'aardvark':
    case 'bison':
      return role;
    default:
      return 'none';
  }
}

const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };
const DENY: PolicyDecision = { result: AuthorizeResult.DENY };

function decide(role: Role, name: string): PolicyDecision {
  const team = teamOf(role);
  if (team === undefined) return ALLOW;
  const claims = [
    `user:default/${role}`,
    ...(team === 'none' ? [] : [`group:default/${team}`]),
  ];
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
    case costReadPermission.name:
      return ALLOW;
    case syncReadPermission.name:
      return role === 'aardvarkOperator' ? ALLOW : DENY;
    case clusterSyncPermission.name:
    case clusterUpdatePermission.name:
      // As a policy that lets owners change their clusters answers also for those who own none.
      return role === 'aardvarkOperator' || role === 'userWithoutTeam'
        ? createPortlightClusterConditionalDecision(
            name === clusterSyncPermission.name
              ? clusterSyncPermission
              : clusterUpdatePermission,
            portlightClusterConditions.isOwnedBy({ claims }),
          )
        : DENY;
    default:
      return DENY;
  }
}

function roleOf(credentials: BackstageCredentials): Role {
  const principal = credentials.principal as {
    type: string;
    userEntityRef?: string;
  };
  return principal.type === 'service'
    ? 'service'
    : (principal.userEntityRef!.replace('user:default/', '') as Role);
}

/** The roles' policy for the real permission framework. */
export const rolePolicy: PermissionPolicy = {
  handle: async ({ permission }, user) =>
    user ? decide(roleOf(user.credentials), permission.name) : DENY,
};

/** The permission framework with the roles' policy: what it would answer for each. */
export function rolePermissions(knex: Knex): PermissionsService {
  const shows = createConditionAuthorizer(
    Object.values<any>(portlightClusterRules),
  );
  return {
    authorizeConditional: async (queries, options) => {
      const role = roleOf((options as any).credentials);
      return queries.map(({ permission }) => decide(role, permission.name));
    },
    authorize: async (requests, options) => {
      const role = roleOf((options as any).credentials);
      return Promise.all(
        requests.map(async ({ permission, resourceRef }) => {
          const decision = decide(role, permission.name);
          if (decision.result !== AuthorizeResult.CONDITIONAL) return decision;
          const [cluster] = await readClusterResources(knex, [
            resourceRef as string,
          ]);
          return cluster && shows(decision, cluster)
            ? { result: AuthorizeResult.ALLOW }
            : { result: AuthorizeResult.DENY };
        }),
      );
    },
  };
}
