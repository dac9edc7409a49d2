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
  /** Of the Node, by which pods name it. */
  name: string;
  /** Of the Node; empty where only its pods were seen. */
  uid: string;
  /** `spec.providerID`, by which a bill finds the machine. */
  providerId?: string;
  /** Label `node.kubernetes.io/instance-type`. */
  instanceType?: string;
  /** Label `topology.kubernetes.io/region`. */
  region?: string;
  /** Label `topology.kubernetes.io/zone`. */
  zone?: string;
  /** Spot and on demand have different prices. */
  capacityType: CapacityType;
  /** All of them: custom prices may select nodes by any. */
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
  /** Such as `Deployment`; `Pod` for a pod that nothing controls. */
  kind: string;
  /** Of that object, in the namespace of the pod. */
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
  /** Unique within the pod. */
  name: string;
  /** What it requests itself: cores, bytes and devices. */
  requests: Quantities;
  /** `sidecar`: an init container that restarts always. */
  kind: 'container' | 'sidecar' | 'init';
  /** What it used, where it was measured. */
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
  /** Of the pod. */
  namespace: string;
  /** Of the pod, which a later one may have again. */
  name: string;
  /** Tells pods of one name apart. */
  uid: string;
  /** Name of the node. */
  node: string;
  /** What its cost is added up by. */
  workload: WorkloadRef;
  /** Of the pod; costs are filtered and aggregated by them. */
  labels: Readonly<Record<string, string>>;
  /** What the scheduler reserves for it. */
  requests: Quantities;
  /** Its cost is split among them. */
  containers: readonly ContainerSpan[];
  /** What it used; where absent, the sum of its containers' usage is taken. */
  usage?: ResourceSeries;
  /** Names of the Services of its namespace that select it. */
  services?: readonly string[];
  /** Absent where nobody measured it. */
  network?: NetworkBytes;
}

/**
 * A PersistentVolume, in the part of the hour in which it existed.
 * @public
 */
export interface VolumeSpan extends Span {
  /** Of the PersistentVolume. */
  name: string;
  /** By which its price is found. */
  storageClass?: string;
  /** Capacity of the PersistentVolume, never the claim's request. */
  bytes: number;
  /** The claim that it is bound to; absent while nobody claims it. */
  claim?: { namespace: string; name: string };
  /** UIDs of the pods that mount it. */
  pods: readonly string[];
}

/**
 * A Service of type LoadBalancer, while a load balancer existed for it.
 * @public
 */
export interface LoadBalancerSpan extends Span {
  /** Of the Service. */
  namespace: string;
  /** Name of the Service. */
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
  /** Name of the cluster. */
  cluster: string;
  /** Begin of the hour, seconds since the epoch, a multiple of 3600. */
  hour: number;
  /** What is paid for, and divided. */
  nodes: readonly NodeSpan[];
  /** What nodes are divided among. */
  pods: readonly PodSpan[];
  /** Charged to the pods that mount them. */
  volumes: readonly VolumeSpan[];
  /** Charged to the pods behind them. */
  loadBalancers: readonly LoadBalancerSpan[];
  /** How much of the hour all this is known of. */
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
  /** What a reader has to know besides, as a sentence. */
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
  /** Where the price comes from. */
  origin: PriceOrigin;
  /** Billed by modelled cost, from the bill; absent where there is no bill. */
  factor?: number;
  /** Of the nodes that it is for; a bill corrects it by this. */
  instanceType?: string;
  /** Of the nodes that it is for. */
  region?: string;
  /** Of the nodes that it is for; a bill corrects it by this. */
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
  /** Currency units per byte-hour, hour or byte. */
  price: number;
  /** Where the price comes from. */
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
  /** Currency units per byte-hour of the volume's capacity. */
  storage(volume: VolumeSpan): UnitPrice;
  /** Currency units per hour. */
  loadBalancer(loadBalancer: LoadBalancerSpan): UnitPrice;
  /** Without a price, bytes cost nothing. */
  network(kind: NetworkKind): UnitPrice | undefined;
  /** Currency units per hour of the cluster; absent where it has none. */
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
  /** Hours of load balancers; two in one hour are two. */
  loadBalancerHours: number;
  /** Bytes sent to other zones, regions and the internet, if they have a price. */
  networkBytes: number;
}

/**
 * Cost by resource. The sum of all is the cost.
 * @public
 */
export interface CostAmounts {
  /** Of `cpuHours`, at the nodes' prices. */
  cpuCost: Nanos;
  /** Of `memoryByteHours`, at the nodes' prices. */
  memoryCost: Nanos;
  /** Of `gpuHours`, at the nodes' prices. */
  gpuCost: Nanos;
  /** Of `storageByteHours`. */
  storageCost: Nanos;
  /** Of `loadBalancerHours`. */
  loadBalancerCost: Nanos;
  /** Of `networkBytes`. */
  networkCost: Nanos;
  /** Management fees, and nodes whose price has nothing to be split by. */
  otherCost: Nanos;
}

