import type {
  BackstageCredentials,
  BackstageServicePrincipal,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import type {
  DiscoveredPeer,
  Peer,
  PeerScrape,
  PeerTarget,
} from '@portlight/plugin-portlight-common';
import type { Lease } from '../inventory';
import type { Visibility } from '../permissions';
import type { PeerClient } from './reach/PeerClient';
import type { PeerTargetSpec, TargetKey } from './targets/Target';

/** A target that this replica works on. */
export interface ActiveTarget extends TargetKey {
  readonly spec: PeerTargetSpec;
  /** What push calls it. */
  readonly topic: string;
  /** To be checked in every transaction that writes about the target. */
  readonly lease: Lease;
}

/** Hears of the targets that this replica works on. Must not throw. */
export interface PeerListener {
  /** The peers of a target after they changed; first when they have been read for the first time. */
  peers(target: ActiveTarget, peers: readonly DiscoveredPeer[]): void;
  /** What readers see of the target's peers has changed, in SQL already: time for a push. */
  stored(target: ActiveTarget): void;
  /** From here on nothing may be asked of its peers nor written about it. */
  ended(target: ActiveTarget): void;
}

/** Whose peers somebody asks for. */
export type PeersRequest =
  | { entityRef: string; cluster?: readonly string[] }
  | { cluster: string; namespace: string; service: string };

/** Who asks, and what may be seen. */
export interface Asker {
  visibility: Visibility;
  /** For the catalog: who may not see an entity does not see its peers. */
  credentials: BackstageCredentials<
    BackstageUserPrincipal | BackstageServicePrincipal
  >;
}

/** A target with those of its peers that may be seen. */
export interface ResolvedTarget extends TargetKey {
  readonly spec: PeerTargetSpec;
  readonly topic: string;
  /** As the API describes it. */
  readonly target: PeerTarget;
  /** Visible ones, at most 1,000. */
  readonly peers: readonly Peer[];
  /** Whether the target has peers that may not be seen: nothing that counts or sums them may be answered. */
  readonly partial: boolean;
}

/** What a request is about. */
export interface ResolvedTargets {
  readonly targets: readonly ResolvedTarget[];
  /** Changes with the targets, their peers and what of them may be seen; for ETags. */
  readonly revision: string;
  /** Set when there are no targets: why, and what to do. */
  readonly message?: string;
}

/** Discovers peers, keeps them in SQL, and tells who scrapes them. */
export interface PeerService {
  /** How peers are reached; shared, so that its bounds hold for probes and scrapes together. */
  readonly client: PeerClient;
  /** Follows the fleet from here on. */
  start(): void;
  /** Ends all watches and probes, and waits for what is being written. */
  stop(): Promise<void>;
  /**
   * Hears of the targets that this replica works on, also of those that it works on already.
   *
   * @returns a function that ends it
   */
  follow(listener: PeerListener): () => void;
  /** Tells how a scrape went; stored with the peer, soon. */
  reportScrape(target: TargetKey, peer: string, scrape: PeerScrape): void;
  /**
   * What a request is about, narrowed to what may be seen, and has it worked on from now on.
   *
   * @throws PortlightError `not-found` or `invalid-annotation`
   */
  targetsOf(request: PeersRequest, asker: Asker): Promise<ResolvedTargets>;
}
