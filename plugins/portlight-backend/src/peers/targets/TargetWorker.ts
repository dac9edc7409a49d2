import { setTimeout as setTimeoutPromise } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  applyDiscoveryEvent,
  applyProbe,
  comparePeers,
  type DiscoveredPeer,
  type PeerProbe,
  type PeerScrape,
  type ProbeOutcome,
  type ProbeState,
} from '@portlight/plugin-portlight-common';
import type {
  DiscoveryContext,
  DiscoveryMethodFactory,
  DiscoveryStatus,
} from '@portlight/plugin-portlight-node';
import { LeaseLostError } from '../../inventory';
import { LeaseLapsedError } from '../../inventory/leases';
import type { ActiveTarget, PeerListener } from '../PeerService';
import type { PeersSettings } from '../settings';
import { Prober } from '../probes/Prober';
import type { PeerClient } from '../reach/PeerClient';
import type { PeerTelemetry } from '../telemetry';
import type { TargetStore } from './TargetStore';

/** What a worker is made of. */
export interface TargetWorkerOptions {
  target: ActiveTarget;
  factory: DiscoveryMethodFactory;
  fetch: DiscoveryContext['fetch'];
  store: TargetStore;
  client: PeerClient;
  settings: PeersSettings;
  listener: PeerListener;
  telemetry: PeerTelemetry;
  logger: LoggerService;
  /** The target is not to be worked on any more, or not in this way. */
  onGone(): void;
}

/** What is known of a peer besides where it is. */
interface Readings {
  state?: ProbeState;
  probe?: PeerProbe;
  scrape?: PeerScrape;
}

/** Milliseconds until what people wait for is written, and until what changes all the time is. */
const SOON = 100;
const LATER = 5_000;
/** Milliseconds after the last event of a method that does not tell how its readings go. */
const SETTLE = 500;
/** Milliseconds until a method that ended by itself, or a failed write, is tried again. */
const RETRY = 5_000;
/** Milliseconds that the end of a method is waited for. */
const PATIENCE = 1_000;

/** Waits, no longer than the signal lets it. */
async function pause(
  milliseconds: number,
  signal?: AbortSignal,
): Promise<void> {
  await setTimeoutPromise(milliseconds, undefined, {
    signal,
    ref: false,
  }).catch(() => {});
}

/** Works on one target: follows its peers, probes them, and writes both down. */
export class TargetWorker {
  readonly #options: TargetWorkerOptions;
  readonly #ended = new AbortController();
  readonly #prober: Prober;
  /** As the method says now. */
  #discovered = new Map<string, DiscoveredPeer>();
  /** As listeners and readers have been told. */
  #peers: ReadonlyMap<string, DiscoveredPeer> = new Map();
  readonly #readings = new Map<string, Readings>();
  readonly #dirty = new Set<string>();
  readonly #removed = new Set<string>();
  #known = false;
  #wroteAll = false;
  #checkedAt?: string;
  #message?: string;
  #failed = false;
  #timer?: { at: number; handle: NodeJS.Timeout };
  #settling?: NodeJS.Timeout;
  #writing: Promise<void> = Promise.resolve();
  #running?: Promise<void>;

