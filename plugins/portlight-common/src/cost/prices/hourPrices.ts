import type {
  CapacityType,
  HourPrices,
  NodePrice,
  NodeSpan,
  UnitPrice,
} from '../types';
import { priceNode } from './priceNode';
import type { PriceTable } from './PriceTable';
import { GIB, type UnitPriceRule } from './types';

/** What bills say about the prices of one cluster on one day. @public */
export interface DayFactors {
  /** Billed by modelled cost of a kind of machine; undefined where no bill tells. */
  node(
    instanceType: string | undefined,
    capacityType: CapacityType,
  ): number | undefined;
}

/** Per byte where a rule is per GiB. */
const DIVISORS: Record<UnitPriceRule['kind'], number> = {
  storage: GIB,
  'load-balancer': 1,
  network: GIB,
  'management-fee': 1,
};

/** The prices of an hour of a cluster, by a table of what holds then. @public */
export function hourPrices(
  table: PriceTable,
  cluster: string,
  factors?: DayFactors,
): HourPrices {
  const nodes = new Map<string, NodePrice>();
  const units = new Map<string, UnitPrice | undefined>();

  const unit = (
    kind: UnitPriceRule['kind'],
    name?: string,
  ): UnitPrice | undefined => {
    const key = `${kind}|${name ?? ''}`;
    if (units.has(key)) return units.get(key);
    const found = table.ofUnit(kind, cluster, name);
    const price = found && {
      id: [
        cluster,
        kind,
        name ?? '',
        found.origin.source,
        found.origin.version,
        found.rule.price,
      ].join('|'),
      price: found.rule.price / DIVISORS[kind],
      origin: found.origin,
    };
    units.set(key, price);
    return price;
  };

  const free = (kind: string): UnitPrice => ({
    id: [cluster, kind, 'none'].join('|'),
    price: 0,
    origin: {
      source: 'default',
      version: 'none',
      note: 'No source has a price',
    },
  });

  return {
    node(node: NodeSpan): NodePrice {
      const key = node.uid || JSON.stringify([node.name, node.instanceType]);
      let price = nodes.get(key);
      if (!price) {
        price = priceNode(cluster, node, table.ofNode(cluster, node));
        const factor = factors?.node(node.instanceType, node.capacityType);
        if (factor !== undefined) price.factor = factor;
        nodes.set(key, price);
      }
      return price;
    },
    storage: volume => unit('storage', volume.storageClass) ?? free('storage'),
    loadBalancer: () => unit('load-balancer') ?? free('load-balancer'),
    network: kind => unit('network', kind),
    managementFee: () => unit('management-fee'),
  };
}
