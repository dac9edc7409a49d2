/** CPU and memory. @public */
export type SizedResource = 'cpu' | 'memory';

/** What a container may ask for: cores and bytes; absent where it says nothing. @public */
export interface ContainerResources {
  /** Cores or bytes. */
  requests: { cpu?: number; memory?: number };
  /** Cores or bytes. */
  limits: { cpu?: number; memory?: number };
}

/** Programs whose memory says something else than what they need. @public */
export type Runtime = 'jvm' | 'go';

/** A container as the pods of a workload have it. @public */
export interface SizedContainer extends ContainerResources {
  /** Of the container. */
  name: string;
  /** An init container that runs beside the others; its place in a patch is another one. */
  sidecar: boolean;
  /** Where it can be told. */
  runtime?: Runtime;
}

/** A HorizontalPodAutoscaler. @public */
export interface Autoscaler {
  /** Of the autoscaler. */
  name: string;
  /** Least pods. */
  minReplicas: number;
  /** Most pods. */
  maxReplicas: number;
  /** Percent of the CPU request; absent where it does not scale by it. */
  targetCpu?: number;
  /** Percent of the memory request; absent where it does not scale by it. */
  targetMemory?: number;
  /** The containers it measures, where it does not measure whole pods. */
  targetContainers?: readonly string[];
  /** The metrics as the autoscaler has them. */
  metrics: readonly unknown[];
}

/** What is known of one resource of a container. @public */
export interface ResourceTarget {
  /** Cores or bytes; absent where nothing can be said. */
  request?: number;
  /** What the limit is to be; `null` for none, absent where it stays. */
  limit?: number | null;
  /** Less than this is too little. */
  lower?: number;
  /** More than this is too much. */
  upper?: number;
  /** Why so, as sentences. */
  notes: readonly string[];
}

/** What a strategy says of a container. @public */
export interface ContainerTarget {
  /** Cores. */
  cpu: ResourceTarget;
  /** Bytes. */
  memory: ResourceTarget;
}
