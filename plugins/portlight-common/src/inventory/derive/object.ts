import type { Health, ObjectSummary } from '../../api/types';
import type { InventoryColumns } from '../InventoryRow';
import type { KubernetesObject } from '../../kubernetes';
import { defined } from './defined';
import { timestamp } from './time';

/** The item and the columns of an object of any other kind. */
export function deriveObject(
  object: KubernetesObject,
  {
    cluster,
    health,
    owner,
    workload,
  }: {
    cluster: string;
    health: Health;
    owner?: string;
    /** The top-level controller, for what stands between it and its pods. */
    workload?: { kind: string; name: string };
  },
): { summary: ObjectSummary; columns: InventoryColumns } {
  const createdAt = timestamp(object.metadata?.creationTimestamp);
  const phase = object.status?.phase;
  return {
    summary: defined({
      cluster,
      kind: object.kind ?? '',
      namespace: object.metadata?.namespace || undefined,
      name: object.metadata?.name ?? '',
      health,
      owner,
      createdAt,
    }),
    columns: defined({
      labels: object.metadata?.labels ?? {},
      images: [],
      phase: typeof phase === 'string' ? phase : undefined,
      workload: workload && `${workload.kind}/${workload.name}`,
      owner,
      createdAt,
    }),
  };
}
