import { PortlightError } from '@portlight/plugin-portlight-common';
import type { SourceState } from '../ClusterRegistry';

/**
 * An empty fleet is an answer only once every source has said what it has: one that never answered may have any number
 * of clusters.
 *
 * @throws PortlightError `clusters-unknown` (503) with what the sources that failed say
 */
export function requireAnsweredSources(sources: readonly SourceState[]): void {
  if (sources.some(({ clusters }) => clusters > 0)) return;
  const failed = sources.filter(
    ({ answered, message }) => !answered && message,
  );
  if (failed.length === 0) return;
  throw new PortlightError({
    code: 'clusters-unknown',
    status: 503,
    message: failed.map(({ message }) => message).join('; '),
  });
}
