import type { CostRow } from '@portlight/plugin-portlight-common';
import type { CostLevel } from './CostReader';

/** The table of each level. */
export const LEVEL_TABLES: Record<CostLevel, string> = {
  hour: 'cost_hours',
  day: 'cost_days',
  month: 'cost_months',
};

/** What makes a row one of its own. */
export const KEY_COLUMNS = [
  'at',
  'cluster',
  'attribution',
  'scope',
  'price',
] as const;

/** Hours in doubles, by their names in answers. */
export const QUANTITY_COLUMNS = {
  pod_hours: 'podHours',
  cpu_hours: 'cpuHours',
  cpu_request_hours: 'cpuRequestHours',
  cpu_usage_hours: 'cpuUsageHours',
  cpu_measured_request_hours: 'cpuMeasuredRequestHours',
  memory_byte_hours: 'memoryByteHours',
  memory_request_byte_hours: 'memoryRequestByteHours',
  memory_usage_byte_hours: 'memoryUsageByteHours',
  memory_measured_request_byte_hours: 'memoryMeasuredRequestByteHours',
  gpu_hours: 'gpuHours',
  storage_byte_hours: 'storageByteHours',
  load_balancer_hours: 'loadBalancerHours',
  network_bytes: 'networkBytes',
} as const;

/** Nano-units of the currency in whole numbers, by their names in answers. */
export const MONEY_COLUMNS = {
  cpu_cost: 'cpuCost',
  memory_cost: 'memoryCost',
  gpu_cost: 'gpuCost',
  storage_cost: 'storageCost',
  load_balancer_cost: 'loadBalancerCost',
  network_cost: 'networkCost',
  other_cost: 'otherCost',
  adjustment: 'adjustment',
} as const;

/** What is added up. */
export const SUMMED_COLUMNS = [
  ...Object.keys(QUANTITY_COLUMNS),
  ...Object.keys(MONEY_COLUMNS),
  'incomplete',
];

const COSTS = Object.keys(MONEY_COLUMNS).filter(name => name !== 'adjustment');

/** What is added up, and as which column, by what of it is looked at. */
export const MEASURES: Record<
  'all' | 'costs' | 'cost',
  readonly (readonly [sum: string, as: string])[]
> = {
  all: SUMMED_COLUMNS.map(name => [name, name]),
  costs: [...COSTS, 'adjustment', 'incomplete'].map(name => [name, name]),
  cost: [
    [COSTS.join(' + '), 'other_cost'],
    ['adjustment', 'adjustment'],
    ['incomplete', 'incomplete'],
  ],
};

/** All columns with the types that PostgreSQL is told. */
export const ROW_COLUMNS: readonly (readonly [string, string])[] = [
  ...KEY_COLUMNS.map(name => [name, 'integer'] as const),
  ...Object.keys(QUANTITY_COLUMNS).map(
    name => [name, 'double precision'] as const,
  ),
  ...Object.keys(MONEY_COLUMNS).map(name => [name, 'bigint'] as const),
  ['incomplete', 'integer'],
];

/** The sums of a row, in the order of {@link SUMMED_COLUMNS}. */
export function summedValues(
  row: CostRow,
  adjustment: number,
  incomplete: boolean,
): (number | null)[] {
  const { cpuUsageHours, memoryUsageByteHours } = row;
  return [
    row.podHours,
    row.cpuHours,
    row.cpuRequestHours,
    cpuUsageHours ?? null,
    cpuUsageHours === undefined
      ? 0
      : row.cpuMeasuredRequestHours ?? row.cpuRequestHours,
    row.memoryByteHours,
    row.memoryRequestByteHours,
    memoryUsageByteHours ?? null,
    memoryUsageByteHours === undefined
      ? 0
      : row.memoryMeasuredRequestByteHours ?? row.memoryRequestByteHours,
    row.gpuHours,
    row.storageByteHours,
    row.loadBalancerHours,
    row.networkBytes,
    row.cpuCost,
    row.memoryCost,
    row.gpuCost,
    row.storageCost,
    row.loadBalancerCost,
    row.networkCost,
    row.otherCost,
    adjustment,
    incomplete ? 1 : 0,
  ];
}
