import type { ApiObject, ObjectStore } from '../../store';
import type { AccessAttributes, User } from './Authorizer';

/**
 * One rule of a Role, as `rbac.authorization.k8s.io/v1` has it; `*` matches everything.
 *
 * @public
 */
export interface PolicyRule {
  verbs: readonly string[];
  apiGroups?: readonly string[];
  /** Such as `pods`, `pods/log`, `*`, `*\/scale`. */
  resources?: readonly string[];
  resourceNames?: readonly string[];
  nonResourceURLs?: readonly string[];
  /** Only in these namespaces: for rules that are given with a token. */
  namespaces?: readonly string[];
}

function has(values: readonly string[] | undefined, wanted: string): boolean {
  return Boolean(values?.includes('*') || values?.includes(wanted));
}

/** Whether a rule allows something, as RBAC decides it. */
export function ruleAllows(
  rule: PolicyRule,
  attributes: AccessAttributes,
): boolean {
  if (!has(rule.verbs, attributes.verb)) {
    return false;
  }
  const { path } = attributes;
  if (path !== undefined) {
    return Boolean(
      rule.nonResourceURLs?.some(url =>
        url.endsWith('*') ? path.startsWith(url.slice(0, -1)) : url === path,
      ),
    );
  }
  const { resource = '', subresource } = attributes;
  const full = subresource ? `${resource}/${subresource}` : resource;
  return (
    has(rule.apiGroups, attributes.group ?? '') &&
    (has(rule.resources, full) ||
      Boolean(subresource && rule.resources?.includes(`*/${subresource}`))) &&
    (!rule.resourceNames?.length ||
      (attributes.name !== undefined &&
        rule.resourceNames.includes(attributes.name)))
  );
}

interface Subject {
  kind: string;
  name: string;
  namespace?: string;
}

function isSubject(subject: Subject, user: User): boolean {
  switch (subject.kind) {
    case 'User':
      return subject.name === user.name;
    case 'Group':
      return user.groups.includes(subject.name);
    case 'ServiceAccount':
      return (
        `system:serviceaccount:${subject.namespace}:${subject.name}` ===
        user.name
      );
    default:
      return false;
  }
}

/** The rules that the cluster's role bindings give a user. */
export function rulesFor(
  store: ObjectStore,
  user: User,
  namespace: string | undefined,
): PolicyRule[] {
  const find = (kind: string) => store.resources.findKind(kind);
  const roles = find('Role');
  const clusterRoles = find('ClusterRole');
  const clusterBindings = find('ClusterRoleBinding');
  const bindings = find('RoleBinding');
  const rules: PolicyRule[] = [];
  const collect = (binding: ApiObject, space: string | undefined) => {
    const subjects: Subject[] = binding.subjects ?? [];
    if (!subjects.some(subject => isSubject(subject, user))) {
      return;
    }
    const { kind, name } = binding.roleRef ?? {};
    const role =
      kind === 'Role'
        ? roles && store.get(roles, space, name)
        : clusterRoles && store.get(clusterRoles, undefined, name);
    rules.push(...(role?.rules ?? []));
  };
  if (clusterBindings) {
    for (const binding of store.list(clusterBindings)) {
      collect(binding, undefined);
    }
  }
  if (bindings && namespace) {
    for (const binding of store.list(bindings, namespace)) {
      collect(binding, namespace);
    }
  }
  return rules;
}
