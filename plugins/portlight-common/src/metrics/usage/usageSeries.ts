/**
 * How resource usage is named where it is kept over time: the target, the names of its series, and whose a
 * series is.
 *
 * @public
 */
export const USAGE_TARGET = 'usage';

/** The names of the series of resource usage, with their types. @public */
export const USAGE_SERIES = {
  /** Cores. */
  cpu: { name: 'cpu_usage', type: 'gauge' },
  /** Bytes of the working set. */
  memory: { name: 'memory_usage', type: 'gauge' },
  /** Bytes. */
  receiveBytes: { name: 'network_receive_bytes_total', type: 'counter' },
  /** Bytes. */
  transmitBytes: { name: 'network_transmit_bytes_total', type: 'counter' },
  /** Bytes: of a node its file systems, of all else the volumes of claims. */
  usedBytes: { name: 'storage_used_bytes', type: 'gauge' },
  /** Bytes. */
  capacityBytes: { name: 'storage_capacity_bytes', type: 'gauge' },
} as const;

/** What uses resources. @public */
export type UsageScope =
  | { type: 'cluster' }
  | { type: 'node'; node: string }
  | { type: 'namespace'; namespace: string }
  | { type: 'workload'; namespace: string; kind: string; name: string }
  | { type: 'pod'; namespace: string; name: string };

/** Whose a series is, as the history names its peers. A bare pod is its own workload. @public */
export function usagePeer(scope: UsageScope): string {
  switch (scope.type) {
    case 'cluster':
      return 'cluster';
    case 'node':
      return `node/${scope.node}`;
    case 'namespace':
      return `namespace/${scope.namespace}`;
    case 'pod':
      return `pod/${scope.namespace}/${scope.name}`;
    default:
      return scope.kind === 'Pod'
        ? `pod/${scope.namespace}/${scope.name}`
        : `workload/${scope.namespace}/${scope.kind}/${scope.name}`;
  }
}
