import type { Event, Page } from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import type { QueryOf } from '../api/operations';
import {
  ClusterRows,
  type ListDefinition,
  selectPage,
  whereSearch,
} from '../database';
import { type Visibility, whereVisibleEvents } from '../permissions';

const EVENTS: ListDefinition = {
  name: 'events',
  sortColumns: {
    lastSeenAt: { column: 'last_seen_at' },
    firstSeenAt: { column: 'first_seen_at', nullable: true },
    cluster: { column: 'cluster' },
    namespace: { column: 'namespace' },
    type: { column: 'type' },
    reason: { column: 'reason' },
    object: {
      column: 'involved_kind',
      then: [{ column: 'involved_namespace' }, { column: 'involved_name' }],
    },
    count: { column: 'count' },
  },
  defaultSort: '-lastSeenAt',
  key: ['cluster', 'namespace', 'name'],
};

/** The columns of {@link EventRow}. */
export const EVENT_COLUMNS = [
  'cluster',
  'namespace',
  'name',
  'type',
  'reason',
  'message',
  'involved_kind',
  'involved_namespace',
  'involved_name',
  'source',
  'count',
  'first_seen_at',
  'last_seen_at',
];

/** An event as it is stored. */
export interface EventRow {
  cluster: string;
  namespace: string;
  name: string;
  type: string;
  reason: string;
  message: string;
  involved_kind: string;
  involved_namespace: string;
  involved_name: string;
  source: string | null;
  count: number;
  first_seen_at: string | null;
  last_seen_at: string;
}

/** An event as the API answers it. */
export function toEvent(row: EventRow): Event {
  return {
    cluster: row.cluster,
    namespace: row.namespace || undefined,
    name: row.name,
    type: row.type,
    reason: row.reason,
    message: row.message,
    object: {
      kind: row.involved_kind,
      namespace: row.involved_namespace || undefined,
      name: row.involved_name,
    },
    source: row.source ?? undefined,
    count: row.count,
    firstSeenAt: row.first_seen_at ?? undefined,
    lastSeenAt: row.last_seen_at,
  };
}

function only(value?: string): string[] | undefined {
  return value === undefined ? undefined : [value];
}

/** Objects that events are about. */
export interface InvolvedObjects {
  kind: string;
  namespace: string;
  names: readonly string[];
}

/** Reads events. */
export class EventReader {
  constructor(
    private readonly knex: Knex,
    private readonly rows = new ClusterRows(knex),
  ) {}

  async list(
    filters: QueryOf<'listEvents'>,
    visibility: Visibility,
  ): Promise<Page<Event>> {
    const { sort, limit, cursor, ...narrow } = filters;
    const source = this.knex('events');
    whereVisibleEvents(this.knex, source, visibility);
    const among = (column: string, values?: string[]) => {
      if (values) {
        source.whereIn(column, values);
      }
    };
    among('cluster', narrow.cluster);
    among('namespace', narrow.namespace);
    among('type', narrow.type);
    among('reason', narrow.reason);
    among('involved_kind', only(narrow.involvedKind));
    among('involved_name', only(narrow.involvedName));
    if (narrow.search !== undefined) {
      whereSearch(
        source,
        ['involved_name', 'reason', 'message'],
        narrow.search,
      );
    }
    const { rows, total, nextCursor } = await selectPage<EventRow>({
      knex: this.knex,
      list: EVENTS,
      source,
      columns: EVENT_COLUMNS,
      filters: narrow,
      page: { sort, limit, cursor },
      count: counted => this.rows.count(counted, 'events.cluster'),
    });
    return { items: rows.map(toEvent), total, nextCursor };
  }

  /** The newest visible events about any of the objects. */
  async about(
    cluster: string,
    objects: readonly InvolvedObjects[],
    limit: number,
    visibility: Visibility,
  ): Promise<Event[]> {
    const wanted = objects.filter(({ names }) => names.length > 0);
    if (wanted.length === 0) {
      return [];
    }
    const found = this.knex('events');
    whereVisibleEvents(this.knex, found, visibility);
    const rows: EventRow[] = await found
      .select(EVENT_COLUMNS)
      .where({ cluster })
      .where(any => {
        for (const { kind, namespace, names } of wanted) {
          any.orWhere(one =>
            one
              .where('involved_namespace', namespace)
              .whereIn('involved_name', names)
              .where('involved_kind', kind),
          );
        }
      })
      .orderBy([
        { column: 'last_seen_at', order: 'desc' },
        { column: 'name', order: 'asc' },
      ])
      .limit(limit);
    return rows.map(toEvent);
  }
}
