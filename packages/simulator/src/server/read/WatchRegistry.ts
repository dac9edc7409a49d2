import type { ServerResponse } from 'node:http';
import type { StoreChange } from '../../store';
import type { Cluster } from '../Cluster';
import type { RequestInfo } from '../requestInfo';

/** One line of a watch. */
export interface WatchEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  object: unknown;
}

/** What a watch needs besides its events. */
export interface WatchOptions {
  response: ServerResponse;
  cluster: Cluster;
  info: RequestInfo;
  bookmarks: boolean;
  /** Seconds until the server ends it. */
  seconds: number;
  /** Nothing where the watch is not as far as that. */
  bookmark(): unknown;
}

/** One open watch. */
export interface WatchStream {
  readonly cluster: Cluster;
  readonly info: RequestInfo;
  readonly response: ServerResponse;
  send(event: WatchEvent): void;
  sendLine(line: string): void;
  /** Ends it as the server does at its timeout. */
  end(): void;
  onEnd(callback: () => void): void;
}

const BOOKMARK_EVERY_MS = 60_000;
/** A client that does not read is let go before it fills the memory. */
const MAXIMUM_BUFFERED_BYTES = 256 * 1024 * 1024;

interface OpenWatch extends WatchStream {
  readonly bookmarks: boolean;
  readonly bookmark: () => unknown;
  /** Monotonic milliseconds. */
  readonly endsAt: number;
  nextBookmark: number;
}

/**
 * All open watches of a server. One look per second serves every bookmark and every timeout: thousands of
 * quiet watches cost next to nothing.
 */
export class WatchRegistry {
  private readonly watches = new Set<OpenWatch>();
  private lastChange: StoreChange | undefined;
  private readonly lastLines = new Map<string, string>();

  get size(): number {
    return this.watches.size;
  }

  /** The open watches of a cluster. */
  of(cluster: Cluster): WatchStream[] {
    return [...this.watches].filter(watch => watch.cluster === cluster);
  }

  open(options: WatchOptions): WatchStream {
    const { response, cluster, info } = options;
    const callbacks: (() => void)[] = [];
    const now = performance.now();
    let ended = false;
    const watch: OpenWatch = {
      cluster,
      info,
      response,
      bookmarks: options.bookmarks,
      bookmark: options.bookmark,
      endsAt: now + options.seconds * 1000,
      // Spread, or all watches of a fleet that started together would speak at once.
      nextBookmark: now + BOOKMARK_EVERY_MS * (0.9 + Math.random() / 5),
      send: event => watch.sendLine(`${JSON.stringify(event)}\n`),
      sendLine: line => {
        if (ended || response.destroyed) {
          return;
        }
        if (response.writableLength > MAXIMUM_BUFFERED_BYTES) {
          response.destroy();
          return;
        }
        if (response.writableCorked === 0) {
          response.cork();
          process.nextTick(() => uncork(response));
        }
        cluster.faults.writeLine(response, info, line);
      },
      end: () => {
        if (ended) {
          return;
        }
        ended = true;
        this.watches.delete(watch);
        for (const callback of callbacks) {
          callback();
        }
        // Node sends the end of a corked body before the body.
        uncork(response);
        response.end();
      },
      onEnd: callback => {
        if (ended) {
          callback();
        } else {
          callbacks.push(callback);
        }
      },
    };
    this.watches.add(watch);
    return watch;
  }

  /** The line of a change in one encoding; the last change's lines are kept, older ones are not. */
  line(
    change: StoreChange,
    encodingKey: string,
    make: () => WatchEvent,
  ): string {
    if (change !== this.lastChange) {
      this.lastChange = change;
      this.lastLines.clear();
    }
    let line = this.lastLines.get(encodingKey);
    if (line === undefined) {
      line = `${JSON.stringify(make())}\n`;
      this.lastLines.set(encodingKey, line);
    }
    return line;
  }

  /** Sends the bookmarks that are due and ends the watches whose time is over. */
  tick(): void {
    const now = performance.now();
    for (const watch of this.watches) {
      if (watch.endsAt <= now) {
        watch.end();
      } else if (watch.bookmarks && watch.nextBookmark <= now) {
        watch.nextBookmark = now + BOOKMARK_EVERY_MS;
        sendBookmark(watch);
      }
    }
  }

  /** Sends a bookmark in every watch of a cluster that asked for them, before it is due. */
  bookmark(cluster: Cluster): void {
    for (const watch of this.watches) {
      if (watch.cluster === cluster && watch.bookmarks) sendBookmark(watch);
    }
  }

  endAll(): void {
    for (const watch of [...this.watches]) {
      watch.end();
    }
  }
}

function sendBookmark(watch: OpenWatch): void {
  const object = watch.bookmark();
  if (object !== undefined) watch.send({ type: 'BOOKMARK', object });
}

function uncork(response: ServerResponse): void {
  while (response.writableCorked > 0) {
    response.uncork();
  }
}
