import type { Health } from '../api/types';
import {
  assessClusterHealth,
  type ClusterHealthInput,
  type ClusterWorkload,
} from './assessClusterHealth';

const WELL: Health = { status: 'healthy', reason: 'Ready', message: 'Ready' };
const GONE: Health = {
  status: 'degraded',
  reason: 'NodeNotReady',
  message: 'gone',
};

function workloads(
  total: number,
  failing: number,
  namespace = 'shop',
): ClusterWorkload[] {
  return Array.from({ length: total }, (_, index) => ({
    namespace,
    kind: 'Deployment',
    name: `app-${index}`,
    health: index < failing ? GONE : WELL,
  }));
}

describe('assessClusterHealth', () => {
  it.each<[string, ClusterHealthInput, string, string[]]>([
    [
      'all is well',
      {
        nodes: [WELL, WELL],
        workloads: workloads(8, 0),
        readyz: { ok: true, failed: [] },
      },
      'healthy',
      [],
    ],
    [
      'one application fails',
      { nodes: [WELL], workloads: workloads(8, 1) },
      'healthy',
      [],
    ],
    [
      'a quarter of the workloads fails',
      { nodes: [WELL], workloads: workloads(8, 2) },
      'degraded',
      ['2 of 8 workloads failing'],
    ],
    [
      'half of the workloads fail',
      { nodes: [WELL], workloads: workloads(8, 4) },
      'critical',
      ['4 of 8 workloads failing'],
    ],
    [
      'a node is gone',
      {
        nodes: [WELL, GONE, WELL],
        nodeNames: ['a', 'b', 'c'],
        workloads: [],
      },
      'degraded',
      ['1 of 3 nodes not ready: b'],
    ],
    [
      'half of the nodes are gone',
      { nodes: [WELL, GONE], workloads: [] },
      'critical',
      ['1 of 2 nodes not ready'],
    ],
    [
      'a system workload fails',
      { nodes: [WELL], workloads: workloads(5, 1, 'kube-system') },
      'degraded',
      ['1 system workload failing: kube-system/app-0'],
    ],
    [
      'the control plane fails, and a node is gone',
      {
        nodes: [WELL, GONE, WELL],
        workloads: [],
        readyz: { ok: false, failed: ['etcd'] },
      },
      'critical',
      ['The API server is not ready: etcd fails', '1 of 3 nodes not ready'],
    ],
    [
      'there are no nodes',
      { nodes: [], workloads: [] },
      'unknown',
      ['The cluster has no nodes'],
    ],
    ['nodes may not be read', { workloads: [] }, 'healthy', []],
  ])('%s', (_what, input, status, messages) => {
    const health = assessClusterHealth(input);
    expect(health.status).toBe(status);
    expect(health.reasons.map(({ message }) => message)).toEqual(messages);
  });
});
