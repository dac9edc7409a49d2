/** What a client makes of a field. */
type FieldType = 'number' | 'string' | 'time' | 'numberOrAbsent';

/** What a client of OpenCost reads of an answer, told by what its source reads; nothing else matters to it. */
export interface OpenCostClient {
  name: string;
  /** Where it asks, and what it sends. */
  requests: readonly Record<string, string | boolean>[];
  /** Of each allocation. */
  fields: Readonly<Record<string, FieldType>>;
}

const COSTS = ['cpuCost', 'ramCost', 'pvCost', 'gpuCost', 'totalCost'];
const numbers = (names: readonly string[]) =>
  Object.fromEntries(names.map(name => [name, 'number' as const]));

/** Headlamp's plugin 0.1.3 (headlamp-k8s/plugins, opencost/src/detail.tsx, index.tsx and request.tsx). */
export const HEADLAMP: OpenCostClient = {
  name: "Headlamp's plugin",
  requests: ['pod', 'node', 'namespace', 'service', 'deployment'].flatMap(
    aggregate =>
      [true, false].map(accumulate => ({
        window: '14d',
        aggregate,
        step: '1d',
        accumulate: String(accumulate),
      })),
  ),
  fields: numbers([...COSTS, 'totalEfficiency']),
};

/** Backstage's plugin (backstage/community-plugins, workspaces/opencost: its service, report, chart and download). */
export const BACKSTAGE: OpenCostClient = {
  name: "Backstage's plugin",
  requests: [
    'cluster',
    'node',
    'namespace',
    'controllerKind',
    'controller',
    'service',
    'pod',
    'container',
  ].map(aggregate => ({
    window: '6d',
    aggregate,
    step: '1d',
    accumulate: 'false',
  })),
  fields: {
    ...numbers([...COSTS, 'totalEfficiency', 'networkCost', 'sharedCost']),
    name: 'string',
    start: 'time',
  },
};

/**
 * kubectl-cost (kubecost/kubectl-cost, pkg/query and pkg/cmd), which reads with OpenCost's own struct in Go: a field of
 * another type is an error there, and what is absent is 0.
 */
export const KUBECTL_COST: OpenCostClient = {
  name: 'kubectl-cost',
  requests: ['cluster,namespace', 'namespace,deployment', 'label:app'].map(
    aggregate => ({
      window: '1d',
      aggregate,
      accumulate: 'true',
      includeIdle: true,
      idle: true,
      filterNamespaces: '',
    }),
  ),
  fields: {
    name: 'string',
    start: 'time',
    end: 'time',
    ...numbers([
      'cpuCoreHours',
      'cpuCoreRequestAverage',
      'cpuCoreUsageAverage',
      'cpuCost',
      'cpuCostAdjustment',
      'gpuHours',
      'gpuCost',
      'gpuCostAdjustment',
      'networkTransferBytes',
      'networkReceiveBytes',
      'networkCost',
      'networkCrossZoneCost',
      'networkCrossRegionCost',
      'networkInternetCost',
      'networkCostAdjustment',
      'loadBalancerCost',
      'loadBalancerCostAdjustment',
      'pvCostAdjustment',
      'ramByteHours',
      'ramByteRequestAverage',
      'ramByteUsageAverage',
      'ramCost',
      'ramCostAdjustment',
      'sharedCost',
      'externalCost',
    ]),
    gpuRequestAverage: 'numberOrAbsent',
    gpuUsageAverage: 'numberOrAbsent',
  },
};

const CHECKS: Record<FieldType, (value: unknown) => boolean> = {
  number: value => typeof value === 'number' && Number.isFinite(value),
  numberOrAbsent: value => value === undefined || typeof value === 'number',
  string: value => typeof value === 'string' && value !== '',
  // RFC 3339, as Go reads it.
  time: value =>
    typeof value === 'string' &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value),
};

/** What of an allocation a client could not read. */
export function unreadable(
  { fields }: OpenCostClient,
  allocation: Readonly<Record<string, unknown>>,
): string[] {
  return Object.entries(fields)
    .filter(([name, type]) => !CHECKS[type](allocation[name]))
    .map(([name]) => `${name}: ${JSON.stringify(allocation[name])}`);
}

/** The cost as Go's struct computes it of its fields: it does not read `totalCost`, nor `pvCost`. */
export function totalInGo(
  allocation: Readonly<Record<string, unknown>>,
): number {
  const volumes = Object.values(
    (allocation.pvs ?? {}) as Record<string, { cost: number }>,
  );
  return [
    ...[
      'cpuCost',
      'cpuCostAdjustment',
      'gpuCost',
      'gpuCostAdjustment',
      'ramCost',
      'ramCostAdjustment',
      'pvCostAdjustment',
      'networkCost',
      'networkCostAdjustment',
      'loadBalancerCost',
      'loadBalancerCostAdjustment',
      'sharedCost',
      'externalCost',
    ].map(name => allocation[name] as number),
    ...volumes.map(({ cost }) => cost),
  ].reduce((sum, cost) => sum + cost, 0);
}
