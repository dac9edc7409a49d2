import type { Health, Namespace } from '../../api/types';
import type { InventoryColumns } from '../InventoryRow';
import type { KubernetesObject } from '../../kubernetes';
import { defined } from './defined';
import { timestamp } from './time';

/** How many of what a namespace has. */
export interface NamespaceCounts {
  workloads: number;
  workloadsFailing: number;
  pods: number;
}

/** The item and the columns of a namespace; wanted and ready are its workloads and those that do not fail. */
export function deriveNamespace(
  namespace: KubernetesObject,
  {
    cluster,
    health,
    owner,
    counts,
  }: {
    cluster: string;
    health: Health;
    owner?: string;
    counts: NamespaceCounts;
  },
): { summary: Namespace; columns: InventoryColumns } {
  const phase = namespace.status?.phase ?? 'Active';
  const createdAt = timestamp(namespace.metadata?.creationTimestamp);
  return {
    summary: defined({
      cluster,
      name: namespace.metadata?.name ?? '',
      health,
      phase,
      owner,
      ...counts,
      createdAt,
    }),
    columns: defined({
      labels: namespace.metadata?.labels ?? {},
      images: [],
      phase,
      owner,
      desired: counts.workloads,
      ready: counts.workloads - counts.workloadsFailing,
      createdAt,
    }),
  };
}
