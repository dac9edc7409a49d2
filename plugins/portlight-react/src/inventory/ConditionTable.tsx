import type { Condition } from '@portlight/plugin-portlight-common';
import { Age, SimpleTable, type SimpleColumn } from '../components';

const COLUMNS: readonly SimpleColumn<Condition>[] = [
  {
    header: 'Condition',
    width: 210,
    cell: ({ type }) => <span className="primary">{type}</span>,
  },
  { header: 'Status', width: 80, cell: ({ status }) => status },
  {
    header: 'Reason',
    width: 220,
    cell: ({ reason }) => <span className="muted">{reason}</span>,
  },
  { header: 'Message', isWrapped: true, cell: ({ message }) => message },
  {
    header: 'For',
    width: 70,
    align: 'right',
    cell: ({ lastTransitionAt }) => <Age time={lastTransitionAt} />,
  },
];

/** The conditions that Kubernetes reports of an object. */
export function ConditionTable(props: { conditions: readonly Condition[] }) {
  return (
    <SimpleTable
      label="Conditions"
      columns={COLUMNS}
      rows={props.conditions}
      rowKey={({ type }) => type}
    />
  );
}
