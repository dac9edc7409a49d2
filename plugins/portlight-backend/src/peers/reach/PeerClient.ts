import type { DiscoveredPeer } from '@portlight/plugin-portlight-common';

/** What of a peer is needed to reach it. */
export type ReachablePeer = Pick<
  DiscoveredPeer,
  'cluster' | 'namespace' | 'pod' | 'host' | 'port' | 'metrics'
>;

/** A GET request to a peer. */
export interface PeerRequest {
  /** Begins with `/`; with the query. */
  path: string;
  /** That of its metrics when absent, else the one it serves at. */
  port?: number;
  /** That of its metrics when absent, else `http`. */
  scheme?: 'http' | 'https';
  headers?: Readonly<Record<string, string>>;
  /** Ends the request, also while it waits for its turn and while the body streams. */
  signal?: AbortSignal;
  /** Called when its turn has come and it is sent: from here on the time counts that the peer takes. */
  onTurn?: () => void;
}

/** A peer's answer. Holds one of the cluster's few requests until its body has been read or cancelled. */
export interface PeerResponse {
  /** Redirects are answers too: none is followed. */
  status: number;
  /** Lower-case names. */
  headers: Record<string, string>;
  /** Its bytes as they arrive; may be read once, and is not decompressed. */
  body: AsyncIterable<Uint8Array>;
  /** Gives up what has not been read of the body; to be called when it is not read to its end. */
  cancel(): void;
}

/** Reaches peers: through the API server's pod proxy, or directly. */
export interface PeerClient {
  /**
   * Sends the request when it is its turn in the peer's cluster.
   *
   * @throws PeerRequestError with a sentence for people, or the signal's reason
   */
  fetch(peer: ReachablePeer, request: PeerRequest): Promise<PeerResponse>;
}

/** A peer that could not be asked. */
export class PeerRequestError extends Error {
  override readonly name = 'PeerRequestError';
}
