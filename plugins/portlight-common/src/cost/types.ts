/**
 * Money as an integer number of billionths (1e-9) of the currency's unit, so
 * that sums over hours, days and groups never drift.
 *
 * Sums are exact up to 9,007,199 units of the currency (2^53 nanos).
 * @public
 */
export type Nanos = number;

/**
 * Amounts of what a node has and a pod takes.
 * @public
 */
export interface Quantities {
  /** Cores. */
  cpu: number;
  /** Bytes. */
  memory: number;
  /** Devices. */
  gpu: number;
}

/**
 * A half-open span of time. Whoever reads one clamps it to the hour.
 * @public
 */
export interface Span {
  /** Seconds since the epoch. */
  start: number;
  /** Seconds since the epoch, not included. */
  end: number;
}

/**
 * How a node was bought, by its labels.
 * @public
 */
export type CapacityType = 'spot' | 'on-demand' | 'unknown';

/**
 * A node, in the part of the hour in which it existed.
 * @public
 */
export interface NodeSpan extends Span {
  name: string;
  uid: string;
  providerId?: string;
  instanceType?: string;
  region?: string;
  zone?: string;
  capacityType: CapacityType;
  labels: Readonly<Record<string, string>>;
  /** All the machine has, as its kubelet reports it. */
  capacity: Quantities;
  /** What of it pods can use; the rest is overhead. */
  allocatable: Quantities;
}

/**
 * The top-level workload of a pod: the CronJob of its Job, the Deployment of
 * its ReplicaSet, or the pod itself.
 * @public
 */
export interface WorkloadRef {
  kind: string;
  name: string;
}

/**
 * What a pod or container used: the average of each step.
 * @public
 */
export interface ResourceSeries {
  /** Seconds that a value covers. */
  step: number;
  /** Begin of the first step, seconds since the epoch. */
  start: number;
  /** Cores; `null` where it was not measured. */
  cpu: readonly (number | null)[];
  /** Bytes; `null` where it was not measured. */
  memory: readonly (number | null)[];
  /** Devices that were busy; of no influence on cost. */
  gpu?: readonly (number | null)[];
}

/**
 * A container of a pod; its pod's times hold for it too.
 * @public
 */
export interface ContainerSpan {
  name: string;
  requests: Quantities;
  /** `sidecar`: an init container that restarts always. */
  kind: 'container' | 'sidecar' | 'init';
  usage?: ResourceSeries;
}

/**
 * Bytes that a pod sent, by where they went.
 * @public
 */
export interface NetworkBytes {
  /** To another zone of the region. */
  zone: number;
  /** To another region. */
  region: number;
  /** To the internet. */
  internet: number;
}

/**
 * A pod, in the part of the hour in which a node was reserved for it.
 * @public
 */
export interface PodSpan extends Span {
  namespace: string;
  name: string;
  uid: string;
  /** Name of the node. */
  node: string;
  workload: WorkloadRef;
  labels: Readonly<Record<string, string>>;
  /** What the scheduler reserves for it. */
  requests: Quantities;
  containers: readonly ContainerSpan[];
  /** What it used; where absent, the sum of its containers' usage is taken. */
  usage?: ResourceSeries;
  /** Names of the Services of its namespace that select it. */
  services?: readonly string[];
  network?: NetworkBytes;
}

/**
 * A PersistentVolume, in the part of the hour in which it existed.
 * @public
 */
export interface VolumeSpan extends Span {
  name: string;
  storageClass?: string;
  /** Capacity of the PersistentVolume, never the claim's request. */
  bytes: number;
  claim?: { namespace: string; name: string };
  /** UIDs of the pods that mount it. */
  pods: readonly string[];
}

/**
 * A Service of type LoadBalancer, while a load balancer existed for it.
 * @public
 */
export interface LoadBalancerSpan extends Span {
  namespace: string;
  service: string;
  /** UIDs of the pods it selects. */
  pods: readonly string[];
}

/**
 * How much of an hour was seen.
 * @public
 */
export interface HourCoverage {
  /** Minutes, of 60, in which nodes and pods were watched. */
  observedMinutes: number;
  /** Whether usage was measured for all, some or no pods. */
  usage: 'complete' | 'partial' | 'requests-only';
  /** Why something is missing, as sentences for the reader. */
  reasons: readonly string[];
}

