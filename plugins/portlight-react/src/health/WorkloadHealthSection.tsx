import { ChangeList } from '../activity';
import { Loaded, PodStrip, Skeleton } from '../components';
import { useApiQuery } from '../host/useApiQuery';
import { SectionFrame } from './SectionFrame';

/** Props of {@link WorkloadHealthSection}. @public */
export interface WorkloadHealthSectionProps {
  /** Name of the cluster. */
  cluster: string;
  /** The Namespace that the workload is in. */
  namespace: string;
  /** Such as `Deployment`. */
  kind: string;
  /** Name of the workload. */
  name: string;
}

/**
 * Status story and pods of a workload, compact.
 *
 * @public
 */
export function WorkloadHealthSection(props: WorkloadHealthSectionProps) {
  const { cluster, namespace, kind, name } = props;
  const answer = useApiQuery({
    key: ['workload', cluster, namespace, kind, name],
    clusters: [cluster],
    ask: (api, signal) =>
      api.getWorkload({ cluster, namespace, kind, name }, { signal }),
  });
  return (
    <Loaded
      answer={answer}
      what={`the ${kind} ${name}`}
      skeleton={<Skeleton label="health" rows={3} rowHeight={30} />}
    >
      {({ workload, problems, changes, pods, podCount }) => (
        <SectionFrame
          cluster={cluster}
          health={workload.health}
          problems={problems}
        >
          {changes.length > 0 && <ChangeList changes={changes.slice(0, 1)} />}
          {pods.length > 0 && <PodStrip pods={pods} total={podCount} />}
        </SectionFrame>
      )}
    </Loaded>
  );
}
