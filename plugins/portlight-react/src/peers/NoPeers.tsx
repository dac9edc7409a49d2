import type { MetricsTarget, Peers } from '@portlight/plugin-portlight-common';
import { Empty } from '../components';

const annotationSnippet = (name: string) => `metadata:
  annotations:
    portlight.io/service: NAMESPACE/${name}`;

/** Why there are no peers, and the line that changes it. */
export function NoPeers(props: { target: MetricsTarget; answer: Peers }) {
  const { target, answer } = props;
  if (!('entityRef' in target)) {
    const { cluster, namespace, service } = target;
    return (
      <Empty
        title="This Service has no endpoints"
        snippet={{
          label: `What the cluster ${cluster} knows of them`,
          text: `kubectl get endpointslices -n ${namespace} -l kubernetes.io/service-name=${service}`,
        }}
      >
        {answer.targets[0]?.message ??
          'No pod matches its selector, or it has none. Its instances appear here as soon as one does.'}
      </Empty>
    );
  }
  const name = target.entityRef.slice(target.entityRef.lastIndexOf('/') + 1);
  if (answer.targets.length === 0) {
    return (
      <Empty
        title="No instances of this entity are known"
        snippet={{
          label: 'catalog-info.yaml',
          text: annotationSnippet(name),
        }}
      >
        They are found through the Services in front of its workloads, and no
        workload of it runs that can be seen here. An annotation can name the
        Service instead, or the labels of pods (portlight.io/selector).
      </Empty>
    );
  }
  return (
    <Empty title="Nothing of it runs now">
      {answer.targets.some(({ message }) => message !== undefined)
        ? 'Why its instances could not be found stands above.'
        : 'It was looked for, and nothing is there: it is scaled to zero, or no pod matches. Its instances appear here as soon as there are some.'}
    </Empty>
  );
}
