import type { KubernetesClient } from '../parts';

/** An API server that the contract is held against. */
export interface ContractTarget {
  /** With all rights. */
  client: KubernetesClient;
  /** The token of a user with the ClusterRole `view`, whose name is `viewer`. */
  viewerToken: string;
  /** The token of a user without any right, whose name is `stranger`. */
  strangerToken: string;
  /** Makes the server forget the versions before the present one: what goes on from them has expired. */
  expireVersions(): Promise<void>;
  /** The next line that containers have logged, written at this time. */
  logLine(time: Date, text: string): Promise<void>;
  stop(): Promise<void>;
}

/** One subject of the contract: registers its tests against a target that will be there when they run. */
export type ContractSubject = (target: () => ContractTarget) => void;
