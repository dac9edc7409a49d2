import { Loaded, Skeleton } from '../components';
import { useApiQuery } from '../host/useApiQuery';
import { SectionFrame } from './SectionFrame';

/** Props of {@link PodHealthSection}. @public */
export interface PodHealthSectionProps {
  /** Name of the cluster. */
  cluster: string;
  /** The Namespace that the Pod is in. */
  namespace: string;
  /** Name of the Pod. */
  name: string;
}

/**
 * Status story of a pod, compact.
 *
 * @public
 */
export function PodHealthSection(props: PodHealthSectionProps) {
  const { cluster, namespace, name } = props;
  const answer = useApiQuery({
    key: ['pod', cluster, namespace, name],
    clusters: [cluster],
    ask: (api, signal) => api.getPod({ cluster, namespace, name }, { signal }),
  });
  return (
    <Loaded
      answer={answer}
      what={`the Pod ${name}`}
      skeleton={<Skeleton label="health" rows={2} rowHeight={30} />}
    >
      {({ pod, problems }) => (
        <SectionFrame
          cluster={cluster}
          health={pod.health}
          problems={problems}
        />
      )}
    </Loaded>
  );
}
