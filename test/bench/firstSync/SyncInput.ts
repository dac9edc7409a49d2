import type { Usage } from '../meter';

/** What each way of reading a fleet is given. */
export interface SyncInput {
  /** The path of a kubeconfig. */
  kubeconfig: string;
  clusters: { name: string; url: string }[];
  /** Default: all that the mirror reads. */
  kinds?: string[];
  /** By HTTP/2 instead of HTTP/1.1; the kubeconfig's addresses have TLS then. */
  http2?: boolean;
}

/** What it reports: the pods it has in the end, to compare like with like. */
export interface SyncResult extends Usage {
  pods: number;
  objects: number;
  /** Bytes that came over the network, where they are counted. */
  bytes?: number;
  /** Bytes of the database. */
  database?: number;
}
