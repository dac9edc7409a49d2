import { formatQuantity, Loaded, MutedText, Skeleton } from '../components';
import { useApiQuery } from '../host/useApiQuery';
import { ProblemGroups } from './ProblemGroups';
import { useProblemGroups } from './queries';
import { SectionFrame } from './SectionFrame';

/** Props of {@link NamespaceHealthSection}. @public */
export interface NamespaceHealthSectionProps {
  /** Name of the cluster. */
  cluster: string;
  /** Name of the Namespace. */
  namespace: string;
}

/**
 * How a namespace is and what is wrong in it, compact.
 *
 * @public
 */
export function NamespaceHealthSection(props: NamespaceHealthSectionProps) {
  const { cluster, namespace } = props;
  const scope = { cluster: [cluster], namespace: [namespace] };
  const answer = useApiQuery({
    key: ['namespace', cluster, namespace],
    clusters: [cluster],
    ask: (api, signal) => api.getNamespace(cluster, namespace, { signal }),
  });
  const groups = useProblemGroups(scope);
  return (
    <Loaded
      answer={answer}
      what={`the Namespace ${namespace}`}
      skeleton={<Skeleton label="health" rows={3} rowHeight={30} />}
    >
      {({ health, workloads, workloadsFailing, pods }) => (
        <SectionFrame cluster={cluster} health={health}>
          <MutedText>
            {`${workloadsFailing} of ${formatQuantity(
              workloads,
              'workload',
            )} failing, ${formatQuantity(pods, 'pod')}`}
          </MutedText>
          {groups.data && groups.data.items.length > 0 && (
            <ProblemGroups
              groups={groups.data.items}
              scope={scope}
              isOneCluster
            />
          )}
        </SectionFrame>
      )}
    </Loaded>
  );
}
