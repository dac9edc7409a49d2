import type { PortlightApi, Page } from '@portlight/plugin-portlight-common';
import {
  useInfiniteQuery,
  useQuery,
  type InfiniteData,
} from '@tanstack/react-query';
import { useMemo } from 'react';
import {
  FOLLOWED_PAGES,
  isTooLongToFollow,
  liveUpdatesOf,
} from './liveUpdates';
import { usePortlightHost } from './PortlightProvider';

/** Milliseconds between readings where nothing pushes. */
const POLL_INTERVAL = 15_000;
/**
 * Where something pushes: what happened while the push connection was down (a restarted backend) was never
 * announced. Most of these readings are answered 304.
 */
const POLL_INTERVAL_WITH_PUSH = 30_000;
/** After a reading that failed, so that a page comes back with its backend. */
const POLL_INTERVAL_AFTER_FAILURE = 5_000;

/** The first page of a list is what most look at; whoever goes on gets more at once. The API's own default first. */
const NEXT_PAGE_LIMIT = 500;

/** How many rows a page of a list is asked for. */
export const pageLimit = (cursor: string | undefined): number | undefined =>
  cursor === undefined ? undefined : NEXT_PAGE_LIMIT;

/** One question to the API. */
export interface ApiQuestion<T> {
  /** Identifies the question: method and arguments. */
  key: readonly unknown[];
  /** The clusters it is about; none means all. Push re-reads only what concerns the cluster that changed. */
  clusters?: string[];
  /** What push calls the targets of peers it is about, or where its answer says it; see `QueryMeta.topics`. */
  topics?: readonly string[] | ((data: T) => readonly string[]);
  ask(api: PortlightApi, signal: AbortSignal): Promise<T>;
  /** It is about a time that is over: push changes nothing of it. */
  ignoresPush?: boolean;
  /** Milliseconds within which one reading because of push is enough. */
  pace?: number;
  /** The answer to another question (a range of time before) may stand in until this one is there. */
  keepsPrevious?: (previousKey: readonly unknown[]) => boolean;
  enabled?: boolean;
  /** Milliseconds between readings where something is watched while it happens; default the page's own pace. */
  interval?: number;
}

/** What is known of the answer. Data stays while it is read again, also when that fails. */
export interface ApiAnswer<T> {
  data?: T;
  /** Why the last reading failed; `data` may still be there from an earlier one. */
  error?: unknown;
  /** Nothing is known yet. */
  isLoading: boolean;
  /** Milliseconds since the epoch at which `data` was read. */
  updatedAt?: number;
  retry(): void;
}

function usePollInterval() {
  const { subscribe } = usePortlightHost();
  return subscribe ? POLL_INTERVAL_WITH_PUSH : POLL_INTERVAL;
}

/** Asks, keeps the answer current, and keeps the last one while the next is on its way. */
export function useApiQuery<T>(question: ApiQuestion<T>): ApiAnswer<T> {
  const { api } = usePortlightHost();
  const refetchInterval = usePollInterval();
  const { data, error, isPending, dataUpdatedAt, refetch, fetchStatus } =
    useQuery<T>(
      {
        queryKey: question.key,
        queryFn: ({ signal }) => question.ask(api, signal),
        meta: {
          clusters: question.clusters,
          topics: question.topics,
          ignoresPush: question.ignoresPush,
          pace: question.pace,
        },
        placeholderData: (previous, previousQuery) =>
          previousQuery && question.keepsPrevious?.(previousQuery.queryKey)
            ? previous
            : undefined,
        refetchInterval: ({ state }) =>
          state.status === 'error' || state.fetchFailureCount > 0
            ? POLL_INTERVAL_AFTER_FAILURE
            : question.interval ?? refetchInterval,
        enabled: question.enabled ?? true,
      },
      liveUpdatesOf(api).client,
    );
  return {
    data,
    error: error ?? undefined,
    isLoading: isPending && fetchStatus !== 'idle',
    updatedAt: dataUpdatedAt || undefined,
    retry: refetch,
  };
}

/** A list of which the next pages are read on demand. */
export interface ApiListAnswer<T> extends ApiAnswer<T[]> {
  total?: number;
  hasMore: boolean;
  isLoadingMore: boolean;
  loadMore(): void;
  /** The rows shown belong to the filter or order before; the new ones are on their way. */
  isPlaceholder: boolean;
  /** So many pages are open that the list is no longer read again by itself. */
  isPaused: boolean;
}

type Pages<T> = InfiniteData<Page<T>, string | undefined>;

/** The beginning of a list, so far as it is kept up to date. */
function followedPart<T>(data: Pages<T> | undefined): Pages<T> | undefined {
  return (
    data && {
      pages: data.pages.slice(0, FOLLOWED_PAGES),
      pageParams: data.pageParams.slice(0, FOLLOWED_PAGES),
    }
  );
}

/** Reads a list page by page. */
export function useApiList<T>(question: {
  key: readonly unknown[];
  clusters?: string[];
  ask(
    api: PortlightApi,
    cursor: string | undefined,
    signal: AbortSignal,
  ): Promise<Page<T>>;
  enabled?: boolean;
}): ApiListAnswer<T> {
  const { api } = usePortlightHost();
  const pollInterval = usePollInterval();
  const { client } = liveUpdatesOf(api);
  const query = useInfiniteQuery(
    {
      queryKey: question.key,
      queryFn: ({ pageParam, signal }) => question.ask(api, pageParam, signal),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page: Page<T>) => page.nextCursor,
      // Of the same place only: rows of another cluster would be wrong, not old.
      placeholderData: (previous, previousQuery) =>
        previousQuery?.queryKey[1] === question.key[1] ? previous : undefined,
      meta: { clusters: question.clusters },
      refetchInterval: current =>
        isTooLongToFollow(current) ? false : pollInterval,
      // Coming back to a long list would read hundreds of pages, one after the other.
      refetchOnMount: current => !isTooLongToFollow(current),
      refetchOnWindowFocus: current => !isTooLongToFollow(current),
      enabled: question.enabled ?? true,
    },
    client,
  );
  const pages = query.data?.pages;
  const data = useMemo(() => pages?.flatMap(page => page.items), [pages]);
  return {
    data,
    error: query.error ?? undefined,
    isLoading: query.isPending && query.fetchStatus !== 'idle',
    updatedAt: query.dataUpdatedAt || undefined,
    retry: () => {
      client.setQueryData<Pages<T>>(question.key, followedPart);
      query.refetch();
    },
    total: pages?.at(-1)?.total,
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    loadMore: () => {
      if (!query.isFetching) query.fetchNextPage();
    },
    isPlaceholder: query.isPlaceholderData,
    isPaused: (pages?.length ?? 0) > FOLLOWED_PAGES,
  };
}
