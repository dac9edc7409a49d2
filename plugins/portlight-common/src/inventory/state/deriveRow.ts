import { type Assessment, type HealthContext, assess } from '../../health';
import type { Health, Problem } from '../../api/types';
import {
  type NamespaceCounts,
  type OwnerOptions,
  deriveEvent,
  deriveNamespace,
  deriveNode,
  deriveObject,
  derivePod,
  deriveWorkload,
  nodeZone,
  podTemplate,
  resolveOwner,
  timestamp,
} from '../derive';
import type { InventoryColumns, InventoryRow } from '../InventoryRow';
import type { KubernetesObject } from '../../kubernetes';
import { healthContext, podsOf } from './context';
import type { Entry } from './Entry';
import { assessInferred } from './inferred';
import type { Relations } from './Relations';

/** What the rows of one cluster have in common. */
export interface RowSurroundings {
  cluster: string;
  owner?: OwnerOptions;
  relations: Relations;
  /** What all rows of one flush are judged by. */
  moment: Required<Pick<HealthContext, 'now' | 'podFindings'>>;
  countsOf(namespace: string): NamespaceCounts;
}

/** Kinds that are workloads unless something else controls them. */
const WORKLOADS: ReadonlySet<string> = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'CronJob',
  'Job',
  'ReplicaSet',
  'Pod',
]);

/** Whether an object stands in the list of workloads. */
export function isWorkload(entry: Entry): boolean {
  return entry.inferred || (WORKLOADS.has(entry.kind) && !entry.top);
}

function ownerOf(
  entry: Entry,
  { relations, owner }: RowSurroundings,
): string | undefined {
  const controller: KubernetesObject | undefined =
    entry.top && relations.controllerOf(entry.top)?.record;
  return resolveOwner(
    [
      controller,
      controller && podTemplate(controller),
      entry.record,
      podTemplate(entry.record),
      relations.get('Namespace', '', entry.namespace)?.record,
    ],
    owner,
  );
}

/** Characters of a message in an item of a list, which has a hundred of them on a page. */
const BRIEF = 200;

/** Some messages are whole stack traces; the object's problems have them in full. */
function briefHealth(health: Health): Health {
  const { message } = health;
  if (message.length <= BRIEF) return health;
  // Not half a character at the end.
  const brief = message.slice(0, BRIEF - 1).replace(/[\uD800-\uDBFF]$/, '');
  return { ...health, message: `${brief}\u2026` };
}

function summarize(
  entry: Entry,
  assessment: Assessment,
  owner: string | undefined,
  surroundings: RowSurroundings,
): { summary: InventoryRow['summary']; columns: InventoryColumns } {
  const { cluster, relations } = surroundings;
  const { record } = entry;
  const health = briefHealth(assessment.health);
  const top = entry.top?.key;
  switch (entry.kind) {
    case 'Pod': {
      const node = record.spec?.nodeName;
      const host = node && relations.get('Node', '', node);
      return derivePod(record, {
        cluster,
        health,
        owner,
        workload: top && {
          kind: top.kind,
          namespace: top.namespace,
          name: top.name,
        },
        zone: host && nodeZone(host.record),
      });
    }
    case 'Node':
      return deriveNode(record, {
        cluster,
        health,
        owner,
        pods: relations.podsOn(entry.name).map(pod => pod.record),
      });
    case 'Namespace':
      return deriveNamespace(record, {
        cluster,
        health,
        owner,
        counts: surroundings.countsOf(entry.name),
      });
    case 'Event':
      return {
        summary: deriveEvent(record, cluster),
        columns: deriveObject(record, { cluster, health }).columns,
      };
    default:
      if (isWorkload(entry) || entry.kind === 'Job') {
        return deriveWorkload(record, {
          cluster,
          health,
          owner,
          pods: podsOf(entry, relations).map(pod => pod.record),
          workload: top,
        });
      }
      return deriveObject(record, { cluster, health, owner, workload: top });
  }
}

/** The row of one object, with when to derive it again although nothing changed. */
export function deriveRow(
  entry: Entry,
  surroundings: RowSurroundings,
): { row: InventoryRow; recheckAfter?: number } {
  const { cluster, relations, moment } = surroundings;
  const { record } = entry;
  const context = healthContext(relations, entry, moment);
  const assessment = entry.inferred
    ? assessInferred(record, context)
    : assess(record, context);
  const owner = ownerOf(entry, surroundings);
  const { summary, columns } = summarize(
    entry,
    assessment,
    owner,
    surroundings,
  );
  const problems: Problem[] = assessment.problems.map(problem => ({
    cluster,
    ...problem,
    since: timestamp(problem.since) ?? problem.since,
    ...(owner ? { owner } : {}),
  }));
  return {
    row: {
      kind: entry.kind,
      namespace: entry.namespace,
      name: entry.name,
      record,
      health: assessment.health,
      summary,
      summaryText: JSON.stringify(summary),
      columns,
      problems,
    },
    recheckAfter: assessment.recheckAfter,
  };
}

/** All of a row that its record alone does not decide, as text. The labels are always the record's. */
export function derivedText({
  health,
  summary,
  summaryText,
  columns,
  problems,
}: InventoryRow): string {
  const { labels, ...others } = columns;
  const rest: unknown[] = [others];
  if (problems.length > 0) {
    rest.push(problems);
  }
  // Nearly always the summary says it whole.
  if (!('health' in summary && summary.health === health)) {
    rest.push(health);
  }
  return `${summaryText}${JSON.stringify(rest)}`;
}
