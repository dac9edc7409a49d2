import type { Node } from '@portlight/plugin-portlight-common';
import {
  Age,
  Empty,
  formatCount,
  ObjectLink,
  ObjectTable,
  UsageBar,
  type Column,
  healthColumn,
} from '../components';
import { HEALTH_FILTER, LABEL_FILTER } from './filters';
import { TABLE_HEIGHT, WORST_FIRST } from './tableDefaults';
import { useObjectTable } from './useObjectTable';

/** The columns of this table. */
export const NODE_COLUMNS: readonly Column<Node>[] = [
  {
    id: 'name',
    header: 'Name',
    width: 290,
    isServerSortable: true,
    cell: node => (
      <span title={node.name}>
        <span className="primary">
          <ObjectLink
            cluster={node.cluster}
            object={{ kind: 'Node', name: node.name }}
          />
        </span>{' '}
        <span className="muted">{node.roles.join(', ')}</span>
      </span>
    ),
  },
  healthColumn(node => !node.schedulable),
  {
    id: 'instanceType',
    header: 'Instance',
    width: 130,
    cell: node => node.instanceType ?? '',
  },
  {
    id: 'zone',
    header: 'Zone',
    width: 130,
    cell: node => node.zone ?? node.region ?? '',
  },
  {
    id: 'cpu',
    header: 'CPU',
    width: 140,
    isServerSortable: true,
    sortsDescendingFirst: true,
    cell: node => <UsageBar resource="cpu" figures={node.cpu} />,
  },
  {
    id: 'memory',
    header: 'Memory',
    width: 140,
    isServerSortable: true,
    sortsDescendingFirst: true,
    cell: node => <UsageBar resource="memory" figures={node.memory} />,
  },
  {
    id: 'pods',
    header: 'Pods',
    width: 80,
    align: 'right',
    cell: ({ pods }) => (
      <>
        {formatCount(pods.running)}
        <span className="muted">/{formatCount(pods.allocatable)}</span>
      </>
    ),
  },
  {
    id: 'version',
    header: 'Version',
    width: 110,
    isServerSortable: true,
    cell: node => node.version ?? '',
  },
  {
    id: 'architecture',
    header: 'Platform',
    width: 130,
    isHidden: true,
    cell: ({ operatingSystem, architecture }) =>
      [operatingSystem, architecture].filter(Boolean).join('/'),
  },
  {
    id: 'createdAt',
    header: 'Age',
    width: 70,
    align: 'right',
    isServerSortable: true,
    sortsDescendingFirst: true,
    cell: node => <Age time={node.createdAt} />,
  },
];

/** The nodes of a cluster. */
export function NodeTable(props: { cluster: string }) {
  const { cluster } = props;
  const table = useObjectTable<Node>(
    'nodes',
    { cluster: [cluster] },
    (api, query, options) => api.listNodes(query, options),
  );
  return (
    <ObjectTable
      {...table}
      label="nodes"
      what={`the nodes of ${cluster}`}
      columns={NODE_COLUMNS}
      rowKey={node => node.name}
      rowTarget={node => ({ page: 'node', cluster, name: node.name })}
      filters={[HEALTH_FILTER, LABEL_FILTER]}
      defaultSort={WORST_FIRST}
      maxHeight={TABLE_HEIGHT}
      empty={
        <Empty title="No nodes">
          This cluster has no nodes (yet). Where nodes are made on demand, the
          first pod that needs one brings it.
        </Empty>
      }
    />
  );
}
