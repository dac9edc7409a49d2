import type {
  ClusterFilter,
  NamespaceFilter,
  WorkloadFilter,
} from '@portlight/plugin-portlight-node';
import type { Condition } from './conditions';

/** What of a kind of resource may be seen. */
export type Narrowing<Filter> = 'everything' | 'nothing' | Condition<Filter>;

/**
 * What of the fleet whoever asks may see. Plain data: it goes into ETags, so that an answer for other rights is
 * never taken for unchanged.
 *
 * A cluster is the outer fence: of a cluster that is not visible nothing in it is, whatever the other two say.
 */
export interface Visibility {
  clusters: Narrowing<ClusterFilter>;
  /** Namespaces themselves, not what is in them. */
  namespaces: Narrowing<NamespaceFilter>;
  /** All objects that are in a namespace. */
  workloads: Narrowing<WorkloadFilter>;
}

/** Administrators and services. */
export const SEES_EVERYTHING: Visibility = Object.freeze({
  clusters: 'everything',
  namespaces: 'everything',
  workloads: 'everything',
});

/** Whether of a visible cluster only a part may be seen. */
export function seesParts({ namespaces, workloads }: Visibility): boolean {
  return namespaces !== 'everything' || workloads !== 'everything';
}
