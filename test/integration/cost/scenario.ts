/** The cluster whose hour costs something: all that {@link ./expected} reckons with, in numbers that are small. */

/** Cores and GiB. */
export interface Amounts {
  cpu: number;
  memory: number;
}

/** A container with what it requests and uses. */
export interface PlannedContainer {
  name: string;
  /** Default: a container that runs as long as its pod. */
  type?: 'sidecar' | 'init';
  /** Absent: it requests nothing. */
  requests?: Amounts;
  /** Absent: it never runs. */
  usage?: Amounts;
}

/** The pods of one workload. */
export interface PlannedWorkload {
  namespace: string;
  kind: 'Deployment' | 'DaemonSet' | 'Job' | 'Pod';
  name: string;
  /** The node of each pod; a Deployment without any has one that fits nowhere. */
  nodes: readonly string[];
  containers: readonly PlannedContainer[];
  /** Of the volume that all of its pods mount. */
  claim?: string;
  /** Why no container ever runs. */
  behaviour?: 'image-pull-error';
  /** Seconds in the hour; absent: before it. */
  from?: number;
  /** Seconds in the hour in which its containers end, or in which it is deleted; absent: after it. */
  until?: number;
}

/** A node. */
export interface PlannedNode {
  name: string;
  instanceType: string;
  capacityType: 'on-demand' | 'spot';
  capacity: Amounts;
  allocatable: Amounts;
  /** EUR per hour. */
  price: number;
  /** Seconds in the hour in which it is deleted. */
  until?: number;
}

/** A bound volume. */
export interface PlannedVolume {
  name: string;
  namespace: string;
  claim: string;
  /** GiB of the volume, and what its claim asked for. */
  size: number;
  requested: number;
}

const MINUTE = 60;
export const HOUR = 60 * MINUTE;

export const CLUSTER_NAMESPACES: Record<string, Record<string, string>> = {
  shop: { team: 'storefront', 'cost-center': 'cc-1' },
  lake: { team: 'analytics', 'cost-center': 'cc-2' },
  system: {},
};

export const NODES: readonly PlannedNode[] = [
  {
    name: 'steady',
    instanceType: 'm.large',
    capacityType: 'on-demand',
    capacity: { cpu: 4, memory: 8 },
    allocatable: { cpu: 3.5, memory: 7 },
    price: 0.3,
  },
  {
    name: 'cheap',
    instanceType: 'm.large',
    capacityType: 'spot',
    capacity: { cpu: 4, memory: 8 },
    allocatable: { cpu: 3.5, memory: 7 },
    price: 0.12,
    until: 45 * MINUTE,
  },
  {
    name: 'full',
    instanceType: 'm.small',
    capacityType: 'on-demand',
    capacity: { cpu: 2, memory: 4 },
    allocatable: { cpu: 2, memory: 4 },
    price: 0.15,
  },
];

