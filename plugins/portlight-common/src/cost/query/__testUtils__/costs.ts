import { addFigures, zeroFigures } from '../figures';
import type { CostFigures, CostKeys, CostRecord } from '../types';

/** A record with these figures, 0 else. */
export function record(
  keys: Partial<CostKeys>,
  figures: Partial<CostFigures>,
  at = 0,
): CostRecord {
  return {
    at,
    keys: { cluster: 'cluster1', class: 'workload', ...keys },
    figures: { ...zeroFigures(), ...figures },
  };
}

/** One of each resource that OpenCost's example has. */
export const SIX_ONES: Partial<CostFigures> = {
  cpuCost: 1,
  memoryCost: 1,
  gpuCost: 1,
  storageCost: 1,
  networkCost: 1,
  loadBalancerCost: 1,
};

/** The allocation set of OpenCost's own tests: 82 of workloads and 30 idle in two clusters. */
export function openCostExample(): CostRecord[] {
  const pod = (
    keys: Partial<CostKeys>,
    figures: Partial<CostFigures> = SIX_ONES,
  ) => record(keys, figures);
  const app = (name: string, env?: string) => ({
    labels: { app: name, ...(env ? { env } : {}) },
  });
  const deployment = (workload: string) => ({ kind: 'Deployment', workload });
  const first = { cluster: 'cluster1' };
  const second = { cluster: 'cluster2' };
  const team1 = { annotations: { team: 'team1' } };
  const team2 = { annotations: { team: 'team2' } };
  const daemonSet = { kind: 'DaemonSet', workload: 'daemonset1' };
  const statefulSet = { kind: 'StatefulSet', workload: 'statefulset1' };
  const service = { services: ['service1'] };
  return [
    record({ ...first, class: 'idle' }, { cpuCost: 5, memoryCost: 15 }),
    record({ ...second, class: 'idle' }, { cpuCost: 5, memoryCost: 5 }),
    pod(
      { ...first, namespace: 'ns1', ...app('app1', 'env1') },
      { ...SIX_ONES, memoryCost: 11 },
    ),
    pod({ ...first, namespace: 'ns1', ...deployment('deployment1') }),
    pod({ ...first, namespace: 'ns1', ...deployment('deployment1') }),
    pod({ ...first, namespace: 'ns2', ...deployment('deployment2'), ...team1 }),
    pod({ ...first, namespace: 'ns2', ...deployment('deployment2'), ...team1 }),
    pod({ ...first, namespace: 'ns2', ...statefulSet }),
    pod({
      ...second,
      namespace: 'ns2',
      ...deployment('deployment3'),
      ...app('app2', 'env2'),
      ...service,
    }),
    pod({
      ...second,
      namespace: 'ns2',
      ...deployment('deployment3'),
      ...app('app2', 'env2'),
      ...service,
    }),
    pod({ ...second, namespace: 'ns2', ...daemonSet, ...app('app2') }),
    pod({ ...second, namespace: 'ns3', ...deployment('deployment3') }),
    pod({ ...second, namespace: 'ns3', ...statefulSet, ...app('app2') }),
    pod({ ...second, namespace: 'ns3', ...daemonSet, ...team2 }),
  ];
}

/** All figures added up. */
export function sumOf(records: readonly CostRecord[]): CostFigures {
  const sum = zeroFigures();
  records.forEach(({ figures }) => addFigures(sum, figures));
  return sum;
}
