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
  /**
   * For sources that know when they change: the listener has them listed again at once.
   *
   * @returns a function that ends it
   */
  onChange?(listener: () => void): () => void;
}

/** A cluster as its source describes it. @public */
export interface SourceCluster {
  /** Unique in the fleet; of two sources with the same name the first one registered wins. */
  name: string;
  /** For people; the name when absent. */
  title?: string;
  /** Such as `production`. */
  environment?: string;
  /** One sentence about the cluster. */
  description?: string;
  /** Who answers for it: a catalog entity reference, or a bare name. */
  owner?: string;
  /** Words to find it by. */
  tags?: string[];
  /** Where its own dashboard is: an http(s) URL. */
  dashboardUrl?: string;
  /** Set while it is worked on: the mirror rests, and the cluster is not called broken. */
  maintenance?: { message?: string };
  /** Set when only the browser user's own token can read it; then there is nothing to mirror. */
  signInRequired?: { authProvider: string };
  /** Opens the way to the API server. Called once per cluster; must not throw for a cluster that is down. */
  connect(): ClusterConnection;
  /** Changes whenever the way to the cluster does (address, credentials), so that it is connected anew. */
  fingerprint: string;
  /**
   * Changes when another cluster has taken the place of the one of this name: nothing that is stored of that one is kept.
   * A cluster is known by its name alone when absent.
   */
  identity?: string;
}

/** A request to an API server. @public */
export interface ClusterRequest {
  /** Begins with `/`, with the query string. Built by the mirror only. */
  path: string;
  /** Default `GET`. */
  method?: 'GET' | 'POST';
  /** Besides those of the connection, which authenticate. */
  headers?: Record<string, string>;
  /** JSON text. */
  body?: string;
  /** Ends the request early, also while the body streams. */
  signal?: AbortSignal;
}

/** An API server's answer; the body streams. @public */
export interface ClusterResponse {
  /** The HTTP status; errors of the server are answers too. */
  status: number;
  /** Lower-case names. */
  headers: Record<string, string>;
  /** Its bytes as they arrive, decompressed. */
  body: AsyncIterable<Uint8Array>;
}

/**
 * The way to one API server: one connection pool, used by every call.
 *
 * @public
 */
export interface ClusterConnection {
  /**
   * Sends a request, and answers as soon as the headers are there.
   *
   * @throws an Error with a `code` of node's or undici's where no answer arrives
   */
  request(request: ClusterRequest): Promise<ClusterResponse>;
  /** Ends all requests and closes the pool. */
  close(): Promise<void>;
}
