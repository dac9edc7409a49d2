import { PortlightError } from '@portlight/plugin-portlight-common';
import type { SourceState } from '../ClusterRegistry';

/**
 * An empty fleet is an answer only once every source has said what it has: one that never answered may have any number
 * of clusters.
 *
 * @param reasons - whether whoever asks may know what the sources say, which may name servers and files
 *
 * @throws PortlightError `clusters-unknown` (503) with what the sources that failed say
 */
export function requireAnsweredSources(
  sources: readonly SourceState[],
  reasons: boolean,
): void {
  if (sources.some(({ clusters }) => clusters > 0)) return;
  const failed = sources.filter(
    ({ answered, message }) => !answered && message,
  );
  if (failed.length === 0) return;
  throw new PortlightError({
    code: 'clusters-unknown',
    status: 503,
    message: reasons
      ? failed.map(({ message }) => message).join('; ')
      : "The portal cannot read yet which clusters there are; administrators see the reason here and in the backend's log",
  });
}
