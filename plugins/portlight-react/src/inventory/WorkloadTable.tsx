import type { Workload } from '@portlight/plugin-portlight-common';
import {
  Age,
  Empty,
  formatCount,
  formatImage,
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
  KIND_FILTER,
  LABEL_FILTER,
  namespaceFilter,
  ownerFilter,
} from './filters';
import { formatReplicas } from './replicas';
import { TABLE_HEIGHT, WORST_FIRST } from './tableDefaults';
import { useObjectTable } from './useObjectTable';

/** The columns of this table. */
export const WORKLOAD_COLUMNS: readonly Column<Workload>[] = [
  {
    id: 'name',
    header: 'Name',
    width: 280,
    isServerSortable: true,
    cell: workload => (
      <span title={`${workload.kind} ${workload.name}`}>
        <span className="primary">
          <ObjectLink cluster={workload.cluster} object={workload} />
        </span>{' '}
        <span className="muted">{workload.kind}</span>
      </span>
    ),
  },
  healthColumn(),
  namespaceColumn(),
  {
    id: 'ready',
    header: 'Ready',
    width: 80,
    align: 'right',
    isServerSortable: true,
    cell: workload => formatReplicas(workload.replicas),
  },
  {
    id: 'version',
    header: 'Version',
    width: 130,
    isServerSortable: true,
    cell: ({ version, images }) => (
      <span title={images.join('\n')}>{version ?? ''}</span>
    ),
  },
  {
    id: 'images',
    header: 'Images',
    width: 220,
    isHidden: true,
    cell: ({ images }) => (
      <span title={images.join('\n')}>
        {images.map(formatImage).join(', ')}
      </span>
    ),
  },
  {
    id: 'restarts',
    header: 'Restarts',
    width: 90,
    align: 'right',
    isServerSortable: true,
    sortsDescendingFirst: true,
    cell: workload => formatCount(workload.restarts),
  },
  {
    id: 'owner',
    header: 'Owner',
    width: 130,
    isServerSortable: true,
    cell: workload => <Owner owner={workload.owner} />,
  },
  {
    id: 'createdAt',
    header: 'Age',
    width: 70,
    align: 'right',
    isServerSortable: true,
    sortsDescendingFirst: true,
    cell: workload => <Age time={workload.createdAt} />,
  },
];

/** The workloads of a cluster. */
export function WorkloadTable(props: {
  cluster: string;
  namespaces: readonly string[];
  owners: readonly string[];
}) {
  const { cluster, namespaces, owners } = props;
  const table = useObjectTable<Workload>(
    'workloads',
    { cluster: [cluster] },
    (api, query, options) => api.listWorkloads(query, options),
  );
  return (
    <ObjectTable
      {...table}
      label="workloads"
      what={`the workloads of ${cluster}`}
      columns={WORKLOAD_COLUMNS}
      rowKey={({ namespace, kind, name }) => `${namespace}/${kind}/${name}`}
      rowTarget={({ namespace, kind, name }) => ({
        page: 'workload',
        cluster,
        namespace,
        kind,
        name,
      })}
      filters={[
        HEALTH_FILTER,
        namespaceFilter(namespaces),
        KIND_FILTER,
        ownerFilter(owners),
        LABEL_FILTER,
        IMAGE_FILTER,
      ]}
      defaultSort={WORST_FIRST}
      maxHeight={TABLE_HEIGHT}
      empty={
        <Empty title="No workloads">
          Deployments, StatefulSets, DaemonSets, CronJobs, Jobs and bare Pods of
          this cluster appear here as soon as they exist.
        </Empty>
      }
    />
  );
}