/**
 * Cost of all pods of a workload at one price, or of what no workload caused.
 * @public
 */
export interface CostRow extends CostQuantities, CostAmounts {
  /** What it is for; all but `workload` is no workload's. */
  class: CostClass;
  /** Empty for what belongs to no namespace. */
  namespace: string;
  /** Absent for what no workload caused. */
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
  /** Of the container. */
  name: string;
  /** Init containers only raise what the scheduler reserves. */
  kind: ContainerSpan['kind'];
  /** Core-hours that are charged. */
  cpuHours: number;
  /** Core-hours that were requested. */
  cpuRequestHours: number;
  /** Core-hours that were used; absent where nobody measured them. */
  cpuUsageHours?: number;
  /** Byte-hours that are charged. */
  memoryByteHours: number;
  /** Byte-hours that were requested. */
  memoryRequestByteHours: number;
  /** Byte-hours that were used; absent where nobody measured them. */
  memoryUsageByteHours?: number;
  /** Device-hours that are charged. */
  gpuHours: number;
  /** Of the pod's `cpuCost`. */
  cpuCost: Nanos;
  /** Of the pod's `memoryCost`. */
  memoryCost: Nanos;
  /** Of the pod's `gpuCost`. */
  gpuCost: Nanos;
}

/**
 * Part of a pod in a volume, a load balancer or network, at its price.
 * @public
 */
export interface PodCharge {
  /** What is charged. */
  kind: 'storage' | 'load-balancer' | 'network';
  /** Name of the volume or Service; for network `zone`, `region`, `internet`. */
  name: string;
  /** `id` of the price. */
  price: string;
  /** Byte-hours, hours or bytes. */
  quantity: number;
  /** Quantity times price. */
  cost: Nanos;
}

/**
 * Cost of one pod: the detail behind the rows.
 * @public
 */
export interface PodCost extends CostQuantities, CostAmounts {
  /** Of the pod. */
  uid: string;
  /** Of the pod. */
  namespace: string;
  /** Of the pod. */
  name: string;
  /** Name of the node, whose price it is charged at. */
  node: string;
  /** Whose row it is added to. */
  workload: WorkloadRef;
  /** Of the pod. */
  labels: Readonly<Record<string, string>>;
  /** Names of the Services that select it. */
  services: readonly string[];
  /** `id` of the node's price. */
  price: string;
  /** Hours, the same as `podHours`. */
  hours: number;
  /** They sum to its CPU, memory and GPU cost. */
  containers: readonly ContainerCost[];
  /** They sum to its storage, load balancer and network cost. */
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
  /** All the machine has. */
  capacityHours: number;
  /** Capacity less allocatable: what the node keeps for itself. */
  overheadHours: number;
  /** What pods demanded: the larger of request and usage at any moment. */
  demandHours: number;
  /** What pods are charged; never more than they could use. */
  allocatedHours: number;
  /** What pods could have used and did not demand. */
  idleHours: number;
  /** Of `overheadHours`. */
  overheadCost: Nanos;
  /** Of `allocatedHours`: what pods pay together. */
  allocatedCost: Nanos;
  /** Of `idleHours`. */
  idleCost: Nanos;
}

/**
 * How the price of a node was divided.
 * @public
 */
export interface NodeCost {
  /** Of the Node. */
  name: string;
  /** Empty for a node that nobody has seen, of which only pods are known. */
  uid: string;
  /** `spec.providerID`, by which a bill finds the machine. */
  providerId?: string;
  /** As its label has it. */
  instanceType?: string;
  /** As its label has it. */
  region?: string;
  /** As its label has it. */
  zone?: string;
  /** How it was bought. */
  capacityType: CapacityType;
  /** `id` of its price. */
  price: string;
  /** Hours it existed, of this one. */
  hours: number;
  /** Core-hours. */
  cpu: NodeResourceCost;
  /** Byte-hours. */
  memory: NodeResourceCost;
  /** Device-hours. */
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
  /** Name of the cluster. */
  cluster: string;
  /** Begin of the hour, seconds since the epoch. */
  hour: number;
  /** How nodes were divided whose pods demanded more than there was. */
  policy: AllocationPolicy;
  /** One per class, namespace, workload and price; their costs sum to `total`. */
  rows: CostRow[];
  /** The detail behind the rows of workloads. */
  pods: PodCost[];
  /** The detail behind idle and overhead. */
  nodes: NodeCost[];
  /** All prices that rows refer to. */
  prices: (NodePrice | UnitPrice)[];
  /** What the hour cost: exactly the sum of all rows. */
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
