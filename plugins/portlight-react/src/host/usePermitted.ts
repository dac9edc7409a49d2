import { useQuery } from '@tanstack/react-query';
import { liveUpdatesOf, type QueryMeta } from './liveUpdates';
import type { PortlightAction } from './PortlightHost';
import { usePortlightHost } from './PortlightProvider';

/** Milliseconds for which an answer is taken for current; policies change rarely. */
const STALE_TIME = 60_000;

/**
 * Whether the user may do something, to the cluster named where that decides. False until that is known, and
 * where it cannot be asked.
 */
export function usePermitted(
  action: PortlightAction,
  cluster?: string,
  enabled = true,
): boolean {
  const { api, authorize } = usePortlightHost();
  const { data } = useQuery<boolean>(
    {
      queryKey: ['permitted', action, cluster],
      queryFn: async () => (await authorize?.(action, cluster)) ?? false,
      // What clusters do changes no policy.
      meta: { ignoresPush: true } satisfies QueryMeta,
      staleTime: STALE_TIME,
      enabled: enabled && authorize !== undefined && api.mode === 'remote',
    },
    liveUpdatesOf(api).client,
  );
  return data ?? false;
}
