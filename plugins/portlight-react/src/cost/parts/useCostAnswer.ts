import type { PortlightApi } from '@portlight/plugin-portlight-common';
import { useApiQuery, type ApiAnswer } from '../../host/useApiQuery';

/** Milliseconds: what costs are made of is computed once an hour. */
const INTERVAL = 5 * 60_000;

/**
 * Asks something about costs: what clusters push every second changes nothing of it, and whatever the user changes
 * here is read again at once.
 */
export function useCostAnswer<T>(
  key: readonly unknown[],
  ask: (api: PortlightApi, signal: AbortSignal) => Promise<T>,
  options: { enabled?: boolean } = {},
): ApiAnswer<T> {
  return useApiQuery({
    key,
    ignoresPush: true,
    interval: INTERVAL,
    enabled: options.enabled,
    // The same list with another filter stays until the next is there.
    keepsPrevious: previous => previous[0] === key[0],
    ask,
  });
}
