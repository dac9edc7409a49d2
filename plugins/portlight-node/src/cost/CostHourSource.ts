import type { CostHour } from '@portlight/plugin-portlight-common';

/**
 * Knows what there was in hours that Portlight did not see: before it was installed, or while it was down.
 *
 * @public
 */
export interface CostHourSource {
  /** Shown as where the hours come from: letters, digits and dashes. */
  name: string;
  /**
   * Which hours of a cluster it knows, in seconds since the epoch, the end not included; nothing where it knows none.
   */
  range(
    cluster: string,
  ):
    | Promise<{ since: number; until: number } | undefined>
    | { since: number; until: number }
    | undefined;
  /**
   * The hours of a cluster that begin from `since` and before `until`, each once and the oldest first. Those that it
   * does not know are left out.
   */
  hours(
    cluster: string,
    since: number,
    until: number,
    options: { signal: AbortSignal },
  ): AsyncIterable<CostHour>;
}