/**
 * What was there in one hour of one cluster: all that its cost is made of,
 * except prices.
 * @public
 */
export interface CostHour {
  cluster: string;
  /** Begin of the hour, seconds since the epoch, a multiple of 3600. */
  hour: number;
  nodes: readonly NodeSpan[];
  pods: readonly PodSpan[];
  volumes: readonly VolumeSpan[];
  loadBalancers: readonly LoadBalancerSpan[];
  coverage: HourCoverage;
}

/**
 * Where a price comes from.
 * @public
 */
export interface PriceOrigin {
  /** `bill`, `custom`, `csv`, `seed`, `default` or the name of a provider. */
  source: string;
  /** Version of the source, such as the date of a price list. */
  version: string;
  /** When the price was published or read, ISO 8601. */
  at?: string;
  note?: string;
}

/**
 * Price of a node, split into prices of what it has.
 *
 * `cpu`, `memory` and `gpu` times the capacity of the node give `hourly`.
 * @public
 */
export interface NodePrice {
  /** Stable key of this price in this version. */
  id: string;
  /** Currency units per node-hour. */
  hourly: number;
  /** Currency units per core-hour. */
  cpu: number;
  /** Currency units per byte-hour. */
  memory: number;
  /** Currency units per device-hour. */
  gpu: number;
  /** List price, currency units per node-hour. */
  listHourly?: number;
  origin: PriceOrigin;
  /** Billed by modelled cost, from the bill; absent where there is no bill. */
  factor?: number;
  instanceType?: string;
  region?: string;
  capacityType: CapacityType;
}

/**
 * Price of storage (per byte-hour), a load balancer (per hour), network (per
 * byte) or a management fee (per hour), in currency units.
 * @public
 */
export interface UnitPrice {
  /** Stable key of this price in this version. */
  id: string;
  price: number;
  origin: PriceOrigin;
}

/**
 * Where the bytes of a pod went.
 * @public
 */
export type NetworkKind = keyof NetworkBytes;

/**
 * The prices of one hour of one cluster.
 * @public
 */
export interface HourPrices {
  /**
   * Price of a node. For pods whose node nobody has seen it is asked with a
   * node of empty `uid` and no capacity: then the prices per unit count.
   */
  node(node: NodeSpan): NodePrice;
  storage(volume: VolumeSpan): UnitPrice;
  loadBalancer(loadBalancer: LoadBalancerSpan): UnitPrice;
  /** Without a price, bytes cost nothing. */
  network(kind: NetworkKind): UnitPrice | undefined;
  managementFee(): UnitPrice | undefined;
}

/**
 * How a node is divided where its pods demand more than it has: all demand
 * shrinks alike, or what was requested is served first.
 * @public
 */
export type AllocationPolicy = 'proportional' | 'reserved-first';

/**
 * What a cost is for.
 *
 * `overhead` is what a node keeps for itself (capacity less allocatable);
 * `idle` what pods could have used.
 * @public
 */
export type CostClass =
  | 'workload'
  | 'idle'
  | 'overhead'
  | 'unmounted'
  | 'unallocated-load-balancer'
  | 'management-fee';

/**
 * What was charged, requested and used.
 * @public
 */
export interface CostQuantities {
  /** Hours in which nodes were reserved for pods. */
  podHours: number;
  /** Core-hours that are charged. */
  cpuHours: number;
  /** Core-hours that were requested. */
  cpuRequestHours: number;
  /** Core-hours that were used where it was measured; absent: nowhere. */
  cpuUsageHours?: number;
  /** Core-hours that were requested where usage was measured, to compare it with. */
  cpuMeasuredRequestHours?: number;
  /** Byte-hours of memory that are charged. */
  memoryByteHours: number;
  /** Byte-hours of memory that were requested. */
  memoryRequestByteHours: number;
  /** Byte-hours of memory that were used where measured; absent: nowhere. */
  memoryUsageByteHours?: number;
  /** Byte-hours of memory that were requested where usage was measured. */
  memoryMeasuredRequestByteHours?: number;
  /** Device-hours that are charged, which are those requested. */
  gpuHours: number;
  /** Byte-hours of PersistentVolumes. */
  storageByteHours: number;
  loadBalancerHours: number;
  /** Bytes sent to other zones, regions and the internet, if they have a price. */
  networkBytes: number;
}

