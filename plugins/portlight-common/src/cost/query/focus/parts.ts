import { apportion } from '../../money';
import type { CostFigures } from '../types';
import type { FocusPart, FocusPrice } from './types';

const NANOS = 1e9;
const GIBIBYTE = 2 ** 30;

type NodeResource = 'cpu' | 'memory' | 'gpu' | 'other';

const COMPUTE = {
  serviceCategory: 'Compute',
  serviceSubcategory: 'Virtual Machines',
  serviceName: 'Kubernetes nodes',
};

/** Costs that are paid by the unit, and what FOCUS takes them for. */
const UNITS = {
  storage: {
    resource: 'storage',
    unit: 'GiB-Hours',
    size: GIBIBYTE,
    serviceCategory: 'Storage',
    serviceSubcategory: 'Block Storage',
    serviceName: 'Kubernetes volumes',
  },
  loadBalancer: {
    resource: 'loadBalancer',
    unit: 'Hours',
    size: 1,
    serviceCategory: 'Networking',
    serviceSubcategory: 'Application Networking',
    serviceName: 'Kubernetes load balancers',
  },
  network: {
    resource: 'network',
    unit: 'GiB',
    size: GIBIBYTE,
    serviceCategory: 'Networking',
    serviceSubcategory: 'Network Connectivity',
    serviceName: 'Kubernetes network traffic',
  },
  managementFee: {
    resource: 'other',
    unit: 'Hours',
    size: 1,
    serviceCategory: 'Compute',
    serviceSubcategory: 'Containers',
    serviceName: 'Kubernetes control planes',
  },
} as const;

/** What the bill adds, divided so that it stays the same in all. */
function divide(adjustment: number, costs: readonly number[]): number[] {
  const sign = Math.sign(adjustment);
  const parts = apportion(Math.abs(adjustment), costs);
  // Where nothing costs anything there is nobody to add it to but the first.
  if (adjustment !== 0 && !parts.some(part => part !== 0)) {
    parts[0] = Math.abs(adjustment);
  }
  return parts.map(part => sign * part);
}

function nodeParts(figures: CostFigures, price: FocusPrice): FocusPart[] {
  const rows: readonly (readonly [
    NodeResource,
    number,
    number,
    string,
    number,
  ])[] = [
    ['cpu', figures.cpuCost, figures.cpuHours, 'vCPU-Hours', price.cpu ?? 0],
    [
      'memory',
      figures.memoryCost,
      figures.memoryByteHours / GIBIBYTE,
      'GiB-Hours',
      (price.memory ?? 0) * GIBIBYTE,
    ],
    ['gpu', figures.gpuCost, figures.gpuHours, 'GPU-Hours', price.gpu ?? 0],
    [
      'other',
      figures.otherCost,
      price.hourly ? figures.otherCost / NANOS / price.hourly : 0,
      'Hours',
      price.hourly ?? 0,
    ],
  ];
  const adjustments = divide(
    figures.adjustment,
    rows.map(([, cost]) => cost),
  );
  const list =
    price.hourly && price.listHourly ? price.listHourly / price.hourly : 1;
  return rows.map(([resource, modelled, quantity, unit, unitPrice], index) => ({
    resource,
    modelled,
    effective: modelled + adjustments[index],
    quantity,
    unit,
    unitPrice,
    listUnitPrice: unitPrice * list,
    ...COMPUTE,
  }));
}

/** The amounts and quantities of a charge, each resource by itself; those that cost nothing are left out. @public */
export function partsOf(figures: CostFigures, price: FocusPrice): FocusPart[] {
  if (price.kind === 'node') {
    return nodeParts(figures, price).filter(
      ({ modelled, effective }) => modelled !== 0 || effective !== 0,
    );
  }
  const { size, ...unit } = UNITS[price.kind];
  const modelled =
    figures.storageCost +
    figures.loadBalancerCost +
    figures.networkCost +
    figures.otherCost;
  if (modelled + figures.adjustment === 0) return [];
  const unitPrice = (price.price ?? 0) * size;
  const quantities = {
    storage: figures.storageByteHours / size,
    loadBalancer: figures.loadBalancerHours,
    network: figures.networkBytes / size,
    managementFee: unitPrice > 0 ? modelled / NANOS / unitPrice : 0,
  };
  return [
    {
      ...unit,
      modelled,
      effective: modelled + figures.adjustment,
      quantity: quantities[price.kind],
      unitPrice,
      listUnitPrice: unitPrice,
    },
  ];
}