export const WORKLOADS: readonly PlannedWorkload[] = [
  {
    namespace: 'shop',
    kind: 'Deployment',
    name: 'web',
    nodes: ['steady', 'steady'],
    containers: [
      {
        name: 'proxy',
        type: 'sidecar',
        requests: { cpu: 0.25, memory: 0.5 },
        usage: { cpu: 0.05, memory: 0.25 },
      },
      {
        name: 'app',
        requests: { cpu: 0.5, memory: 1 },
        usage: { cpu: 0.25, memory: 0.5 },
      },
    ],
  },
  {
    namespace: 'shop',
    kind: 'Deployment',
    name: 'importer',
    nodes: ['steady'],
    containers: [
      { name: 'migrate', type: 'init', requests: { cpu: 1, memory: 1 } },
      {
        name: 'app',
        requests: { cpu: 0.25, memory: 0.5 },
        usage: { cpu: 0.125, memory: 0.25 },
      },
    ],
  },
  {
    namespace: 'shop',
    kind: 'Pod',
    name: 'broken',
    nodes: ['steady'],
    until: 30 * MINUTE,
    behaviour: 'image-pull-error',
    containers: [{ name: 'app', requests: { cpu: 0.25, memory: 0.5 } }],
  },
  {
    namespace: 'shop',
    kind: 'Deployment',
    name: 'nowhere',
    nodes: [],
    containers: [{ name: 'app', requests: { cpu: 0.25, memory: 0.5 } }],
  },
  {
    namespace: 'shop',
    kind: 'Deployment',
    name: 'greedy',
    nodes: ['full'],
    containers: [{ name: 'app', usage: { cpu: 2, memory: 4 } }],
  },
  {
    namespace: 'lake',
    kind: 'Deployment',
    name: 'saver',
    nodes: ['full'],
    containers: [
      {
        name: 'app',
        requests: { cpu: 2, memory: 4 },
        usage: { cpu: 0.5, memory: 1 },
      },
    ],
  },
  {
    namespace: 'lake',
    kind: 'Deployment',
    name: 'reader',
    nodes: ['steady'],
    claim: 'shared',
    containers: [
      {
        name: 'app',
        requests: { cpu: 0.125, memory: 0.5 },
        usage: { cpu: 0.0625, memory: 0.25 },
      },
    ],
  },
  {
    namespace: 'lake',
    kind: 'Pod',
    name: 'adhoc',
    nodes: ['steady'],
    claim: 'shared',
    until: 30 * MINUTE,
    containers: [
      {
        name: 'app',
        requests: { cpu: 0.125, memory: 0.5 },
        usage: { cpu: 0.0625, memory: 0.25 },
      },
    ],
  },
  {
    namespace: 'lake',
    kind: 'Job',
    name: 'report',
    nodes: ['cheap'],
    until: 15 * MINUTE,
    containers: [
      {
        name: 'app',
        requests: { cpu: 1, memory: 2 },
        usage: { cpu: 0.5, memory: 1 },
      },
    ],
  },
  {
    namespace: 'lake',
    kind: 'Pod',
    name: 'blink',
    nodes: ['cheap'],
    from: 10 * MINUTE + 5,
    until: 10 * MINUTE + 25,
    containers: [
      {
        name: 'app',
        requests: { cpu: 1.8, memory: 4.5 },
      },
    ],
  },
  {
    namespace: 'system',
    kind: 'DaemonSet',
    name: 'agent',
    nodes: ['steady', 'cheap'],
    containers: [
      {
        name: 'app',
        requests: { cpu: 0.125, memory: 0.25 },
        usage: { cpu: 0.0625, memory: 0.125 },
      },
    ],
  },
];

export const VOLUMES: readonly PlannedVolume[] = [
  { name: 'pv-1', namespace: 'lake', claim: 'shared', size: 10, requested: 5 },
  { name: 'pv-2', namespace: 'lake', claim: 'archive', size: 5, requested: 5 },
];

/** A Service with an address, of the pods of `web`. */
export const LOAD_BALANCER = { namespace: 'shop', name: 'web' };

/** Currency units per hour, volumes per GiB and hour. */
export const UNIT_PRICES = {
  storage: 0.0002,
  loadBalancer: 0.03,
  managementFee: 0.1,
};

/** What a core costs by what a GiB costs. */
export const RATIO = { cpu: 4, memory: 1 };

/** `portlight.cost` of the portal. */
export const COST_SETTINGS = {
  currency: 'EUR',
  prices: {
    seed: false,
    custom: NODES.map(({ instanceType, capacityType, price }) => ({
      instanceType,
      capacityType,
      hourly: price,
      ...RATIO,
    })),
    // As price lists have it, by the month.
    storage: [{ price: UNIT_PRICES.storage * 730, per: 'month' }],
    loadBalancer: UNIT_PRICES.loadBalancer,
    managementFee: UNIT_PRICES.managementFee,
  },
};
