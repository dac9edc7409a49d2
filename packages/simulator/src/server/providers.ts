import type { ApiObject } from '../store';

/** One line that a container wrote. @public */
export interface LogLine {
  /** Milliseconds since the epoch. */
  time: number;
  /** Without the newline at its end. */
  text: string;
}

/** Whose log is asked for. @public */
export interface LogRequest {
  pod: ApiObject;
  container: string;
  /** The log of the instance before the running one. */
  previous: boolean;
  /** Only lines from here on are needed; milliseconds since the epoch. */
  since?: number;
}

/**
 * Where containers' logs come from. Selection by time and number, timestamps and byte limits are the
 * server's work.
 *
 * @public
 */
export interface LogProvider {
  /**
   * The lines up to now, oldest first; undefined when there is no such log (a container that never
   * started, or one without a previous instance).
   */
  read(request: LogRequest): Iterable<LogLine> | undefined;
  /**
   * Calls for each line written from now on.
   *
   * @param onEnd - called when the container has ended and nothing will follow
   * @returns the function that stops it
   */
  follow(
    request: LogRequest,
    onLine: (line: LogLine) => void,
    onEnd: () => void,
  ): () => void;
}

/** What a container, a pod or a node uses right now. @public */
export interface Usage {
  /** Cores. */
  cpu: number;
  /** Bytes of working set. */
  memory: number;
}

/** The use of one container. @public */
export interface ContainerUsage extends Usage {
  name: string;
}

/** What only the kubelet knows; counters since start. @public */
export interface NodeTraffic {
  /** Bytes since start. */
  receivedBytes: number;
  /** Bytes since start. */
  sentBytes: number;
  /** Bytes of the file system: its size and what is used. */
  filesystem?: { capacityBytes: number; usedBytes: number };
}

/**
 * Where the figures of `metrics.k8s.io` and of kubelets come from. Undefined means not known (yet), as
 * for a pod that has just started or a node that does not answer.
 *
 * @public
 */
export interface UsageProvider {
  node(node: ApiObject): Usage | undefined;
  pod(pod: ApiObject): ContainerUsage[] | undefined;
  nodeTraffic?(node: ApiObject): NodeTraffic | undefined;
  podTraffic?(pod: ApiObject): NodeTraffic | undefined;
  /** CPU time since start in core-seconds. */
  cpuTime?(object: ApiObject, container?: string): number | undefined;
}

/** A request to a pod or a service through the API server's proxy. @public */
export interface ProxyRequest {
  /** The pod or service in the path. */
  target: ApiObject;
  /** Number or name, as it stands in the path; absent: the default one. */
  port?: string;
  scheme: 'http' | 'https';
  method: string;
  /** The rest of the path, with its query. */
  path: string;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
  signal: AbortSignal;
}

/** What the pod answers. @public */
export interface ProxyResponse {
  status: number;
  headers?: Record<string, string>;
  body?: string | Buffer | AsyncIterable<string | Buffer>;
}

/**
 * What stands behind `pods/NAME:PORT/proxy/` and `services/NAME:PORT/proxy/`. Undefined means that nothing
 * listens there: the client sees the API server's 503.
 *
 * @public
 */
export type ProxyHandler = (
  request: ProxyRequest,
) => ProxyResponse | undefined | Promise<ProxyResponse | undefined>;
