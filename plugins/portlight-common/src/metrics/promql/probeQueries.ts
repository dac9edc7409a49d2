import { count } from './functions';
import { type LabelMatcher, type PromQl, Selector } from './PromQl';

/**
 * What tells whether a server has what is asked of it about a cluster: targets with the cluster's labels, and what
 * kubelets say of containers.
 *
 * @public
 */
export function probeQueries(matchers: readonly LabelMatcher[]): {
  /** How many targets there are. */
  targets: PromQl;
  /** How many series of CPU there are. */
  containers: PromQl;
} {
  return {
    targets: count(Selector.series('up', matchers)),
    containers: count(
      Selector.series('container_cpu_usage_seconds_total', matchers),
    ),
  };
}
