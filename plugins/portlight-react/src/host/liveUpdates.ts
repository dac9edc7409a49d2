import { QueryClient, type Query } from '@tanstack/react-query';
import {
  PortlightError,
  type Cluster,
  type PortlightApi,
} from '@portlight/plugin-portlight-common';
import type { PortlightHost } from './PortlightHost';

/** Milliseconds between two re-readings because of push: quick enough to follow, slow enough for a storm. */
const PUSH_INTERVAL = 1000;
/** Pages of a list that are kept up to date by themselves; see {@link isTooLongToFollow}. */
export const FOLLOWED_PAGES = 2;

/** What a query tells about itself for push. */
export interface QueryMeta extends Record<string, unknown> {
  /** Names of the clusters it shows, none meaning all. */
  clusters?: string[];
  /**
   * What push calls the targets (`PeerTarget.topic`) that it shows, or how its own answer says so. Then only they
   * and the clusters named concern it: a scrape of another service does not.
   */
  topics?: readonly string[] | ((data: any) => readonly string[]);
  /** It does not depend on what clusters do. */
  ignoresPush?: boolean;
  /** Milliseconds within which one reading because of push is enough; see {@link concerns}. */
  pace?: number;
}

/** The key of the answer that holds all clusters. */
export const CLUSTERS_KEY = ['clusters'] as const;

/** The key of the answer that holds one cluster. */
export const clusterKey = (cluster: string) => ['cluster', cluster] as const;

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
export function isTooLongToFollow(query: Query<any, any, any>): boolean {
  const pages = (query.state.data as { pages?: unknown[] } | undefined)?.pages;
  return Array.isArray(pages) && pages.length > FOLLOWED_PAGES;
}

/** What push calls a cluster, as far as an answer said it. */
function topicOf(client: QueryClient, cluster: string): string | undefined {
  const one = client.getQueryData<Cluster>(clusterKey(cluster));
  if (one?.topic !== undefined) return one.topic;
  return client
    .getQueryData<Cluster[]>(CLUSTERS_KEY)
    ?.find(({ name }) => name === cluster)?.topic;
}

/** The topics of targets that a query shows; none while they are not known. */
function targetTopics(query: Query): readonly string[] {
  const { topics } = (query.meta ?? {}) as QueryMeta;
  if (typeof topics !== 'function') return topics ?? [];
  return query.state.data === undefined ? [] : topics(query.state.data);
}

/** Whether an answer may be another one after a change; a cluster without a known topic may be any. */
function concerns(
  client: QueryClient,
  query: Query,
  topics: ReadonlySet<string>,
): boolean {
  const { clusters, ignoresPush, pace = 0 } = (query.meta ?? {}) as QueryMeta;
  if (ignoresPush) return false;
  // Each of its targets tells of every scrape: what shows many scrapes need not be read for each.
  if (Date.now() - query.state.dataUpdatedAt < pace) return false;
  if (topics.has('')) return true;
  const own = targetTopics(query);
  if (own.some(topic => topics.has(topic))) return true;
  if (!clusters?.length) return own.length === 0;
  return clusters.some(name => {
    const topic = topicOf(client, name);
    return topic === undefined || topics.has(topic);
  });
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
      this.unsubscribe = subscribe(topics => this.changed(topics));
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

  private changed(topics: string[]) {
    for (const topic of topics.length ? topics : ['']) {
      this.pending.add(topic);
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
    const topics = this.pending;
    this.pending = new Set();
    let again = false;
    this.client.invalidateQueries({
      predicate: query => {
        if (!concerns(this.client, query, topics) || isTooLongToFollow(query)) {
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
      topics.forEach(topic => this.pending.add(topic));
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
