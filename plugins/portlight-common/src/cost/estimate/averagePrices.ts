import type { HourPrices, NodePrice, NodeSpan } from '../types';

/** What a core, a byte and a device cost on average on some nodes. */
export interface AveragePrices {
  /** Currency units per core-hour. */
  cpu: number;
  /** Currency units per byte-hour. */
  memory: number;
  /** Currency units per device-hour. */
  gpu: number;
  /** The prices of the nodes, each once. */
  nodes: NodePrice[];
}

const RESOURCES = ['cpu', 'memory', 'gpu'] as const;

/** Weighted by what nodes have: a pod lands on a large machine more often than on a small one. */
export function averagePrices(
  nodes: readonly NodeSpan[],
  prices: HourPrices,
): AveragePrices {
  const priced = nodes.map(node => ({ node, price: prices.node(node) }));
  const average = { cpu: 0, memory: 0, gpu: 0 };
  for (const resource of RESOURCES) {
    const capacity = nodes.reduce(
      (sum, node) => sum + node.capacity[resource],
      0,
    );
    if (capacity > 0) {
      average[resource] =
        priced.reduce(
          (sum, { node, price }) =>
            sum + price[resource] * node.capacity[resource],
          0,
        ) / capacity;
    }
  }
  return {
    ...average,
    nodes: [...new Map(priced.map(({ price }) => [price.id, price])).values()],
  };
}

/** The nodes that a pod may be scheduled to, as far as its node selector says. */
export function eligibleNodes(
  nodes: readonly NodeSpan[],
  nodeSelector: unknown,
): NodeSpan[] {
  const wanted =
    typeof nodeSelector === 'object' && nodeSelector !== null
      ? Object.entries(nodeSelector)
      : [];
  return nodes.filter(({ labels }) =>
    wanted.every(
      ([key, value]) => Object.hasOwn(labels, key) && labels[key] === value,
    ),
  );
}
