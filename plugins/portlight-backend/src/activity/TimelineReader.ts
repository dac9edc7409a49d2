import {
  describeTimeline,
  type Event,
  type KubernetesObject,
  SCALING_REASONS,
  type Timeline,
  type TimelineRow,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import {
  type Visibility,
  whereVisibleEvents,
  whereVisibleObjects,
} from '../permissions';
import { EVENT_COLUMNS, type EventRow, toEvent } from './EventReader';

/** The newest are shown. */
const MAXIMUM_ENTRIES = 500;
/** Rows that are looked at of each kind. */
const MAXIMUM_ROWS = 2000;
/** Parameters of one statement. */
const MAXIMUM_KEYS = 200;

/** A workload in the mirror. */
export interface WorkloadKey {
  cluster: string;
  namespace: string;
  kind: string;
  name: string;
}

/** Whose timeline. */
export interface TimelineFilter {
  clusters?: readonly string[];
  namespaces?: readonly string[];
  /** `Kind/name`. */
  workload?: string;
  /** Only of these workloads. */
  workloads?: readonly WorkloadKey[];
}

interface ChildRow {
  cluster: string;
  kind: string;
  namespace: string;
  name: string;
  workload: string | null;
  record: string;
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}

/** Reads what happened to workloads, of what is visible. */
export class TimelineReader {
  constructor(private readonly knex: Knex) {}

  /**
   * The rollouts, restarts and scalings of a range of time.
   *
   * @param range - milliseconds since the epoch
   */
  async read(
    filter: TimelineFilter,
    range: { since: number; until: number },
    visibility: Visibility,
  ): Promise<Timeline> {
    if (filter.workloads?.length === 0) return { items: [], total: 0 };
    const replicaSets = await this.#children('ReplicaSet', filter, visibility);
    const restarted = await this.#children('Pod', filter, visibility, pods =>
      pods.where('objects.restarts', '>', 0),
    );
    const revisions = await this.#children('Pod', filter, visibility, pods =>
      pods
        .where('objects.restarts', 0)
        .where(controlled =>
          controlled
            .where('objects.workload', 'like', 'StatefulSet/%')
            .orWhere('objects.workload', 'like', 'DaemonSet/%'),
        ),
    );
    const rows = [...replicaSets, ...restarted, ...revisions];
    const events = await this.#scalings(filter, range, visibility);
    const clusters = unique([...rows, ...events].map(({ cluster }) => cluster));
    const entries = clusters
      .flatMap(cluster =>
        describeTimeline(
          cluster,
          rows.filter(row => row.cluster === cluster).map(toTimelineRow),
          events.filter(event => event.cluster === cluster),
        ),
      )
      .filter(({ at }) => {
        const time = Date.parse(at);
        return time >= range.since && time < range.until;
      })
      .sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
    return { items: entries.slice(-MAXIMUM_ENTRIES), total: entries.length };
  }

  /** Objects of a kind that workloads control, with their records; the newest. */
  async #children(
    kind: 'ReplicaSet' | 'Pod',
    filter: TimelineFilter,
    visibility: Visibility,
    narrow: (query: Knex.QueryBuilder) => void = () => {},
  ): Promise<ChildRow[]> {
    const query = this.knex('objects')
      .join('records', on => {
        for (const column of ['cluster', 'kind', 'namespace', 'name']) {
          on.on(`objects.${column}`, `records.${column}`);
        }
      })
      .where('objects.kind', kind);
    whereVisibleObjects(this.knex, query, visibility, 'workloads');
    narrow(query);
    const { clusters, namespaces, workload, workloads } = filter;
    if (clusters) query.whereIn('objects.cluster', clusters);
    if (namespaces) query.whereIn('objects.namespace', namespaces);
    if (workload !== undefined) query.where('objects.workload', workload);
    if (workloads) {
      const some = workloads.slice(0, MAXIMUM_KEYS);
      query
        .whereIn('objects.cluster', unique(some.map(of => of.cluster)))
        .whereIn('objects.namespace', unique(some.map(of => of.namespace)))
        .whereIn(
          'objects.workload',
          unique(some.map(of => `${of.kind}/${of.name}`)),
        );
    }
    const rows: ChildRow[] = await query
      .orderBy('objects.created_at', 'desc')
      .limit(MAXIMUM_ROWS)
      .select(
        'objects.cluster',
        'objects.kind',
        'objects.namespace',
        'objects.name',
        'objects.workload',
        'records.record',
      );
    if (!workloads) return rows;
    const wanted = new Set(
      workloads.map(of =>
        JSON.stringify([of.cluster, of.namespace, `${of.kind}/${of.name}`]),
      ),
    );
    return rows.filter(row =>
      wanted.has(JSON.stringify([row.cluster, row.namespace, row.workload])),
    );
  }

  async #scalings(
    filter: TimelineFilter,
    { since, until }: { since: number; until: number },
    visibility: Visibility,
  ): Promise<Event[]> {
    const query = this.knex('events')
      .whereIn('reason', [...SCALING_REASONS])
      .where('last_seen_at', '>=', secondOf(since))
      .where('last_seen_at', '<', secondOf(until + 1000));
    whereVisibleEvents(this.knex, query, visibility);
    const { clusters, namespaces, workload, workloads } = filter;
    if (clusters) query.whereIn('events.cluster', clusters);
    if (namespaces) query.whereIn('events.involved_namespace', namespaces);
    if (workloads) {
      query.whereIn(
        'events.cluster',
        unique(workloads.map(of => of.cluster)).slice(0, MAXIMUM_KEYS),
      );
    }
    const rows: EventRow[] = await query
      .orderBy('last_seen_at', 'desc')
      .limit(MAXIMUM_ROWS)
      .select(EVENT_COLUMNS);
    const events = rows.map(toEvent);
    if (workload === undefined && !workloads) return events;
    const scaled = await this.#autoscaled(events, visibility);
    const wanted = new Set(
      workloads?.map(({ cluster, namespace, kind, name }) =>
        JSON.stringify([cluster, namespace, `${kind}/${name}`]),
      ),
    );
    return events.filter(event => {
      const { cluster, object } = event;
      const place = [cluster, object.namespace];
      const of =
        scaled.get(JSON.stringify([...place, object.name])) ??
        `${object.kind}/${object.name}`;
      return workloads
        ? wanted.has(JSON.stringify([...place, of]))
        : of === workload;
    });
  }

  /** What the autoscalers that events are about scale: `Kind/name` by cluster, namespace and name. */
  async #autoscaled(
    events: readonly Event[],
    visibility: Visibility,
  ): Promise<Map<string, string>> {
    const kind = 'HorizontalPodAutoscaler';
    const about = events.filter(({ object }) => object.kind === kind);
    const scaled = new Map<string, string>();
    if (about.length === 0) return scaled;
    const query = this.knex('objects')
      .join('records', on => {
        for (const column of ['cluster', 'kind', 'namespace', 'name']) {
          on.on(`objects.${column}`, `records.${column}`);
        }
      })
      .where('objects.kind', kind)
      .whereIn(
        'objects.name',
        unique(about.map(({ object }) => object.name)).slice(0, MAXIMUM_KEYS),
      );
    whereVisibleObjects(this.knex, query, visibility, 'workloads');
    const rows: ChildRow[] = await query
      .limit(MAXIMUM_ROWS)
      .select(
        'objects.cluster',
        'objects.namespace',
        'objects.name',
        'records.record',
      );
    for (const { cluster, namespace, name, record } of rows) {
      const target = (JSON.parse(record) as KubernetesObject).spec
        ?.scaleTargetRef;
      scaled.set(
        JSON.stringify([cluster, namespace, name]),
        `${target?.kind}/${target?.name}`,
      );
    }
    return scaled;
  }
}

/** As times are stored: whole seconds in UTC. */
function secondOf(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

function toTimelineRow(row: ChildRow): TimelineRow {
  const { kind, namespace, name, workload, record } = row;
  return {
    kind,
    namespace,
    name,
    columns: workload === null ? {} : { workload },
    record: JSON.parse(record),
  };
}
