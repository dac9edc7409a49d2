import {
  applyDiscoveryEvent,
  comparePeers,
  type DiscoveredPeer,
  type DiscoveryEvent,
  MAXIMUM_PEERS,
} from '@portlight/plugin-portlight-common';
import type { DiscoveryStatus } from './DiscoveryMethodFactory';

/** Options of {@link watchPeers}. @public */
export interface WatchPeersOptions {
  /** All peers there are now. */
  discover(signal: AbortSignal): Promise<DiscoveredPeer[]>;
  /** Between two complete readings, in milliseconds. */
  resync: number;
  /** Hears how each reading went. */
  status(status: DiscoveryStatus): void;
  /**
   * For methods that hear of changes: the listener has the peers read at once.
   *
   * @returns a function that ends it
   */
  onChange?(listener: () => void): () => void;
  /** What people should know of the last reading although it went well; one sentence. */
  notice?(): string | undefined;
  /** Milliseconds between two readings that changes ask for; default 250. */
  rest?: number;
}

const REST = 250;

/** Waits for so many milliseconds, or until it is woken or aborted. */
class Pause {
  #woken = false;
  #end?: () => void;

  wake(): void {
    this.#woken = true;
    this.#end?.();
  }

  async wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted || this.#woken) return;
    await new Promise<void>(resolve => {
      const timer = setTimeout(() => this.#end?.(), milliseconds);
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        this.#end = undefined;
        resolve();
      };
      this.#end = end;
      signal.addEventListener('abort', end);
    });
  }

  /** What woke it is being answered from here on. */
  reset(): void {
    this.#woken = false;
  }
}

/** The same ones each time, so that none comes and goes. */
function bounded(peers: DiscoveredPeer[]): {
  peers: DiscoveredPeer[];
  notice?: string;
} {
  if (peers.length <= MAXIMUM_PEERS) return { peers };
  return {
    peers: [...peers]
      .sort((left, right) => (left.id < right.id ? -1 : 1))
      .slice(0, MAXIMUM_PEERS),
    notice: `There are ${peers.length} peers; ${MAXIMUM_PEERS} of them are followed`,
  };
}

/**
 * Follows peers by reading all of them again and again, at every change and at least every `resync`: each life is a
 * proper one, `added` first and `removed` last, whatever is lost in between. While reading fails the peers stay as
 * they were.
 *
 * @public
 */
export async function* watchPeers(
  options: WatchPeersOptions,
  signal: AbortSignal,
): AsyncGenerator<DiscoveryEvent, void, undefined> {
  const { resync, status, rest = REST } = options;
  const known = new Map<string, DiscoveredPeer>();
  const pause = new Pause();
  const unsubscribe = options.onChange?.(() => pause.wake());
  try {
    while (!signal.aborted) {
      // Before it is read: what changes in between has it read again.
      pause.reset();
      const began = Date.now();
      let events: DiscoveryEvent[] = [];
      let outcome: DiscoveryStatus;
      try {
        const { peers, notice } = bounded(await options.discover(signal));
        if (signal.aborted) return;
        events = comparePeers(known, peers);
        outcome = { notice: notice ?? options.notice?.() };
      } catch (error) {
        if (signal.aborted) return;
        outcome = { error: error as Error };
      }
      for (const event of events) {
        applyDiscoveryEvent(known, event);
        yield event;
        if (signal.aborted) return;
      }
      // After the events: whoever hears of it has all of them.
      status(outcome);
      await pause.wait(resync, signal);
      const early = rest - (Date.now() - began);
      if (early > 0) {
        pause.reset();
        await new Pause().wait(early, signal);
      }
    }
  } finally {
    unsubscribe?.();
  }
}
