import { HostLink } from '../../components';

/** Something that costs, as lists name it; parts that a row is not about are absent. */
export interface CostObject {
  cluster?: string;
  namespace?: string;
  kind?: string;
  workload?: string;
}

/** What identifies a workload in keys and addresses. */
export const objectKey = ({
  cluster = '',
  namespace = '',
  kind = '',
  workload = '',
}: CostObject) => [cluster, namespace, kind, workload].join('/');

/** A workload with its namespace and cluster on one line, or the least of them that is known. */
export function WorkloadCell(props: {
  object: CostObject;
  hidesCluster?: true;
}) {
  const { cluster, namespace, kind, workload } = props.object;
  if (cluster === undefined) return <span className="muted">the fleet</span>;
  const where = props.hidesCluster ? namespace : `${namespace} in ${cluster}`;
  if (namespace === undefined) {
    return <HostLink to={{ page: 'cluster', cluster }}>{cluster}</HostLink>;
  }
  if (kind === undefined || workload === undefined) {
    return (
      <span>
        <HostLink
          className="primary"
          to={{ page: 'namespace', cluster, namespace }}
        >
          {namespace}
        </HostLink>{' '}
        <span className="muted">in {cluster}</span>
      </span>
    );
  }
  return (
    <span title={`${kind} ${namespace}/${workload} in ${cluster}`}>
      <HostLink
        className="primary"
        to={{ page: 'workload', cluster, namespace, kind, name: workload }}
      >
        {workload}
      </HostLink>{' '}
      <span className="muted">{where}</span>
    </span>
  );
}
