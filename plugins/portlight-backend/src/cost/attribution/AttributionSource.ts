import type { Attributor } from '@portlight/plugin-portlight-common';

/** Whose costs were, on any day. */
export interface AttributionSource {
  /**
   * By the ownership of a day, or by that of the nearest older day which has any; before the first by the first. The
   * first time of all it asks the catalog, and waits a moment for one that is being filled.
   *
   * @param day - such as `2026-11-21`, in the report's time zone
   */
  forDay(day: string): Promise<Attributor>;
}
