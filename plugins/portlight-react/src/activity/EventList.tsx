import type { Event } from '@portlight/plugin-portlight-common';
import {
  Age,
  formatCount,
  ObjectLink,
  SimpleTable,
  Status,
  type SimpleColumn,
} from '../components';

/** Normal events are facts, anything else deserves a look. */
export const eventStatus = (type: string) =>
  type === 'Normal' ? 'info' : 'warning';

const COLUMNS: readonly SimpleColumn<Event>[] = [
  {
    header: 'Last seen',
    width: 90,
    cell: event => <Age time={event.lastSeenAt} />,
  },
  {
    header: 'Reason',
    width: 190,
    cell: event => (
      <Status status={eventStatus(event.type)} word={event.reason} />
    ),
  },
  {
    header: 'Object',
    width: 240,
    cell: event => (
      <>
        <span className="muted">{event.object.kind}</span>{' '}
        <ObjectLink cluster={event.cluster} object={event.object} />
      </>
    ),
  },
  { header: 'Message', isWrapped: true, cell: event => event.message },
  {
    header: 'Count',
    width: 70,
    align: 'right',
    cell: event => formatCount(event.count),
  },
];

/** The events of one object and of what belongs to it, newest first. */
export function EventList(props: { events: readonly Event[] }) {
  const { events } = props;
  if (events.length === 0) {
    return (
      <div style={{ color: 'var(--portlight-muted)' }}>
        None. Kubernetes keeps events for about an hour.
      </div>
    );
  }
  return (
    <SimpleTable
      label="Events"
      columns={COLUMNS}
      rows={events}
      rowKey={(event, index) => `${index}:${event.name ?? event.reason}`}
    />
  );
}
