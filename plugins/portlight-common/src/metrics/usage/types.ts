/** CPU and memory of something at one time. @public */
export interface ResourceFigure {
  /** Cores. */
  cpu?: number;
  /** Bytes; the working set, which is what the kubelet evicts by. */
  memory?: number;
}

/** What a node uses by metrics.k8s.io. @public */
export interface NodeUsage extends ResourceFigure {
  /** Of the node. */
  name: string;
  /** Seconds since the epoch, when it was measured. */
  at?: number;
}

/** What a container of a pod uses. @public */
export interface ContainerUsage extends ResourceFigure {
  /** Of the container. */
  name: string;
}

/** What a pod uses by metrics.k8s.io: the sum of its containers. @public */
export interface PodUsage extends ResourceFigure {
  /** Of the pod. */
  namespace: string;
  /** Of the pod. */
  name: string;
  /** Seconds since the epoch, when it was measured. */
  at?: number;
  /** Each of its containers, where they are told apart. */
  containers?: readonly ContainerUsage[];
}

/** Bytes through the network since something started. @public */
export interface NetworkFigure {
  /** Bytes, a counter. */
  receiveBytes?: number;
  /** Bytes, a counter. */
  transmitBytes?: number;
}

/** A volume or file system. @public */
export interface StorageFigure {
  /** Bytes. */
  usedBytes?: number;
  /** Bytes. */
  capacityBytes?: number;
}

/** What the kubelet of a node says of a pod. @public */
export interface PodStats extends ResourceFigure, NetworkFigure {
  /** Of the pod. */
  namespace: string;
  /** Of the pod. */
  name: string;
  /** Of the pod. */
  uid?: string;
  /** Seconds since the epoch. */
  startedAt?: number;
  /** Each of its containers. */
  containers?: readonly ContainerUsage[];
  /** Volumes of claims only: the others are memory or a part of the node's file system. */
  volumes: (StorageFigure & {
    /** Of the volume in the pod. */
    name: string;
    /** The claim, `namespace/name`; several pods may share one. */
    claim: string;
  })[];
}

/** What the kubelet of a node says: `/stats/summary`. @public */
export interface NodeStats extends ResourceFigure, NetworkFigure {
  /** Of the node. */
  name: string;
  /** The node's own file system, with that of images where it is another one. */
  fileSystem?: StorageFigure;
  /** Pods on the node. */
  pods: PodStats[];
}
