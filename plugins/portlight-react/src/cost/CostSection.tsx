import type { CostScope } from '@portlight/plugin-portlight-common';
import { useMemo } from 'react';
import type { LinkTarget } from '../host/PortlightHost';
import { CostSummary } from './CostSummary';

/** Props of {@link CostSection}. @public */
export interface CostSectionProps {
  /** A cluster, a namespace, or a workload. */
  scope: Extract<CostScope, { cluster: string }>;
}

/** The page with more of a scope. */
function moreOf(scope: CostSectionProps['scope']): LinkTarget {
  const { cluster } = scope;
  if ('kind' in scope) {
    const { namespace, kind, name } = scope;
    return { page: 'workload', cluster, namespace, kind, name, tab: 'cost' };
  }
  return 'namespace' in scope
    ? { page: 'namespace', cluster, namespace: scope.namespace, tab: 'cost' }
    : { page: 'cluster', cluster, tab: 'cost' };
}

/**
 * What a cluster, namespace or workload costs, compact, for the page of one object.
 *
 * @public
 */
export function CostSection(props: CostSectionProps) {
  const key = JSON.stringify(props.scope);
  const scope = useMemo<CostSectionProps['scope']>(
    () => JSON.parse(key),
    [key],
  );
  return <CostSummary scope={scope} more={moreOf(scope)} />;
}
