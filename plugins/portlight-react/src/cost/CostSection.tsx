import type { CostScope } from '@portlight/plugin-portlight-common';
import { styled } from '@mui/material/styles';
import { useMemo } from 'react';
import { HostLink, MutedText } from '../components';
import type { LinkTarget } from '../host/PortlightHost';
import { usePortlightHost } from '../host/PortlightProvider';
import { nodeFilter } from './costFilter';
import { formatCostSelection } from './costSelection';
import { CostSummary } from './CostSummary';

/** Props of {@link CostSection}. @public */
export interface CostSectionProps {
  /** A cluster, a namespace, or a workload. */
  scope: Extract<CostScope, { cluster: string }>;
  /** The one node of a cluster that it is about; for the last day, since nodes are kept for days only. */
  node?: string;
}

// A link within a sentence is not told by its colour alone.
const Sentence = styled(MutedText)({ '& a': { textDecoration: 'underline' } });

/** What is told of a node: pods and nodes are kept for days only, and there are many of them in an hour. */
const WINDOW_OF_NODE = '24h';

/** The page with more of a scope. */
function moreOf(
  scope: CostSectionProps['scope'],
  node: string | undefined,
): LinkTarget {
  const { cluster } = scope;
  if (node !== undefined) {
    // The shortest that the page offers which is no part of a day.
    const selection = { window: '7d', filter: nodeFilter(node) };
    return {
      page: 'cluster',
      cluster,
      tab: 'cost',
      search: formatCostSelection('', selection),
    };
  }
  if ('kind' in scope) {
    const { namespace, kind, name } = scope;
    return { page: 'workload', cluster, namespace, kind, name, tab: 'cost' };
  }
  return 'namespace' in scope
    ? { page: 'namespace', cluster, namespace: scope.namespace, tab: 'cost' }
    : { page: 'cluster', cluster, tab: 'cost' };
}

/**
 * What a cluster, node, namespace or workload costs, compact, for the page of one object.
 *
 * @public
 */
export function CostSection(props: CostSectionProps) {
  const { node } = props;
  const { api } = usePortlightHost();
  const key = JSON.stringify(props.scope);
  const scope = useMemo<CostSectionProps['scope']>(
    () => JSON.parse(key),
    [key],
  );
  if (node !== undefined && api.mode === 'direct') {
    // For the one node all pods of the cluster would be read.
    const search = formatCostSelection('', { by: 'node' });
    return (
      <Sentence>
        What a node cost needs the portal. What each costs now stands with{' '}
        <HostLink
          to={{ page: 'cluster', cluster: scope.cluster, tab: 'cost', search }}
        >
          the cost of the cluster
        </HostLink>
        .
      </Sentence>
    );
  }
  return (
    <CostSummary
      scope={scope}
      more={moreOf(scope, node)}
      {...(node !== undefined && {
        window: WINDOW_OF_NODE,
        filter: nodeFilter(node),
      })}
    />
  );
}
