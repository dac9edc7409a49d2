/** What a details page shows; Headlamp's KubeObject has more. */
export interface ShownResource {
  kind: string;
  cluster: string;
  metadata: { name: string; namespace?: string };
}

const WORKLOADS = new Set([
  'CronJob',
  'DaemonSet',
  'Deployment',
  'Job',
  'StatefulSet',
]);

/** Whether a kind is one of those that make pods. */
export const isWorkload = (kind: string): boolean => WORKLOADS.has(kind);

/** Whether a kind has a cost of its own. */
export const hasCost = (kind: string): boolean =>
  isWorkload(kind) || ['Namespace', 'Node'].includes(kind);

/** Whether a kind has health, and uses resources. */
export const isMeasured = (kind: string): boolean =>
  isWorkload(kind) || ['Pod', 'Node', 'Namespace'].includes(kind);
