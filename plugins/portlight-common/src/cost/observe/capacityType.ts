import type { CapacityType } from '../types';

/** Labels by which clouds and provisioners say how a node was bought, with the values that mean spot. */
const LABELS: readonly { label: string; spot: readonly string[] }[] = [
  { label: 'karpenter.sh/capacity-type', spot: ['spot'] },
  { label: 'eks.amazonaws.com/capacityType', spot: ['spot'] },
  { label: 'cloud.google.com/gke-spot', spot: ['true'] },
  { label: 'cloud.google.com/gke-preemptible', spot: ['true'] },
  {
    label: 'cloud.google.com/gke-provisioning',
    spot: ['spot', 'preemptible'],
  },
  { label: 'kubernetes.azure.com/scalesetpriority', spot: ['spot'] },
  { label: 'node.kubernetes.io/lifecycle', spot: ['spot'] },
];

/** Pools of clouds that label nothing but spot nodes. */
const POOLS: readonly string[] = [
  'cloud.google.com/gke-nodepool',
  'kubernetes.azure.com/agentpool',
];

function has(labels: Readonly<Record<string, string>>, label: string): boolean {
  return Object.hasOwn(labels, label) && typeof labels[label] === 'string';
}

/**
 * How a node was bought, by its labels: `unknown` where none says it.
 *
 * @public
 */
export function capacityTypeOf(
  labels: Readonly<Record<string, string>> | undefined = {},
): CapacityType {
  const told = LABELS.filter(({ label }) => has(labels, label));
  if (
    told.some(({ label, spot }) => spot.includes(labels[label].toLowerCase()))
  ) {
    return 'spot';
  }
  return told.length > 0 || POOLS.some(label => has(labels, label))
    ? 'on-demand'
    : 'unknown';
}