/**
 * Cost by resource. The sum of all is the cost.
 * @public
 */
export interface CostAmounts {
  cpuCost: Nanos;
  memoryCost: Nanos;
  gpuCost: Nanos;
  storageCost: Nanos;
  loadBalancerCost: Nanos;
  networkCost: Nanos;
  /** Management fees, and nodes whose price has nothing to be split by. */
  otherCost: Nanos;
}

/**
 * Cost of all pods of a workload at one price, or of what no workload caused.
 * @public
 */
export interface CostRow extends CostQuantities, CostAmounts {
  class: CostClass;
  /** Empty for what belongs to no namespace. */
  namespace: string;
  workload?: WorkloadRef;
  /** `id` of the price of the node or unit. */
  price: string;
}

/**
 * Part of a container in the cost of its pod.
 *
 * CPU and memory are split by the containers' demand where their usage is
 * known, else by their requests, else evenly; all else is the pod's.
 * @public
 */
export interface ContainerCost {
  name: string;
  kind: ContainerSpan['kind'];
  cpuHours: number;
  cpuRequestHours: number;
  cpuUsageHours?: number;
  memoryByteHours: number;
  memoryRequestByteHours: number;
  memoryUsageByteHours?: number;
  gpuHours: number;
  cpuCost: Nanos;
  memoryCost: Nanos;
  gpuCost: Nanos;
}

/**
 * Part of a pod in a volume, a load balancer or network, at its price.
 * @public
 */
export interface PodCharge {
  kind: 'storage' | 'load-balancer' | 'network';
  /** Name of the volume or Service; for network `zone`, `region`, `internet`. */
  name: string;
  /** `id` of the price. */
  price: string;
  /** Byte-hours, hours or bytes. */
  quantity: number;
  cost: Nanos;
}

/**
 * Cost of one pod: the detail behind the rows.
 * @public
 */
export interface PodCost extends CostQuantities, CostAmounts {
  uid: string;
  namespace: string;
  name: string;
  node: string;
  workload: WorkloadRef;
  labels: Readonly<Record<string, string>>;
  services: readonly string[];
  /** `id` of the node's price. */
  price: string;
  /** Hours, the same as `podHours`. */
  hours: number;
  containers: readonly ContainerCost[];
  charges: readonly PodCharge[];
}

/**
 * How one resource of a node was divided. `capacityHours` is `overheadHours`,
 * `allocatedHours` and `idleHours`; the costs likewise are the node's.
 *
 * Core-hours, byte-hours or device-hours.
 * @public
 */
export interface NodeResourceCost {
  /** Currency units per core-, byte- or device-hour. */
  price: number;
  capacityHours: number;
  overheadHours: number;
  /** What pods demanded: the larger of request and usage at any moment. */
  demandHours: number;
  allocatedHours: number;
  idleHours: number;
  overheadCost: Nanos;
  allocatedCost: Nanos;
  idleCost: Nanos;
}

/**
 * How the price of a node was divided.
 * @public
 */
export interface NodeCost {
  name: string;
  /** Empty for a node that nobody has seen, of which only pods are known. */
  uid: string;
  providerId?: string;
  instanceType?: string;
  region?: string;
  zone?: string;
  capacityType: CapacityType;
  /** `id` of its price. */
  price: string;
  /** Hours it existed, of this one. */
  hours: number;
  cpu: NodeResourceCost;
  memory: NodeResourceCost;
  gpu: NodeResourceCost;
  /** Price with nothing to be split by; counted as idle. */
  otherCost: Nanos;
  /** Price times hours. */
  cost: Nanos;
}

/**
 * The cost of one hour of one cluster, divided.
 * @public
 */
export interface HourAllocation {
  cluster: string;
  /** Begin of the hour, seconds since the epoch. */
  hour: number;
  policy: AllocationPolicy;
  /** One per class, namespace, workload and price; their costs sum to `total`. */
  rows: CostRow[];
  pods: PodCost[];
  nodes: NodeCost[];
  /** All prices that rows refer to. */
  prices: (NodePrice | UnitPrice)[];
  total: Nanos;
}

/**
 * How to divide an hour.
 * @public
 */
export interface AllocateHourOptions {
  /** Defaults to `proportional`. */
  policy?: AllocationPolicy;
}
