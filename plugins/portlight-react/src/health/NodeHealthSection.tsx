import { Loaded, PodStrip, Skeleton } from '../components';
import { useApiQuery } from '../host/useApiQuery';
import { SectionFrame } from './SectionFrame';

/** Props of {@link NodeHealthSection}. @public */
export interface NodeHealthSectionProps {
  /** Name of the cluster. */
  cluster: string;
  /** Name of the Node. */
  name: string;
}

/**
 * Status story of a node and the health of the pods on it, compact.
 *
 * @public
 */
export function NodeHealthSection(props: NodeHealthSectionProps) {
  const { cluster, name } = props;
  const answer = useApiQuery({
    key: ['node', cluster, name],
    clusters: [cluster],
    ask: (api, signal) => api.getNode(cluster, name, { signal }),
  });
  return (
    <Loaded
      answer={answer}
      what={`the Node ${name}`}
      skeleton={<Skeleton label="health" rows={3} rowHeight={30} />}
    >
      {({ node, pods }) => (
        <SectionFrame cluster={cluster} health={node.health}>
          {pods.length > 0 && <PodStrip pods={pods} grouping="status" />}
        </SectionFrame>
      )}
    </Loaded>
  );
}
