import type { Health, Node } from '../../api/types';
import type { InventoryColumns } from '../InventoryRow';
import type { KubernetesObject } from '../../kubernetes';
import { parseQuantity } from '../../kubernetes';
import { isFinished } from './containers';
import { defined } from './defined';
import { podRequests, rounded } from './requests';
import { timestamp } from './time';

const ROLE_PREFIX = 'node-role.kubernetes.io/';

function label(node: KubernetesObject, ...keys: string[]): string | undefined {
  const labels = node.metadata?.labels ?? {};
  const key = keys.find(candidate => labels[candidate]);
  return key && labels[key];
}

/** The zone that a node stands in. */
export function nodeZone(node: KubernetesObject): string | undefined {
  return label(
    node,
    'topology.kubernetes.io/zone',
    'failure-domain.beta.kubernetes.io/zone',
  );
}

/** The region that a node stands in. */
export function nodeRegion(node: KubernetesObject): string | undefined {
  return label(
    node,
    'topology.kubernetes.io/region',
    'failure-domain.beta.kubernetes.io/region',
  );
}

/** The type of machine that a node is. */
export function nodeInstanceType(node: KubernetesObject): string | undefined {
  return label(
    node,
    'node.kubernetes.io/instance-type',
    'beta.kubernetes.io/instance-type',
  );
}

function nodeRoles(node: KubernetesObject): string[] {
  const labels = node.metadata?.labels ?? {};
  const roles = Object.keys(labels)
    .filter(key => key.startsWith(ROLE_PREFIX))
    .map(key => key.slice(ROLE_PREFIX.length))
    .concat(labels['kubernetes.io/role'] ?? []);
  return [...new Set(roles)].filter(Boolean).sort();
}

/** The item and the columns of a node, with what the pods on it request. */
export function deriveNode(
  node: KubernetesObject,
  {
    cluster,
    health,
    owner,
    pods,
  }: {
    cluster: string;
    health: Health;
    owner?: string;
    pods: Iterable<KubernetesObject>;
  },
): { summary: Node; columns: InventoryColumns } {
  let cpu = 0;
  let memory = 0;
  let running = 0;
  for (const pod of pods) {
    if (!isFinished(pod)) {
      const requests = podRequests(pod.spec);
      cpu += requests.cpu;
      memory += requests.memory;
      running += 1;
    }
  }
  const allocatable = node.status?.allocatable ?? {};
  const allocatableCpu = parseQuantity(allocatable.cpu) ?? 0;
  const allocatableMemory = parseQuantity(allocatable.memory) ?? 0;
  const podLimit = parseQuantity(allocatable.pods) ?? 0;
  const info = node.status?.nodeInfo ?? {};
  const createdAt = timestamp(node.metadata?.creationTimestamp);
  return {
    summary: defined({
      cluster,
      name: node.metadata?.name ?? '',
      health,
      roles: nodeRoles(node),
      schedulable: !node.spec?.unschedulable,
      version: info.kubeletVersion,
      instanceType: nodeInstanceType(node),
      region: nodeRegion(node),
      zone: nodeZone(node),
      architecture: info.architecture,
      operatingSystem: info.operatingSystem,
      cpu: { allocatable: allocatableCpu, requested: rounded(cpu) },
      memory: { allocatable: allocatableMemory, requested: rounded(memory) },
      pods: { running, allocatable: podLimit },
      createdAt,
    }),
    columns: defined({
      labels: node.metadata?.labels ?? {},
      images: [],
      owner,
      version: info.kubeletVersion?.slice(0, 253),
      desired: podLimit,
      ready: running,
      cpu: allocatableCpu,
      memory: allocatableMemory,
      createdAt,
    }),
  };
}
