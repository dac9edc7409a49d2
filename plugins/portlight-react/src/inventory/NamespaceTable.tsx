import type { Namespace } from '@portlight/plugin-portlight-common';
import {
  Age,
  Empty,
  formatCount,
  HostLink,
  ObjectTable,
  Owner,
  type Column,
  healthColumn,
} from '../components';
import type { LinkTarget } from '../host/PortlightHost';
import { HEALTH_FILTER, LABEL_FILTER, ownerFilter } from './filters';
import { TABLE_HEIGHT, WORST_FIRST } from './tableDefaults';
import { useObjectTable } from './useObjectTable';

const pageOf = ({ cluster, name }: Namespace): LinkTarget => ({
  page: 'namespace',
  cluster,
  namespace: name,
});

/** Its workloads. */
const target = (
  { cluster, name }: Namespace,
  filters: Record<string, string> = {},
): LinkTarget => ({
  page: 'cluster',
  cluster,
  tab: 'workloads',
  search: new URLSearchParams({ namespace: name, ...filters }).toString(),
});

/** The columns of this table. */
export const NAMESPACE_COLUMNS: readonly Column<Namespace>[] = [
  {
    id: 'name',
    header: 'Name',
    width: 260,
    isServerSortable: true,
    cell: namespace => (
      <span className="primary" title={namespace.name}>
        <HostLink to={pageOf(namespace)}>{namespace.name}</HostLink>
      </span>
    ),
  },
  healthColumn(namespace => namespace.phase !== 'Active'),
  {
    id: 'workloadsFailing',
    header: 'Failing',
    width: 90,
    align: 'right',
    cell: namespace =>
      namespace.workloadsFailing > 0 ? (
        <HostLink to={target(namespace, { health: 'degraded' })}>
          {formatCount(namespace.workloadsFailing)}
        </HostLink>
      ) : (
        <span className="muted">0</span>
      ),
  },
  {
    id: 'workloads',
    header: 'Workloads',
    width: 100,
    align: 'right',
    cell: namespace => (
      <HostLink to={target(namespace)}>
        {formatCount(namespace.workloads)}
      </HostLink>
    ),
  },
  {
    id: 'pods',
    header: 'Pods',
    width: 80,
    align: 'right',
    cell: namespace => formatCount(namespace.pods),
  },
  {
    id: 'owner',
    header: 'Owner',
    width: 160,
    isServerSortable: true,
    cell: namespace => <Owner owner={namespace.owner} />,
  },
  {
    id: 'createdAt',
    header: 'Age',
    width: 70,
    align: 'right',
    isServerSortable: true,
    sortsDescendingFirst: true,
    cell: namespace => <Age time={namespace.createdAt} />,
  },
];

/** The namespaces of a cluster; a row opens its page. */
export function NamespaceTable(props: {
  cluster: string;
  owners: readonly string[];
}) {
  const { cluster, owners } = props;
  const table = useObjectTable<Namespace>(
    'namespaces',
    { cluster: [cluster] },
    (api, query, options) => api.listNamespaces(query, options),
  );
  return (
    <ObjectTable
      {...table}
      label="namespaces"
      what={`the namespaces of ${cluster}`}
      columns={NAMESPACE_COLUMNS}
      rowKey={namespace => namespace.name}
      rowTarget={pageOf}
      filters={[HEALTH_FILTER, ownerFilter(owners), LABEL_FILTER]}
      defaultSort={WORST_FIRST}
      maxHeight={TABLE_HEIGHT}
      empty={
        <Empty title="No namespaces">
          Every cluster has some: they were probably not read yet. See whether
          the cluster&apos;s overview says why.
        </Empty>
      }
    />
  );
}
