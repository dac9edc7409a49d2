import type { KindHealth } from '../Finding';

/** Kinds that are pure configuration: no controller reports on them, so being there is being well. */
const CONFIGURATION: readonly [kind: string, group: string][] = [
  ['ConfigMap', ''],
  ['LimitRange', ''],
  ['ServiceAccount', ''],
  ['StorageClass', 'storage.k8s.io'],
  ['NetworkPolicy', 'networking.k8s.io'],
  ['IngressClass', 'networking.k8s.io'],
  ['PriorityClass', 'scheduling.k8s.io'],
  ['Role', 'rbac.authorization.k8s.io'],
  ['RoleBinding', 'rbac.authorization.k8s.io'],
  ['ClusterRole', 'rbac.authorization.k8s.io'],
  ['ClusterRoleBinding', 'rbac.authorization.k8s.io'],
];

/** One entry for each kind of pure configuration. */
export const configurationKinds: readonly KindHealth[] = CONFIGURATION.map(
  ([kind, group]) => ({
    kind,
    group,
    stateless: true,
    assess: () => ({ status: 'healthy', reason: 'Exists', message: 'Exists' }),
  }),
);
