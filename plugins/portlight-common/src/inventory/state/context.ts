import type { HealthContext } from '../../health';
import type { KubernetesObject } from '../../kubernetes';
import type { Entry } from './Entry';
import type { Relations } from './Relations';

/** Most events that the judgement of one object looks at; the newest. */
const MAX_EVENTS = 200;
const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class';

/** Records in the order of their names: the same objects in the same order give the same words. */
export function byName(entries: readonly Entry[]): KubernetesObject[] {
  if (entries.length < 2) {
    return entries.map(entry => entry.record);
  }
  return [...entries]
    .sort((left, right) => (left.name < right.name ? -1 : 1))
    .map(entry => entry.record);
}

function time(event: KubernetesObject): string {
  return (
    event.series?.lastObservedTime ??
    event.lastTimestamp ??
    event.eventTime ??
    event.metadata?.creationTimestamp ??
    ''
  );
}

function eventsAbout(
  relations: Relations,
  entries: Iterable<Entry>,
): KubernetesObject[] {
  if (!relations.hasEvents) {
    return [];
  }
  const events: Entry[] = [];
  for (const entry of entries) {
    events.push(...relations.eventsOf(entry));
  }
  return byName(events)
    .sort((left, right) => (time(left) < time(right) ? 1 : -1))
    .slice(0, MAX_EVENTS);
}

function storageClassOf(
  relations: Relations,
  claim: KubernetesObject,
): KubernetesObject | undefined {
  const name = claim.spec?.storageClassName;
  if (name !== undefined) {
    return relations.get('StorageClass', '', name)?.record;
  }
  return byName([...relations.ofKind('StorageClass')]).find(
    record => record.metadata?.annotations?.[DEFAULT_CLASS] === 'true',
  );
}

/**
 * What is known around an object when it is judged.
 *
 * @param moment - what all have in common that are judged at the same time
 */
export function healthContext(
  relations: Relations,
  entry: Entry,
  moment: Pick<HealthContext, 'now' | 'podFindings'>,
): HealthContext & {
  pods: readonly KubernetesObject[];
  events: readonly KubernetesObject[];
} {
  switch (entry.kind) {
    case 'Pod':
      return { ...moment, pods: [], events: eventsAbout(relations, [entry]) };
    case 'Service':
      return {
        ...moment,
        pods: [],
        events: eventsAbout(relations, [entry]),
        endpointSlices: byName(relations.slicesOf(entry.namespace, entry.name)),
      };
    case 'PersistentVolumeClaim':
      return {
        ...moment,
        pods: byName(relations.podsMounting(entry.namespace, entry.name)),
        events: eventsAbout(relations, [entry]),
        storageClass: storageClassOf(relations, entry.record),
      };
    default: {
      const family = relations.familyOf(entry);
      const pods = podsOf(entry, relations);
      const children =
        family?.members.filter(member => member.kind !== 'Pod') ?? [];
      return {
        ...moment,
        pods: byName(pods),
        children: byName(children),
        events: eventsAbout(relations, [entry, ...children, ...pods]),
      };
    }
  }
}

/** The pods that an object controls, also through others. */
export function podsOf(entry: Entry, relations: Relations): readonly Entry[] {
  const family = relations.familyOf(entry);
  if (!family || entry.kind === 'Pod') {
    return [];
  }
  // What stands between a workload and its pods is nobody's top.
  return entry.top
    ? family.members.filter(member => member.kind === 'Pod')
    : family.pods;
}
