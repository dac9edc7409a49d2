import {
  type DiscoveredPeer,
  judgeProbeAnswer,
  judgeProbeFailure,
  type ProbeOutcome,
} from '@portlight/plugin-portlight-common';
import type { PeersSettings } from '../settings';
import { reachOf } from '../reach/createPeerClient';
import type { PeerClient, PeerResponse } from '../reach/PeerClient';

/** What a prober is made of. */
export interface ProberOptions {
  client: PeerClient;
  settings: Pick<PeersSettings, 'probe' | 'reach'>;
  /** @param at - milliseconds since the epoch: when it was sent */
  onOutcome(peer: string, outcome: ProbeOutcome, at: number): void;
  random?: () => number;
}

/** What is read of an error's body. */
const ERROR_BYTES = 8_192;
/** The first probes of many peers are spread over so many milliseconds. */
const FIRST = 1_000;
/** Ports that TLS is usual at. */
const TLS_PORTS = new Set([443, 6443, 8443]);

async function beginning(response: PeerResponse): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const part of response.body) {
      parts.push(part);
      length += part.length;
      if (length >= ERROR_BYTES) break;
    }
  } catch {
    // What has come has to do.
  }
  return Buffer.concat(parts).subarray(0, ERROR_BYTES).toString('utf8');
}

/** Where a peer's liveness is probed; undefined where it has no port. */
export function probeEndpoint(
  { liveness, port, metrics }: DiscoveredPeer,
  settings: Pick<PeersSettings['probe'], 'path' | 'pathConfigured'>,
) {
  const at = liveness?.port ?? port ?? metrics?.port;
  if (at === undefined) return undefined;
  const other = TLS_PORTS.has(at) ? ('https' as const) : ('http' as const);
  return {
    port: at,
    scheme: at === metrics?.port ? metrics.scheme : other,
    path: liveness?.path ?? settings.path,
    configured: liveness?.path !== undefined || settings.pathConfigured,
  };
}

/** Asks one peer once. */
export async function probePeer(
  peer: DiscoveredPeer,
  { client, settings }: Pick<ProberOptions, 'client' | 'settings'>,
  signal: AbortSignal,
): Promise<ProbeOutcome | undefined> {
  const endpoint = probeEndpoint(peer, settings.probe);
  if (!endpoint) return undefined;
  const { path, port, scheme, configured } = endpoint;
  const { timeout } = settings.probe;
  // Waiting for its turn in the cluster is not the peer's time.
  const late = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let began = 0;
  try {
    const response = await client.fetch(peer, {
      path,
      port,
      scheme,
      headers: { accept: '*/*' },
      signal: AbortSignal.any([signal, late.signal]),
      onTurn: () => {
        began = performance.now();
        timer = setTimeout(() => late.abort(), timeout);
      },
    });
    const latencySeconds = (performance.now() - began) / 1000;
    const { status } = response;
    const body = status >= 400 ? await beginning(response) : '';
    response.cancel();
    return judgeProbeAnswer(
      { status, body, latencySeconds },
      { path, configured, proxied: reachOf(peer, settings.reach) === 'proxy' },
    );
  } catch (error) {
    signal.throwIfAborted();
    return judgeProbeFailure(
      late.signal.aborted
        ? `${path} was not answered within ${timeout / 1000} s`
        : (error as Error).message,
      configured,
    );
  } finally {
    clearTimeout(timer);
  }
}

/** Probes the peers of one target again and again, each at its own time. */
export class Prober {
  readonly #options: ProberOptions;
  readonly #random: () => number;
  readonly #peers = new Map<string, DiscoveredPeer>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  /** Those that are being asked. */
  readonly #running = new Set<string>();
  readonly #ended = new AbortController();

  constructor(options: ProberOptions) {
    this.#options = options;
    this.#random = options.random ?? Math.random;
  }

  /** The peers that are probed from now on. */
  set(peers: Iterable<DiscoveredPeer>): void {
    if (!this.#options.settings.probe.enabled || this.#ended.signal.aborted) {
      return;
    }
    const current = new Map([...peers].map(peer => [peer.id, peer]));
    for (const id of this.#peers.keys()) {
      if (!current.has(id)) {
        this.#peers.delete(id);
        clearTimeout(this.#timers.get(id));
        this.#timers.delete(id);
      }
    }
    const { period } = this.#options.settings.probe;
    for (const [id, peer] of current) {
      const isNew = !this.#peers.has(id);
      this.#peers.set(id, peer);
      if (isNew && !this.#running.has(id)) {
        this.#schedule(id, Math.min(FIRST, period) * this.#random());
      }
    }
  }

  stop(): void {
    this.#ended.abort();
    this.#timers.forEach(timer => clearTimeout(timer));
    this.#timers.clear();
    this.#peers.clear();
  }

  #schedule(id: string, milliseconds: number): void {
    this.#timers.set(
      id,
      setTimeout(() => this.#probe(id), milliseconds),
    );
  }

  async #probe(id: string): Promise<void> {
    const peer = this.#peers.get(id);
    if (!peer) return;
    const { signal } = this.#ended;
    const { period } = this.#options.settings.probe;
    this.#running.add(id);
    const at = Date.now();
    try {
      const outcome = await probePeer(peer, this.#options, signal);
      if (outcome && this.#peers.has(id)) {
        this.#options.onOutcome(id, outcome, at);
      }
    } catch {
      // Only the end of all probes is thrown.
    } finally {
      this.#running.delete(id);
    }
    if (this.#peers.has(id) && !signal.aborted) {
      // Never all at once, although they were found at once.
      this.#schedule(id, period * (0.9 + 0.2 * this.#random()));
    }
  }
}
