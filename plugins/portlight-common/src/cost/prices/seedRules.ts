import type { NodePriceRule, PriceRule } from './types';
import { HOURS_PER_MONTH } from './types';
import aws from './seed/aws.json';
import azure from './seed/azure.json';
import gcp from './seed/gcp.json';

/** The list prices of a cloud provider, as a file of this package has them. @public */
export interface SeedTable {
  provider: string;
  /** Where the prices were taken from. */
  source: string;
  version: string;
  /** ISO 8601. */
  date: string;
  currency: string;
  rules: PriceRule[];
}

/** Tables that list machines by region. */
interface MachineList {
  provider: string;
  source: string;
  version: string;
  date: string;
  currency: string;
  os: string;
  regions: Record<string, { onDemand: Record<string, number> }>;
}

function listed(list: MachineList): SeedTable {
  const { provider, source, version, date, currency, os, regions } = list;
  const rules = Object.entries(regions).flatMap(([region, { onDemand }]) =>
    Object.entries(onDemand).map(
      ([instanceType, hourly]): NodePriceRule => ({
        kind: 'node',
        instanceType,
        region,
        capacityType: 'on-demand',
        os,
        hourly,
      }),
    ),
  );
  return { provider, source, version, date, currency, rules };
}

const CAPACITY_TYPES = ['on-demand', 'spot'] as const;

/** Prices of Google's machines: most are sold by the core and GiB of their type, not of what the kubelet sees. */
function googleMachines(): Map<string, readonly number[]> {
  const machines = new Map<string, readonly number[]>(
    Object.entries(gcp.machines),
  );
  for (const [family, rates] of Object.entries(gcp.families)) {
    const { cpu, memory, spotCpu } = rates;
    const perCpu: Record<string, number> = rates.gibPerCpu;
    for (const [shape, sizes] of Object.entries(rates.sizes)) {
      for (const cores of sizes as number[]) {
        const hourly = cores * (cpu + perCpu[shape] * memory);
        // Memory is as much cheaper on spot as cores are.
        const spot = (hourly * spotCpu) / cpu;
        machines.set(`${family}-${shape}-${cores}`, [hourly, spot]);
      }
    }
  }
  return machines;
}

function google(): SeedTable {
  const { provider, source, version, date, currency, os, region } = gcp;
  const { family, label, perHour } = gcp.attachedGpus;
  const rules: PriceRule[] = [];
  for (const [instanceType, prices] of googleMachines()) {
    CAPACITY_TYPES.forEach((capacityType, index) => {
      const rule: NodePriceRule = {
        kind: 'node',
        instanceType,
        region,
        capacityType,
        os,
        hourly: Number(prices[index].toPrecision(12)),
      };
      rules.push(rule);
      if (!instanceType.startsWith(`${family}-`)) return;
      for (const [device, devicePrices] of Object.entries(perHour)) {
        rules.push({
          ...rule,
          nodeSelector: { [label]: device },
          attachedGpu: devicePrices[index],
        });
      }
    });
  }
  for (const [name, perMonth] of Object.entries(gcp.storage.perMonth)) {
    rules.push({ kind: 'storage', name, price: perMonth / HOURS_PER_MONTH });
  }
  return { provider, source, version, date, currency, rules };
}

/** List prices of AWS, Azure and Google Cloud that come with Portlight. @public */
export function seedTables(): SeedTable[] {
  return [listed(aws), listed(azure), google()];
}
