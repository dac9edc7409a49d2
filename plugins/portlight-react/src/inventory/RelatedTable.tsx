import type { RelatedObject } from '@portlight/plugin-portlight-common';
import {
  ObjectLink,
  SimpleTable,
  Status,
  type SimpleColumn,
} from '../components';

/** What else belongs to an object: what scales, protects, serves or mounts it. */
export function RelatedTable(props: {
  cluster: string;
  related: readonly RelatedObject[];
}) {
  const { cluster, related } = props;
  const columns: readonly SimpleColumn<RelatedObject>[] = [
    {
      header: 'Object',
      width: 320,
      cell: ({ object }) => (
        <span title={`${object.kind} ${object.name}`}>
          <span className="primary">
            <ObjectLink cluster={cluster} object={object} />
          </span>{' '}
          <span className="muted">{object.kind}</span>
        </span>
      ),
    },
    {
      header: 'Relation',
      width: 120,
      cell: ({ relation }) => <span className="muted">{relation}</span>,
    },
    {
      header: 'Status',
      isWrapped: true,
      cell: ({ health }) => (
        <>
          <Status status={health.status} />{' '}
          {health.status !== 'healthy' && (
            <span className="muted">{health.message}</span>
          )}
        </>
      ),
    },
    {
      header: 'Detail',
      isWrapped: true,
      cell: ({ detail }) => <span className="muted">{detail}</span>,
    },
  ];
  return (
    <SimpleTable
      label="Related objects"
      columns={columns}
      rows={related}
      rowKey={({ object }) =>
        `${object.kind}/${object.namespace ?? ''}/${object.name}`
      }
    />
  );
}
