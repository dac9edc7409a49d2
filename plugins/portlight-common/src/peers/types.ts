import type { Health } from '../api/types';

/** How a peer's metrics are read. @public */
export interface MetricsEndpoint {
  /** Without TLS or with it. */
  scheme: 'http' | 'https';
  /** 1 to 65535. */
  port: number;
  /** Begins with `/`; with the query, where there is one. */
  path: string;
}

/**
 * One instance of a replicated service as a discovery method finds it: what it is and where, not yet whether it
 * answers.
 *
 * @public
 */
export interface DiscoveredPeer {
  /** Stable while the instance lives: the UID of its pod, or its address. */
  id: string;
  /** The name of its pod, or its address. */
  name: string;
  /** The cluster that it is in, where it is known. */
  cluster?: string;
  /** The namespace of its pod. */
  namespace?: string;
  /** The name of its pod; it can be reached through the API server's pod proxy then. */
  pod?: string;
  /** The node that its pod is on. */
  node?: string;
  /** The zone of its node. */
  zone?: string;
  /** The region of its node. */
  region?: string;
  /** The pod's `app.kubernetes.io/version`, or the tag of its image. */
  version?: string;
  /** An IP address or a host name, without port; IPv6 without brackets. */
  host: string;
  /** The port that it serves at, 1 to 65535; absent when none is known. */
  port?: number;
  /** Where it exposes metrics; absent when it is not known to, or says that it does not want to be scraped. */
  metrics?: MetricsEndpoint;
  /** What annotations say about its liveness probe. */
  liveness?: {
    /** 1 to 65535. */
    port?: number;
    /** Begins with `/`. */
    path?: string;
  };
  /** Labels of its pod, or what the method says of it. */
  labels: Record<string, string>;
  /** Whether traffic is sent to it. */
  ready?: boolean;
  /** Whether it answers, also while it ends. */
  serving?: boolean;
  /** Whether it is being ended. */
  terminating?: boolean;
  /** As the method knows it, without probes. */
  health: Health;
  /** Of its containers. */
  restarts?: number;
  /** ISO 8601, UTC. */
  startedAt?: string;
}

/** What happened to a peer. After `removed` only `added` can come for the same id. @public */
export interface DiscoveryEvent {
  /** `added` is the first of a peer's life, `removed` its last. */
  type: 'added' | 'updated' | 'removed';
  /** As it is now; of a removed one as it was last. */
  peer: DiscoveredPeer;
}

/** Finds the instances of a service. @public */
export interface DiscoveryMethod {
  /** Such as `kubernetes`. */
  readonly name: string;
  /**
   * All peers there are now.
   *
   * @throws an Error with a sentence for people; what was found before stays
   */
  discover(signal: AbortSignal): Promise<DiscoveredPeer[]>;
  /**
   * Follows the peers until the signal ends it: first `added` for each that is there, then what changes. It never
   * throws because the peers cannot be read for a while.
   */
  watch(signal: AbortSignal): AsyncIterable<DiscoveryEvent>;
  /** Frees what it holds; nothing is asked of it afterwards. */
  close(): Promise<void>;
}
