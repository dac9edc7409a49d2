/**
 * Somewhere clusters are known from: the portal's `kubernetes:` section, a kubeconfig, a registry.
 *
 * @public
 */
export interface ClusterSource {
  /** Unique, such as `kubernetes`; shown as the cluster's source. */
  readonly name: string;
  /**
   * All clusters of this source. Called at the start and then every `refreshSeconds`; a failure keeps what
   * was known and is shown with its message.
   */
  listClusters(): Promise<SourceCluster[]>;
  /** Default 60. */
  readonly refreshSeconds?: number;
}

/** A cluster as its source describes it. @public */
export interface SourceCluster {
  /** Unique in the fleet; of two sources with the same name the first one registered wins. */
  name: string;
  title?: string;
  environment?: string;
  description?: string;
  owner?: string;
  tags?: string[];
  dashboardUrl?: string;
  /** Set when only the browser user's own token can read it; then there is nothing to mirror. */
  signInRequired?: { authProvider: string };
  /** Opens the way to the API server. Called once per cluster; must not throw for a cluster that is down. */
  connect(): ClusterConnection;
  /** Changes whenever the way to the cluster does (address, credentials), so that it is connected anew. */
  fingerprint: string;
}

/** A request to an API server. @public */
export interface ClusterRequest {
  /** Begins with `/`, with the query string. Built by the mirror only. */
  path: string;
  method?: 'GET' | 'POST';
  headers?: Record<string, string>;
  body?: string;
  signal?: AbortSignal;
}

/** An API server's answer; the body streams. @public */
export interface ClusterResponse {
  status: number;
  /** Lower-case names. */
  headers: Record<string, string>;
  body: AsyncIterable<Uint8Array>;
}

/**
 * The way to one API server: one connection pool, used by every call.
 *
 * @public
 */
export interface ClusterConnection {
  /** @throws an Error with a `code` of node's or undici's where no answer arrives */
  request(request: ClusterRequest): Promise<ClusterResponse>;
  close(): Promise<void>;
}
