import type {
  CostAmounts,
  CostClass,
  CostQuantities,
  CostRow,
  WorkloadRef,
} from '../types';

/** What a row is for. */
export interface RowKey {
  class: CostClass;
  namespace: string;
  workload?: WorkloadRef;
  price: string;
}

/** What is added to a row. */
export type RowParts = Partial<CostQuantities & CostAmounts>;

/** Quantities and costs of nothing. */
export function noCost(): CostQuantities & CostAmounts {
  return {
    podHours: 0,
    cpuHours: 0,
    cpuRequestHours: 0,
    memoryByteHours: 0,
    memoryRequestByteHours: 0,
    gpuHours: 0,
    storageByteHours: 0,
    loadBalancerHours: 0,
    networkBytes: 0,
    cpuCost: 0,
    memoryCost: 0,
    gpuCost: 0,
    storageCost: 0,
    loadBalancerCost: 0,
    networkCost: 0,
    otherCost: 0,
  };
}

/** Adds to quantities and costs; usage stays absent until some of it is known. */
export function addCost(
  target: CostQuantities & CostAmounts,
  parts: RowParts,
): void {
  for (const key of Object.keys(parts) as (keyof RowParts)[]) {
    const value = parts[key];
    if (value !== undefined) target[key] = (target[key] ?? 0) + value;
  }
}

/** The order of texts by their code units, which is the same everywhere. */
export function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The rows of an hour: one for each class, namespace, workload and price. */
export class CostRows {
  private readonly rows = new Map<string, CostRow>();

  add(
    { class: costClass, namespace, workload, price }: RowKey,
    parts: RowParts,
  ): void {
    const { kind = '', name = '' } = workload ?? {};
    // With their lengths, so that no two rows have the same key whatever names contain.
    const key = `${costClass} ${namespace.length} ${kind.length} ${name.length} ${namespace} ${kind} ${name} ${price}`;
    let row = this.rows.get(key);
    if (!row) {
      row = {
        class: costClass,
        namespace,
        ...(workload
          ? { workload: { kind: workload.kind, name: workload.name } }
          : {}),
        price,
        ...noCost(),
      };
      this.rows.set(key, row);
    }
    addCost(row, parts);
  }

  /** All rows, in the order of their keys. */
  inOrder(): CostRow[] {
    return [...this.rows.values()].sort(
      (a, b) =>
        compareTexts(a.class, b.class) ||
        compareTexts(a.namespace, b.namespace) ||
        compareTexts(a.workload?.kind ?? '', b.workload?.kind ?? '') ||
        compareTexts(a.workload?.name ?? '', b.workload?.name ?? '') ||
        compareTexts(a.price, b.price),
    );
  }
}
