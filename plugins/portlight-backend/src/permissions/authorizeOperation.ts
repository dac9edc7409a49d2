import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  type BasicPermission,
  type Permission,
  type PermissionCriteria,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  createConditionTransformer,
  type PermissionRule,
} from '@backstage/plugin-permission-node';
import { PortlightError } from '@portlight/plugin-portlight-common';
import {
  type AmongFilter,
  clusterReadPermission,
  clusterUpdatePermission,
  type LabelFilter,
  namespaceReadPermission,
  portlightClusterRules,
  portlightNamespaceRules,
  portlightWorkloadRules,
  workloadReadPermission,
} from '@portlight/plugin-portlight-node';
import type { OperationId } from '../api/operations';
import { readCriteria } from './conditions';
import { operationPermissions } from './permissions';
import type { Narrowing, Visibility } from './visibility';

function refuse({ name }: Permission, cluster?: string, field?: string): never {
  throw new PortlightError({
    code: 'not-allowed',
    status: 403,
    ...(field === undefined ? {} : { parameter: field }),
    message: `${
      field === undefined ? 'This' : `Changing \`${field}\``
    } needs the permission \`${name}\`${
      cluster === undefined ? '' : ` for the cluster \`${cluster}\``
    }, which the portal's policy does not grant you`,
  });
}

/** What the rules make of criteria; a policy's fault is not the request's. */
function transform<Filter>(
  rules: Record<string, PermissionRule<any, Filter, string, any>>,
  conditions: PermissionCriteria<any>,
): PermissionCriteria<Filter> {
  try {
    return createConditionTransformer<
      Filter,
      PermissionRule<any, Filter, string, any>[]
    >(Object.values(rules))(conditions);
  } catch (error) {
    throw new PortlightError({
      code: 'invalid-policy',
      status: 500,
      message: `The portal's policy has a condition that cannot be read: ${
        (error as Error).message
      }`,
      cause: error,
    });
  }
}

function narrowing<Filter extends AmongFilter<string> | LabelFilter>(
  decision: PolicyDecision,
  rules: Record<string, PermissionRule<any, Filter, string, any>>,
): Narrowing<Filter> {
  switch (decision.result) {
    case AuthorizeResult.ALLOW:
      return 'everything';
    case AuthorizeResult.CONDITIONAL:
      return readCriteria(transform(rules, decision.conditions));
    default:
      return 'nothing';
  }
}

/**
 * Asks the portal's policy whether the credentials may do the operation, and what they may see.
 *
 * @throws PortlightError `not-allowed`; `invalid-policy` and `policy-too-large` where the policy cannot be followed
 */
export async function authorizeOperation(options: {
  permissions: PermissionsService;
  operation: OperationId;
  /** Of the path. */
  cluster?: string;
  /** What is sent. */
  body?: unknown;
  credentials: BackstageCredentials;
  /** Whether any cluster is among these. */
  hasCluster: (clusters: Visibility['clusters']) => Promise<boolean>;
}): Promise<Visibility> {
  const { permissions, cluster, credentials, hasCluster } = options;
  const { reads, onCluster, basic, fields, either } =
    operationPermissions[options.operation];
  const sent = Object.keys((options.body as object | undefined) ?? {});
  const field = fields?.names.find(name => sent.includes(name));

  // One request for all that may be narrowed; what is granted as a whole or for a cluster is asked differently.
  const narrowed = [
    clusterReadPermission,
    namespaceReadPermission,
    workloadReadPermission,
    ...(either ? [clusterUpdatePermission] : []),
  ];
  const whole = [
    ...(basic ? [basic] : []),
    ...(field === undefined ? [] : [fields!.basic]),
    ...(either ? [either[0]] : []),
  ];
  const [decisions, granted] = await Promise.all([
    permissions.authorizeConditional(
      narrowed.map(permission => ({ permission })),
      { credentials },
    ),
    whole.length > 0 || onCluster
      ? permissions.authorize(
          [
            ...whole.map(permission => ({ permission })),
            ...(onCluster
              ? [{ permission: onCluster, resourceRef: cluster! }]
              : []),
          ],
          { credentials },
        )
      : [],
  ]);
  const isGranted = (permission: BasicPermission) =>
    granted[whole.indexOf(permission)].result === AuthorizeResult.ALLOW;
  const denied = (permission: Permission) => {
    const index = narrowed.findIndex(({ name }) => name === permission.name);
    return decisions[index].result === AuthorizeResult.DENY;
  };

  if (basic && !isGranted(basic)) refuse(basic);
  if (either) {
    const [first] = either;
    // A policy answers everybody with the condition, also who meets it nowhere.
    if (
      !isGranted(first) &&
      !(await hasCluster(narrowing(decisions.at(-1)!, portlightClusterRules)))
    ) {
      refuse(first);
    }
  }
  if (onCluster && granted.at(-1)!.result !== AuthorizeResult.ALLOW) {
    refuse(onCluster, cluster);
  }
  if (field !== undefined && !isGranted(fields!.basic)) {
    refuse(fields!.basic, undefined, field);
  }
  reads?.filter(denied).forEach(permission => refuse(permission));

  const [clusters, namespaces, workloads] = decisions;
  return {
    clusters: narrowing(clusters, portlightClusterRules),
    namespaces: narrowing(namespaces, portlightNamespaceRules),
    workloads: narrowing(workloads, portlightWorkloadRules),
  };
}
