import type { CostWorkLine } from '@portlight/plugin-portlight-common';
import { formatNumber } from '../components';
import { sourceDetail, sourceWord } from './prices/priceText';

const GIB = 1024 ** 3;

/** How quantities of a resource are written: bytes as GiB, since a byte-hour costs nothing that anybody can read. */
const UNITS: Record<CostWorkLine['resource'], { unit: string; size: number }> =
  {
    cpu: { unit: 'core-h', size: 1 },
    memory: { unit: 'GiB-h', size: GIB },
    gpu: { unit: 'GPU-h', size: 1 },
    storage: { unit: 'GiB-h', size: GIB },
    network: { unit: 'GiB', size: GIB },
    loadBalancer: { unit: 'h', size: 1 },
    other: { unit: 'h', size: 1 },
  };

const RESOURCES: Record<CostWorkLine['resource'], string> = {
  cpu: 'CPU',
  memory: 'Memory',
  gpu: 'GPU',
  storage: 'Storage',
  network: 'Network',
  loadBalancer: 'Load balancer',
  other: 'Fee',
};

const CLASSES: ReadonlyMap<string, string> = new Map([
  ['idle', 'idle'],
  ['overhead', 'system overhead'],
  ['unmounted', 'volumes that nothing mounts'],
  ['unallocated-load-balancer', 'load balancers without pods'],
  ['loadBalancer', 'load balancers without pods'],
  ['management-fee', 'management fee'],
  ['managementFee', 'management fee'],
]);

/** The resource of a line, in words. */
export const resourceName = ({ resource }: Pick<CostWorkLine, 'resource'>) =>
  RESOURCES[resource];

/** How much: `1,204 core-h`. */
export function quantityText(line: CostWorkLine): string {
  const { unit, size } = UNITS[line.resource];
  return `${formatNumber(line.quantity / size)} ${unit}`;
}

/** The price of one unit as the quantity is written, and what that is one of. */
export function unitPrice(line: CostWorkLine): { price: number; unit: string } {
  const { unit, size } = UNITS[line.resource];
  return { price: line.unitPrice * size, unit };
}

/** Whose it is, and on what. */
export function lineWhere(line: CostWorkLine): { name: string; where: string } {
  const { cluster, namespace, workload, pod, node, instanceType } = line;
  const name = pod ?? workload ?? CLASSES.get(line.class) ?? node ?? cluster;
  const place = [
    cluster !== name && cluster,
    namespace,
    node !== name && node,
    instanceType,
    line.capacityType !== 'unknown' && line.capacityType,
  ];
  return { name, where: place.filter(Boolean).join(', ') };
}

/** Where a price comes from: `Shipped table, Google Cloud 0411d1c, 2026-10-01`. */
export const priceText = (line: CostWorkLine): string =>
  [
    sourceWord(line.priceSource),
    sourceDetail({
      version: line.priceVersion,
      at: line.priceAt?.slice(0, 10),
    }),
  ]
    .filter(Boolean)
    .join(', ');
