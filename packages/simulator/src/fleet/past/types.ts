// The same shapes as portlight-common's `CostHour`: the simulator knows nothing of Portlight, and a type check of the
// demo's backend keeps the two alike.

/** @public */
export interface PastQuantities {
  /** Cores. */
  cpu: number;
  /** Bytes. */
  memory: number;
  gpu: number;
}

/** Seconds since the epoch, half open. @public */
export interface PastSpan {
  start: number;
  end: number;
}

/** @public */
export interface PastNode extends PastSpan {
  name: string;
  uid: string;
  providerId: string;
  instanceType: string;
  region?: string;
  zone: string;
  capacityType: 'spot' | 'on-demand';
  labels: Record<string, string>;
  capacity: PastQuantities;
  allocatable: PastQuantities;
}

/** @public */
export interface PastPod extends PastSpan {
  namespace: string;
  name: string;
  uid: string;
  node: string;
  workload: { kind: string; name: string };
  labels: Record<string, string>;
  requests: PastQuantities;
  containers: {
    name: string;
    kind: 'container';
    requests: PastQuantities;
    usage: {
      step: number;
      start: number;
      cpu: number[];
      memory: number[];
    };
  }[];
  services: string[];
}

/** @public */
export interface PastVolume extends PastSpan {
  name: string;
  storageClass: string;
  bytes: number;
  claim: { namespace: string; name: string };
  pods: string[];
}

/** @public */
export interface PastLoadBalancer extends PastSpan {
  namespace: string;
  service: string;
  pods: string[];
}

/** What there was in one hour of a cluster. @public */
export interface PastHour {
  cluster: string;
  /** Seconds since the epoch. */
  hour: number;
  nodes: PastNode[];
  pods: PastPod[];
  volumes: PastVolume[];
  loadBalancers: PastLoadBalancer[];
  coverage: { observedMinutes: number; usage: 'complete'; reasons: string[] };
}
