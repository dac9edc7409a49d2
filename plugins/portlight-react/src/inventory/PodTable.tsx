import type { Pod } from '@portlight/plugin-portlight-common';
import {
  Age,
  Empty,
  formatCount,
  HostLink,
  ObjectLink,
  ObjectTable,
  Owner,
  type Column,
  healthColumn,
  namespaceColumn,
} from '../components';
import {
  HEALTH_FILTER,
  IMAGE_FILTER,
  LABEL_FILTER,
  namespaceFilter,
  ownerFilter,
  PHASE_FILTER,
} from './filters';
import { TABLE_HEIGHT, WORST_FIRST } from './tableDefaults';
import { useObjectTable } from './useObjectTable';

/** The columns of tables of pods. */
export const POD_COLUMNS: readonly Column<Pod>[] = [
  {
    id: 'name',
    header: 'Name',
    width: 290,
    isServerSortable: true,
    sortValue: pod => pod.name,
    cell: pod => (
      <span className="primary" title={pod.name}>
        <HostLink
          to={{
            page: 'pod',
            cluster: pod.cluster,
            namespace: pod.namespace,
            name: pod.name,
          }}
        >
          {pod.name}
        </HostLink>
      </span>
    ),
  },
  healthColumn(),
  namespaceColumn(),
  {
    id: 'workload',
    header: 'Workload',
    width: 180,
    isHidden: true,
    isServerSortable: true,
    cell: pod =>
      pod.workload && (
        <ObjectLink
          cluster={pod.cluster}
          object={{ namespace: pod.namespace, ...pod.workload }}
        />
      ),
  },
  {
    id: 'phase',
    header: 'Phase',
    width: 100,
    isHidden: true,
    isServerSortable: true,
    cell: pod => pod.phase,
  },
  {
    id: 'ready',
    header: 'Ready',
    width: 70,
    align: 'right',
    isServerSortable: true,
    cell: pod =>
      `${formatCount(pod.containersReady)}/${formatCount(pod.containers)}`,
  },
  {
    id: 'restarts',
    header: 'Restarts',
    width: 110,
    align: 'right',
    isServerSortable: true,
    sortsDescendingFirst: true,
    sortValue: pod => pod.restarts,
    cell: pod => (
      <>
        {pod.lastRestartAt && pod.restarts > 0 && (
          <span className="muted">
            <Age time={pod.lastRestartAt} /> ago{' '}
          </span>
        )}
        {formatCount(pod.restarts)}
      </>
    ),
  },
  {
    id: 'node',
    header: 'Node',
    width: 190,
    isServerSortable: true,
    sortValue: pod => pod.node,
    cell: pod =>
      pod.node && (
        <span title={pod.zone ? `${pod.node} in ${pod.zone}` : pod.node}>
          <HostLink to={{ page: 'node', cluster: pod.cluster, name: pod.node }}>
            {pod.node}
          </HostLink>
        </span>
      ),
  },
  {
    id: 'owner',
    header: 'Owner',
    width: 130,
    isHidden: true,
    isServerSortable: true,
    cell: pod => <Owner owner={pod.owner} />,
  },
  {
    id: 'createdAt',
    header: 'Age',
    width: 70,
    align: 'right',
    isServerSortable: true,
    sortsDescendingFirst: true,
    sortValue: pod => pod.createdAt,
    cell: pod => <Age time={pod.createdAt} />,
  },
];

/** Where a pod's row leads to. */
export const podTarget = ({ cluster, namespace, name }: Pod) =>
  ({ page: 'pod', cluster, namespace, name } as const);

/** The pods of a cluster. */
export function PodTable(props: {
  cluster: string;
  namespaces: readonly string[];
  owners: readonly string[];
}) {
  const { cluster, namespaces, owners } = props;
  const table = useObjectTable<Pod>(
    'pods',
    { cluster: [cluster] },
    (api, query, options) => api.listPods(query, options),
  );
  return (
    <ObjectTable
      {...table}
      label="pods"
      what={`the pods of ${cluster}`}
      columns={POD_COLUMNS}
      rowKey={pod => `${pod.namespace}/${pod.name}`}
      rowTarget={podTarget}
      filters={[
        HEALTH_FILTER,
        namespaceFilter(namespaces),
        PHASE_FILTER,
        ownerFilter(owners),
        LABEL_FILTER,
        IMAGE_FILTER,
      ]}
      defaultSort={WORST_FIRST}
      maxHeight={TABLE_HEIGHT}
      empty={
        <Empty title="No pods">
          Nothing runs in this cluster, or what runs has finished and was
          cleaned up.
        </Empty>
      }
    />
  );
}