  constructor(options: TargetWorkerOptions) {
    this.#options = options;
    this.#prober = new Prober({
      client: options.client,
      settings: options.settings,
      onOutcome: (peer, outcome, at) => this.#probed(peer, outcome, at),
    });
  }

  get target(): ActiveTarget {
    return this.#options.target;
  }

  /** The peers, once they have been read. */
  get peers(): readonly DiscoveredPeer[] | undefined {
    return this.#known ? [...this.#peers.values()] : undefined;
  }

  start(): void {
    this.#running = this.#run();
  }

  /** @param write - whether what is not written yet still may be */
  async stop({ write }: { write: boolean }): Promise<void> {
    if (this.#ended.signal.aborted) return;
    this.#ended.abort();
    this.#prober.stop();
    clearTimeout(this.#settling);
    const waiting = this.#timer !== undefined;
    clearTimeout(this.#timer?.handle);
    this.#timer = undefined;
    this.#options.listener.ended(this.target);
    if (write && waiting) this.#write();
    await this.#writing;
    // A method of a module may not heed its signal.
    await Promise.race([this.#running, pause(PATIENCE)]);
  }

  /** Stores how a scrape went. */
  scraped(peer: string, scrape: PeerScrape): void {
    if (!this.#peers.has(peer)) return;
    const readings = this.#readingsOf(peer);
    const turned = readings.scrape?.up !== scrape.up;
    readings.scrape = scrape;
    this.#dirty.add(peer);
    this.#writeIn(turned ? SOON : LATER);
  }

  #readingsOf(peer: string): Readings {
    let readings = this.#readings.get(peer);
    if (!readings) {
      readings = {};
      this.#readings.set(peer, readings);
    }
    return readings;
  }

  async #run(): Promise<void> {
    const { signal } = this.#ended;
    await this.#remember();
    while (!signal.aborted) {
      let error: Error | undefined;
      try {
        await this.#watch(signal);
      } catch (failure) {
        error = failure as Error;
      }
      if (signal.aborted) return;
      this.#told({
        error:
          error ??
          new Error(
            `The discovery method ${this.target.spec.method} ended by itself`,
          ),
      });
      await pause(RETRY, signal);
    }
  }

  /** What the worker before this one measured. */
  async #remember(): Promise<void> {
    try {
      for (const stored of await this.#options.store.peers(this.target)) {
        const { peer, probe, dead = false, scrape } = stored;
        this.#readings.set(peer.id, {
          probe,
          scrape,
          state: { dead, failures: probe?.failures ?? 0, successes: 0 },
        });
      }
    } catch {
      // It is measured again.
    }
  }

  async #watch(signal: AbortSignal): Promise<void> {
    const { factory, fetch, settings, target } = this.#options;
    const { scrape = {}, probe = {}, options } = target.spec;
    this.#discovered = new Map();
    const method = factory.create(options, {
      cluster: target.cluster || undefined,
      resync: settings.resync,
      scrape,
      probe,
      self: settings.self,
      fetch,
      status: status => this.#told(status),
    });
    try {
      for await (const event of method.watch(signal)) {
        if (signal.aborted) return;
        applyDiscoveryEvent(this.#discovered, event);
        clearTimeout(this.#settling);
        this.#settling = setTimeout(() => this.#told({}), SETTLE);
      }
    } finally {
      await method.close();
    }
  }

  /** The method has read all peers, or failed to. */
  #told({ error, notice }: DiscoveryStatus): void {
    const { signal } = this.#ended;
    if (signal.aborted) return;
    clearTimeout(this.#settling);
    const { telemetry, target } = this.#options;
    telemetry.read(target.spec.method, !error);
    if (error) {
      const turned = !this.#failed || this.#message !== error.message;
      this.#failed = true;
      this.#message = error.message;
      if (turned) this.#writeIn(SOON);
      return;
    }
    const turned = this.#failed || this.#message !== notice;
    this.#failed = false;
    this.#message = notice;
    this.#checkedAt = new Date().toISOString();
    const changed = this.#compare();
    this.#writeIn(turned || changed ? SOON : LATER);
  }

  /** Tells of what changed since it was told last. */
  #compare(): boolean {
    const events = comparePeers(this.#peers, [...this.#discovered.values()]);
    if (events.length === 0 && this.#known) return false;
    this.#known = true;
    for (const { type, peer } of events) {
      if (type === 'removed') {
        this.#removed.add(peer.id);
        this.#dirty.delete(peer.id);
        this.#readings.delete(peer.id);
      } else {
        this.#removed.delete(peer.id);
        this.#dirty.add(peer.id);
      }
      this.#options.telemetry.event(type);
    }
    this.#peers = new Map(this.#discovered);
    this.#prober.set(this.#peers.values());
    this.#options.listener.peers(this.target, [...this.#peers.values()]);
    return true;
  }

  #probed(peer: string, outcome: ProbeOutcome, at: number): void {
    const readings = this.#readingsOf(peer);
    const before = readings.probe;
    const { state, probe } = applyProbe(
      readings.state,
      outcome,
      this.#options.settings.probe,
      new Date(at).toISOString(),
    );
    const turned =
      readings.state?.dead !== state.dead || before?.success !== probe.success;
    readings.state = state;
    readings.probe = probe;
    this.#options.telemetry.probed(outcome);
    this.#dirty.add(peer);
    this.#writeIn(turned ? SOON : LATER);
  }

  #writeIn(milliseconds: number): void {
    if (this.#ended.signal.aborted) return;
    const at = Date.now() + milliseconds;
    if (this.#timer && this.#timer.at <= at) return;
    clearTimeout(this.#timer?.handle);
    this.#timer = {
      at,
      handle: setTimeout(() => {
        this.#timer = undefined;
        this.#write();
      }, milliseconds),
    };
  }

  #write(): void {
    this.#writing = this.#writing.then(() => this.#writeNow());
  }

  async #writeNow(): Promise<void> {
    const { store, target, listener, logger } = this.#options;
    const dirty = [...this.#dirty].filter(id => this.#peers.has(id));
    const removed = [...this.#removed];
    this.#dirty.clear();
    this.#removed.clear();
    const all = this.#known && !this.#wroteAll;
    const ids = all ? [...this.#peers.keys()] : dirty;
    try {
      const there = await store.write(target, target.lease, {
        upserts: ids.map(id => {
          const { state, probe, scrape } = this.#readings.get(id) ?? {};
          return {
            peer: this.#peers.get(id)!,
            probe,
            scrape,
            ...(state?.dead ? { dead: true } : {}),
          };
        }),
        removes: removed,
        only: all ? new Set(this.#peers.keys()) : undefined,
        checkedAt: this.#checkedAt,
        message: this.#message,
        failed: this.#failed,
      });
      if (!there) {
        this.#options.onGone();
        return;
      }
      if (all) this.#wroteAll = true;
      if (!this.#ended.signal.aborted) listener.stored(target);
    } catch (error) {
      // Whoever has the lease now tells it himself.
      if (
        error instanceof LeaseLostError ||
        error instanceof LeaseLapsedError
      ) {
        return;
      }
      dirty.forEach(id => this.#dirty.add(id));
      removed.forEach(id => this.#removed.add(id));
      logger.warn(
        `The peers of ${target.spec.name} could not be stored: ${
          (error as Error).message
        }`,
      );
      this.#writeIn(RETRY);
    }
  }
}
