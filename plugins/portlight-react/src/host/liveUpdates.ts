import { QueryClient, type Query } from '@tanstack/react-query';
import {
  PortlightError,
  type PortlightApi,
} from '@portlight/plugin-portlight-common';
import type { PortlightHost } from './PortlightHost';

/** Milliseconds between two re-readings because of push: quick enough to follow, slow enough for a storm. */
const PUSH_INTERVAL = 1000;
/** Pages of a list that are kept up to date by themselves; see {@link isTooLongToFollow}. */
export const FOLLOWED_PAGES = 5;

/** What a query tells about itself for push: the clusters it shows, none meaning all. */
export interface QueryMeta extends Record<string, unknown> {
  clusters?: string[];
}

/** Errors that asking again does not heal. */
function isFinal(error: unknown): boolean {
  return (
    error instanceof PortlightError && error.status >= 400 && error.status < 500
  );
}

function createClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // What is known is shown at once, and read again behind it.
        staleTime: 2_000,
        gcTime: 5 * 60_000,
        retry: (failures, error) => failures < 1 && !isFinal(error),
        retryDelay: 500,
        refetchOnWindowFocus: true,
        // Clusters are often on the machine's own network: "offline" is the server's to say.
        networkMode: 'always',
      },
    },
  });
}

/** A list scrolled beyond {@link FOLLOWED_PAGES} would read all its pages again for each change. */
function isTooLongToFollow(query: Query): boolean {
  const pages = (query.state.data as { pages?: unknown[] } | undefined)?.pages;
  return Array.isArray(pages) && pages.length > FOLLOWED_PAGES;
}

function concerns(query: Query, clusters: ReadonlySet<string>): boolean {
  const own = (query.meta as QueryMeta | undefined)?.clusters;
  return (
    clusters.has('') || !own?.length || own.some(name => clusters.has(name))
  );
}

/**
 * The query cache of one API, shared by all views of a page (Headlamp mounts many roots), and its connection to
 * the host's push.
 */
export class LiveUpdates {
  readonly client = createClient();
  private users = 0;
  private unsubscribe?: () => void;
  private timer?: ReturnType<typeof setTimeout>;
  private lastFlush = -Infinity;
  private pending = new Set<string>();

  /** Follows the host's push until the returned function is called. */
  connect(subscribe: PortlightHost['subscribe']): () => void {
    this.users++;
    if (!this.unsubscribe && subscribe) {
      this.unsubscribe = subscribe(clusters => this.changed(clusters));
    }
    let connected = true;
    return () => {
      if (!connected) return;
      connected = false;
      this.users--;
      if (this.users === 0) {
        this.unsubscribe?.();
        this.unsubscribe = undefined;
        if (this.timer !== undefined) clearTimeout(this.timer);
        this.timer = undefined;
        this.pending.clear();
      }
    };
  }

  private changed(clusters: string[]) {
    for (const name of clusters.length ? clusters : ['']) {
      this.pending.add(name);
    }
    this.schedule();
  }

  private schedule() {
    if (this.timer !== undefined) return;
    const wait = Math.max(0, this.lastFlush + PUSH_INTERVAL - Date.now());
    this.timer = setTimeout(() => this.flush(), wait);
  }

  private flush() {
    this.timer = undefined;
    this.lastFlush = Date.now();
    const clusters = this.pending;
    this.pending = new Set();
    let again = false;
    this.client.invalidateQueries({
      predicate: query => {
        if (!concerns(query, clusters) || isTooLongToFollow(query)) {
          return false;
        }
        // An answer under way may be older than this change, but must not be cut off by each next one.
        if (query.state.fetchStatus === 'fetching') {
          again = true;
          return false;
        }
        return true;
      },
    });
    if (again) {
      clusters.forEach(name => this.pending.add(name));
      this.schedule();
    }
  }
}

const instances = new WeakMap<PortlightApi, LiveUpdates>();

/** The one {@link LiveUpdates} of an API. */
export function liveUpdatesOf(api: PortlightApi): LiveUpdates {
  let instance = instances.get(api);
  if (!instance) {
    instance = new LiveUpdates();
    instances.set(api, instance);
  }
  return instance;
}
