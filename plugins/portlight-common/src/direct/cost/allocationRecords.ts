import { detailRecords } from '../../cost/query/detailRecords';
import { zeroFigures } from '../../cost/query/figures';
import type { CostRecord } from '../../cost/query/types';
import type { CostRow, HourAllocation, PodCost } from '../../cost/types';

/** What neither a pod nor a node has: fees, and what nobody mounts or is behind. */
function rowRecord(
  { cluster, hour }: HourAllocation,
  row: CostRow,
): CostRecord {
  const { storageByteHours, loadBalancerHours } = row;
  const { storageCost, loadBalancerCost, otherCost } = row;
  return {
    at: hour,
    keys: {
      cluster,
      class: row.class,
      ...(row.namespace ? { namespace: row.namespace } : {}),
    },
    figures: {
      ...zeroFigures(),
      storageByteHours,
      loadBalancerHours,
      storageCost,
      loadBalancerCost,
      otherCost,
    },
  };
}

const OF_PODS_AND_NODES = new Set(['workload', 'idle', 'overhead']);

/** All that an hour cost, by pod and node. */
export function allocationRecords(
  allocation: HourAllocation,
  options: {
    containers: boolean;
    ownerOf(pod: PodCost): string | undefined;
  },
): CostRecord[] {
  return [
    ...detailRecords(allocation, {
      containers: options.containers,
      adjustmentOf: () => 0,
      attributionOf: pod => {
        const owner = options.ownerOf(pod);
        return owner === undefined ? {} : { owner };
      },
    }),
    ...allocation.rows
      .filter(row => !OF_PODS_AND_NODES.has(row.class))
      .map(row => rowRecord(allocation, row)),
  ];
}
