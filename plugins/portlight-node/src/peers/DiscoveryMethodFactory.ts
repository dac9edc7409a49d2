import type {
  DiscoveryMethod,
  PeerSelf,
  ProbeWish,
  ScrapeWish,
} from '@portlight/plugin-portlight-common';

/** Options of {@link DiscoveryContext.fetch}. @public */
export interface DiscoveryRequest {
  /** Besides those that the portal sends. */
  headers?: Readonly<Record<string, string>>;
  /** Ends the request early. */
  signal: AbortSignal;
}

/** What {@link DiscoveryContext.fetch} answers. @public */
export interface DiscoveryResponse {
  /** The HTTP status. */
  status: number;
  /** Lower-case names. */
  headers: Record<string, string>;
  /** The whole body. */
  text: string;
}

/** How a reading of the peers went. @public */
export interface DiscoveryStatus {
  /** Set when the peers could not be read; the peers of before stay. */
  error?: Error;
  /** Something that people should know although the peers were read; one sentence. */
  notice?: string;
}

/** What a method may use. @public */
export interface DiscoveryContext {
  /** The cluster that the target belongs to; absent for targets outside the fleet. */
  readonly cluster?: string;
  /** Between two complete readings, in milliseconds. */
  readonly resync: number;
  /** What the target's annotations say about ports, paths and schemes of metrics. */
  readonly scrape: ScrapeWish;
  /** The same of liveness probes. */
  readonly probe: ProbeWish;
  /** The peer that is left out: this portal. */
  readonly self?: PeerSelf;
  /**
   * Asks a server, as the portal may: addresses that it must not connect to are refused, redirects are answers, the
   * body is bounded, and there is a time limit.
   *
   * @param url - of http or https, or `service://namespace/name:port/path` for a Service of the target's cluster
   * @throws an Error with a sentence for people
   */
  fetch(url: string, request: DiscoveryRequest): Promise<DiscoveryResponse>;
  /** To be told how each reading went; `watchPeers` does. */
  status(status: DiscoveryStatus): void;
}

/** Makes the discovery method of one target. @public */
export interface DiscoveryMethodFactory {
  /** As annotations and `portlight.peers.allowedMethods` have it: lower-case letters, digits and dashes. */
  readonly name: string;
  /**
   * Checks the options, which come from annotations and therefore from anybody, before they are stored.
   *
   * @returns them in their final form: JSON
   * @throws an Error with a sentence that says what is wrong and what to do
   */
  readOptions(
    options: Readonly<Record<string, unknown>>,
  ): Record<string, unknown>;
  /** Makes the method; `options` are what `readOptions` answered. */
  create(
    options: Readonly<Record<string, unknown>>,
    context: DiscoveryContext,
  ): DiscoveryMethod;
}
