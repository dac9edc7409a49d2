import type { RealisableSaving } from '@portlight/plugin-portlight-common';
import { Money } from '../cost/parts';
import {
  formatCount,
  HostLink,
  SimpleTable,
  type SimpleColumn,
} from '../components';

const columnsOf = (currency: string): SimpleColumn<RealisableSaving>[] => [
  {
    header: 'Cluster',
    width: 170,
    cell: ({ cluster }) => (
      <HostLink to={{ page: 'cluster', cluster }}>{cluster}</HostLink>
    ),
  },
  {
    header: 'Nodes',
    width: 90,
    align: 'right',
    cell: ({ nodes, nodesNeeded }) =>
      nodes === nodesNeeded
        ? formatCount(nodes)
        : `${formatCount(nodes)} → ${formatCount(nodesNeeded)}`,
  },
  {
    header: 'Saves a month',
    width: 110,
    align: 'right',
    cell: ({ monthly }) => <Money amount={monthly} currency={currency} />,
  },
  {
    header: 'Why',
    isWrapped: true,
    cell: ({ message, removable }) => (
      <span
        title={removable.length ? `Can go: ${removable.join(', ')}` : undefined}
      >
        {message}
      </span>
    ),
  },
];

/** What of the saving becomes money per cluster, because nodes can go. */
export function RealisableList(props: {
  items: readonly RealisableSaving[];
  currency: string;
}) {
  return (
    <SimpleTable
      label="What becomes money"
      columns={columnsOf(props.currency)}
      rows={props.items}
      rowKey={({ cluster }) => cluster}
    />
  );
}
