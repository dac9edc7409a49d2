import {
  type CostHour,
  type HourPrices,
  HOURS_PER_MONTH,
  type NodePrice,
  type NodeSpan,
  type UnitPrices,
} from '@portlight/plugin-portlight-common';
import { workloadKey } from './readCluster';

/** What things of a cluster cost in a month or an hour, in currency units. */
export interface ClusterPrices {
  /** Of what the nodes have on which a workload's pods are. */
  ofWorkload(key: string): UnitPrices;
  /** A node, per month; 0 for one that is not known. */
  node(name: string): number;
}

function nowhere(hour: number): NodeSpan {
  const none = { cpu: 0, memory: 0, gpu: 0 };
  return {
    name: '',
    uid: '',
    start: hour,
    end: hour + 3600,
    capacityType: 'unknown',
    labels: {},
    capacity: none,
    allocatable: none,
  };
}

/** With the factor of the bill, where there is one: as the costs are shown. */
function billed({ cpu, memory, hourly, factor = 1 }: NodePrice) {
  return {
    cpu: cpu * factor,
    memory: memory * factor,
    hourly: hourly * factor,
  };
}

function mean(prices: readonly UnitPrices[]): UnitPrices | undefined {
  if (prices.length === 0) return undefined;
  const of = (resource: keyof UnitPrices) =>
    prices.reduce((sum, price) => sum + price[resource], 0) / prices.length;
  return { cpu: of('cpu'), memory: of('memory') };
}

/** Prices per workload: the mean of the nodes that its pods are on now, or of all where it has no pods. */
export function clusterPrices(
  { hour, nodes, pods }: CostHour,
  prices: HourPrices,
): ClusterPrices {
  const byNode = new Map(
    nodes.map(node => [node.name, billed(prices.node(node))]),
  );
  const byWorkload = new Map<string, UnitPrices[]>();
  for (const { namespace, workload, node } of pods) {
    const price = byNode.get(node);
    if (!price) continue;
    const key = workloadKey(namespace, `${workload.kind}/${workload.name}`);
    const list = byWorkload.get(key);
    if (list) list.push(price);
    else byWorkload.set(key, [price]);
  }
  const all = mean([...byNode.values()]) ?? billed(prices.node(nowhere(hour)));
  return {
    ofWorkload: key => mean(byWorkload.get(key) ?? []) ?? all,
    node: name => (byNode.get(name)?.hourly ?? 0) * HOURS_PER_MONTH,
  };
}
