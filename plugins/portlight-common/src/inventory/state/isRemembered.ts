import type { KubernetesObject } from '../../kubernetes';

/** What costs something while it is there, and what says which workload a pod was of. */
const KINDS = new Set([
  'Pod',
  'Node',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'ReplicaSet',
  'Job',
]);

/** Whether it has to be known when an object ended, and what it was then. */
export function isRemembered({ kind = '', spec }: KubernetesObject): boolean {
  return (
    KINDS.has(kind) || (kind === 'Service' && spec?.type === 'LoadBalancer')
  );
}
