import type { PeerSelf } from '@portlight/plugin-portlight-common';

/** How liveness is probed. Times in milliseconds. */
export interface ProbeSettings {
  enabled: boolean;
  /** Begins with `/`. */
  path: string;
  /** Whether the path is the operator's: then not having it is a failure. */
  pathConfigured: boolean;
  period: number;
  timeout: number;
  /** So many failures in a row make a peer dead. */
  failureThreshold: number;
  /** So many successes in a row make a dead one alive. */
  successThreshold: number;
}

/** The settings under `portlight.peers`. Times in milliseconds. */
export interface PeersSettings {
  /** Discovery methods that entities may name. */
  allowedMethods: readonly string[];
  /** How pods are reached. */
  reach: 'proxy' | 'direct';
  /** Between two complete readings of a target's peers. */
  resync: number;
  /** Requests to peers at once, in each cluster. */
  perCluster: number;
  /** Targets that one replica works on at once. */
  maximumTargets: number;
  /** Whether the annotation of an entity has its peers scraped while nobody looks. */
  scrapeEntities: boolean;
  probe: ProbeSettings;
  self?: PeerSelf;
}

export const DEFAULT_PEERS_SETTINGS: PeersSettings = {
  allowedMethods: ['kubernetes', 'selector'],
  reach: 'proxy',
  resync: 30_000,
  perCluster: 10,
  maximumTargets: 500,
  scrapeEntities: false,
  probe: {
    enabled: true,
    path: '/livez',
    pathConfigured: false,
    period: 15_000,
    timeout: 2_000,
    failureThreshold: 3,
    successThreshold: 1,
  },
};
