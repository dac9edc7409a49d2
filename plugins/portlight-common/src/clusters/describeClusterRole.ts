import {
  CLUSTER_FEATURES,
  type ClusterFeature,
  type ClusterFeatureName,
} from './features';
import type { ResourcePermission } from './permissions';

/** Who a ClusterRole is given to. @public */
export interface RoleSubject {
  /** As the server calls the user: `system:serviceaccount:NAMESPACE:NAME` is a ServiceAccount. */
  username: string;
}

/** Options of {@link describeClusterRole}. @public */
export interface ClusterRoleOptions {
  /** Default: all. */
  features?: readonly ClusterFeatureName[];
  /** What credentials lack now; it is marked in the manifest. */
  missing?: readonly ResourcePermission[];
  /**
   * Who gets the role: the user of credentials that are there. Without one the manifest makes a
   * ServiceAccount and says how to get its token.
   */
  subject?: RoleSubject;
}

const NAMESPACE = 'portlight';
const SERVICE_ACCOUNT = 'portlight';
const ROLE = 'portlight-mirror';

/** A text as a YAML scalar: JSON's strings are YAML's. */
function scalar(text: string): string {
  return JSON.stringify(text);
}

function rule(
  fields: Record<string, readonly string[]>,
  comment?: string,
): string {
  const lines = Object.entries(fields).map(
    ([key, values], index) =>
      `${index === 0 ? '  - ' : '    '}${key}: [${values
        .map(scalar)
        .join(', ')}]`,
  );
  return [...(comment ? [`  # ${comment}`] : []), ...lines].join('\n');
}

interface Grant {
  apiGroup: string;
  verbs: string[];
  resources: string[];
}

/** The permissions of a feature, those of one group and the same verbs together. */
function grants(permissions: readonly ResourcePermission[]): Grant[] {
  const verbs = new Map<string, { of: ResourcePermission; verbs: string[] }>();
  for (const permission of permissions) {
    const key = `${permission.apiGroup}/${permission.resource}`;
    const known = verbs.get(key) ?? { of: permission, verbs: [] };
    known.verbs.push(permission.verb);
    verbs.set(key, known);
  }
  const together = new Map<string, Grant>();
  for (const { of, verbs: ofResource } of verbs.values()) {
    const path = of.resource.startsWith('/');
    const key = JSON.stringify([path, of.apiGroup, ofResource]);
    const known = together.get(key) ?? {
      apiGroup: of.apiGroup,
      verbs: ofResource,
      resources: [],
    };
    known.resources.push(of.resource);
    together.set(key, known);
  }
  return [...together.values()];
}

function featureRules(
  { title, permissions, note }: ClusterFeature,
  missing: readonly ResourcePermission[],
): string[] {
  return grants(permissions).map(({ apiGroup, verbs, resources }, index) => {
    const lacking = resources.filter(resource =>
      missing.some(
        item => item.apiGroup === apiGroup && item.resource === resource,
      ),
    );
    const notes = [
      index === 0 ? `${title}.` : '',
      note ?? '',
      lacking.length > 0 ? `Missing now: ${lacking.join(', ')}.` : '',
    ].filter(Boolean);
    const sorted = [...resources].sort();
    return rule(
      sorted[0].startsWith('/')
        ? { nonResourceURLs: sorted, verbs }
        : { apiGroups: [apiGroup], resources: sorted, verbs },
      notes.join(' '),
    );
  });
}

/** The user as RBAC names it. */
function subjectLines({ username }: RoleSubject): string[] {
  const [, namespace, name] =
    /^system:serviceaccount:([^:]+):([^:]+)$/.exec(username) ?? [];
  return name
    ? [
        '  - kind: ServiceAccount',
        `    namespace: ${scalar(namespace)}`,
        `    name: ${scalar(name)}`,
      ]
    : [
        '  - kind: User',
        '    apiGroup: rbac.authorization.k8s.io',
        `    name: ${scalar(username)}`,
      ];
}

const INSTRUCTIONS = `# What Portlight needs to read this cluster; it changes nothing with it. An administrator of the cluster applies it:
#   kubectl apply -f portlight.yaml`;

const TOKEN_INSTRUCTIONS = `# A token for the kubeconfig of Portlight; it expires, so that it has to be replaced in time:
#   kubectl create token ${SERVICE_ACCOUNT} --namespace ${NAMESPACE} --duration 8760h
# Where Portlight has credentials of another user already, name that one among the subjects at the end instead.`;

/**
 * The least ClusterRole that features need, with its binding, as YAML to apply. With the credentials of a
 * ServiceAccount or user that is there the role is bound to it; else the manifest makes a ServiceAccount.
 *
 * @public
 */
export function describeClusterRole(options: ClusterRoleOptions = {}): string {
  const { features, missing = [], subject } = options;
  const chosen = CLUSTER_FEATURES.filter(
    ({ feature }) => !features || features.includes(feature),
  );
  const account = [
    'apiVersion: v1',
    'kind: Namespace',
    'metadata:',
    `  name: ${NAMESPACE}`,
    '---',
    'apiVersion: v1',
    'kind: ServiceAccount',
    'metadata:',
    `  name: ${SERVICE_ACCOUNT}`,
    `  namespace: ${NAMESPACE}`,
    '---',
  ];
  const rules = chosen.flatMap(feature => featureRules(feature, missing));
  return [
    INSTRUCTIONS,
    ...(subject ? [] : [TOKEN_INSTRUCTIONS, ...account]),
    'apiVersion: rbac.authorization.k8s.io/v1',
    'kind: ClusterRole',
    'metadata:',
    `  name: ${ROLE}`,
    ...(rules.length > 0 ? ['rules:', ...rules] : ['rules: []']),
    '---',
    'apiVersion: rbac.authorization.k8s.io/v1',
    'kind: ClusterRoleBinding',
    'metadata:',
    `  name: ${ROLE}`,
    'roleRef:',
    '  apiGroup: rbac.authorization.k8s.io',
    '  kind: ClusterRole',
    `  name: ${ROLE}`,
    'subjects:',
    ...subjectLines(
      subject ?? {
        username: `system:serviceaccount:${NAMESPACE}:${SERVICE_ACCOUNT}`,
      },
    ),
    '',
  ].join('\n');
}
