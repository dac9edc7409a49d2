import type { TimelineScope, TimeRange } from '../api/PortlightApi';
import type { Event, Timeline } from '../api/types';
import { describeTimeline } from '../activity';
import { readRange } from '../metrics/history';
import type { InventoryRow } from '../inventory';

const MAXIMUM_ITEMS = 500;

/** What the timeline of a cluster, namespace or workload is about. */
export type DirectTimelineScope = Exclude<TimelineScope, { entityRef: string }>;

/** Autoscalers of a workload, whose events are about it. */
function scales(row: InventoryRow, workload: string): boolean {
  const { kind, name } = row.record.spec?.scaleTargetRef ?? {};
  return (
    row.kind === 'HorizontalPodAutoscaler' && `${kind}/${name}` === workload
  );
}

function isAbout(workload: string | undefined) {
  return (row: InventoryRow) =>
    workload === undefined ||
    row.columns.workload === workload ||
    `${row.kind}/${row.name}` === workload ||
    scales(row, workload);
}

/**
 * What happened, as far as the objects that are there tell.
 *
 * @param rows - of the clusters and namespaces of the scope
 * @param now - milliseconds since the epoch
 */
export function directTimeline(
  rows: readonly InventoryRow[],
  { namespace, workload }: DirectTimelineScope,
  range: Pick<TimeRange, 'since' | 'until'>,
  now: number,
): Timeline {
  const { start, end } = readRange(range, now);
  const inScope = rows.filter(
    row => namespace === undefined || namespace.includes(row.namespace),
  );
  const clusters = new Map<string, InventoryRow[]>();
  for (const row of inScope.filter(isAbout(workload))) {
    const { cluster } = row.summary;
    const known = clusters.get(cluster);
    if (known) known.push(row);
    else clusters.set(cluster, [row]);
  }
  const events = inScope
    .filter(({ kind }) => kind === 'Event')
    .map(({ summary }) => summary as Event);
  const entries = [...clusters].flatMap(([cluster, own]) => {
    const names = new Set(
      own.map(({ kind, namespace: place, name }) => `${kind}/${place}/${name}`),
    );
    return describeTimeline(
      cluster,
      own,
      events.filter(
        ({ cluster: place, object }) =>
          place === cluster &&
          names.has(`${object.kind}/${object.namespace ?? ''}/${object.name}`),
      ),
    );
  });
  const items = entries
    .filter(({ at }) => {
      const seconds = Date.parse(at) / 1000;
      return seconds >= start && seconds <= end;
    })
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  return { items: items.slice(-MAXIMUM_ITEMS), total: items.length };
}
