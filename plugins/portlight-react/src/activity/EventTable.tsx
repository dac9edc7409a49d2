import type { Event } from '@portlight/plugin-portlight-common';
import { pageLimit, useApiList } from '../host/useApiQuery';
import {
  Age,
  Empty,
  formatCount,
  HostLink,
  ObjectLink,
  ObjectTable,
  Status,
  useTableState,
  type Column,
  type Filter,
  namespaceColumn,
} from '../components';
import { eventStatus } from './EventList';

/** The columns of this table. */
export const EVENT_COLUMNS: readonly Column<Event>[] = [
  {
    id: 'reason',
    header: 'Reason',
    width: 200,
    isServerSortable: true,
    cell: event => (
      <Status status={eventStatus(event.type)} word={event.reason} />
    ),
  },
  {
    id: 'object',
    header: 'Object',
    width: 300,
    isServerSortable: true,
    cell: event => (
      <span title={`${event.object.kind} ${event.object.name}`}>
        <span className="muted">{event.object.kind}</span>{' '}
        <ObjectLink cluster={event.cluster} object={event.object} />
      </span>
    ),
  },
  namespaceColumn(),
  {
    id: 'message',
    header: 'Message',
    cell: event => <span title={event.message}>{event.message}</span>,
  },
  {
    id: 'cluster',
    header: 'Cluster',
    width: 140,
    isHidden: true,
    isServerSortable: true,
    cell: event => (
      <HostLink to={{ page: 'cluster', cluster: event.cluster }}>
        {event.cluster}
      </HostLink>
    ),
  },
  {
    id: 'source',
    header: 'Source',
    width: 160,
    isHidden: true,
    cell: event => event.source ?? '',
  },
  {
    id: 'count',
    header: 'Count',
    width: 80,
    align: 'right',
    isServerSortable: true,
    sortsDescendingFirst: true,
    cell: event => formatCount(event.count),
  },
  {
    id: 'lastSeenAt',
    header: 'Last seen',
    width: 100,
    align: 'right',
    isServerSortable: true,
    sortsDescendingFirst: true,
    cell: event => <Age time={event.lastSeenAt} />,
  },
];

const FILTER_NAMES = ['type', 'reason', 'namespace'];

/** Events of clusters, newest first. */
export function EventTable(props: { cluster: string; namespaces: string[] }) {
  const { cluster, namespaces } = props;
  const [state, setState] = useTableState(FILTER_NAMES);
  const { sort, search, filters } = state;
  const list = useApiList<Event>({
    key: ['events', cluster, search, sort, filters],
    clusters: [cluster],
    ask: (api, cursor, signal) =>
      api.listEvents(
        {
          cluster: [cluster],
          type: filters.type,
          reason: filters.reason,
          namespace: filters.namespace,
          search: search || undefined,
          sort: sort && `${sort.descending ? '-' : ''}${sort.column}`,
          cursor,
          limit: pageLimit(cursor),
        },
        { signal },
      ),
  });
  const choices: Filter<Event>[] = [
    {
      id: 'type',
      label: 'Type',
      options: [
        { value: 'Warning', label: 'Warning' },
        { value: 'Normal', label: 'Normal' },
      ],
    },
    { id: 'reason', label: 'Reason', placeholder: 'BackOff' },
    {
      id: 'namespace',
      label: 'Namespace',
      options: namespaces.map(name => ({ value: name, label: name })),
    },
  ];
  return (
    <ObjectTable
      label="events"
      what={`the events of ${cluster}`}
      columns={EVENT_COLUMNS}
      answer={list}
      rowKey={event =>
        `${event.namespace}/${event.name ?? ''}/${event.object.kind}/${
          event.object.name
        }/${event.reason}/${event.lastSeenAt}`
      }
      state={state}
      onStateChange={setState}
      filters={choices}
      defaultSort={{ column: 'lastSeenAt', descending: true }}
      maxHeight="max(420px, calc(100vh - 260px))"
      empty={
        <Empty title="No events">
          Kubernetes keeps events for about an hour. Nothing worth one happened
          in this cluster since.
        </Empty>
      }
    />
  );
}
