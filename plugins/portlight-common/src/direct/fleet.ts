import type {
  Cluster,
  ClusterCounts,
  FleetHealth,
  Problem,
  ProblemGroup,
  Severity,
} from '../api/types';
import { PROBLEM_CAUSES, type ProblemCause } from '../health';
import type { InventoryRow } from '../inventory';
import { isWorkloadRow } from '../inventory/query';

const MAX_NAMES = 20;
const SEVERITIES: readonly Severity[] = ['critical', 'warning', 'info'];

function tally(values: Iterable<string>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) {
    counts[value] = (counts[value] ?? 0) + 1;
  }
  return counts;
}

/** The figures of clusters from their rows. There is no history: nothing is kept. */
export function fleetHealth(
  clusters: readonly Cluster[],
  rows: readonly InventoryRow[],
): FleetHealth {
  const counts = clusters.flatMap(cluster => cluster.counts ?? []);
  const known = (figure: keyof ClusterCounts) =>
    counts.flatMap(of => of[figure] ?? []);
  const nodes = known('nodes');
  const workloads = rows.filter(isWorkloadRow);
  const pods = rows.filter(({ kind }) => kind === 'Pod');
  const sum = (values: readonly number[]) =>
    values.reduce((total, value) => total + value, 0);
  return {
    clusters: {
      total: clusters.length,
      byStatus: tally(clusters.map(({ status }) => status)),
      byHealth: tally(clusters.map(({ health }) => health.status)),
      withoutData: clusters.length - counts.length,
    },
    ...(known('workloads').length > 0 && {
      workloads: {
        total: workloads.length,
        byHealth: tally(workloads.map(({ health }) => health.status)),
      },
    }),
    ...(nodes.length > 0 && {
      nodes: { total: sum(nodes), ready: sum(known('nodesReady')) },
    }),
    ...(known('pods').length > 0 && {
      pods: {
        total: pods.length,
        byPhase: tally(pods.map(({ columns }) => columns.phase ?? 'Unknown')),
      },
    }),
    history: [],
  };
}

/** Problems by cause. */
export function groupProblems(problems: readonly Problem[]): ProblemGroup[] {
  const groups = new Map<string, Problem[]>();
  for (const problem of problems) {
    groups.set(problem.cause, [...(groups.get(problem.cause) ?? []), problem]);
  }
  return [...groups].map(([cause, members]) => {
    const clusters = [...new Set(members.map(({ cluster }) => cluster))].sort();
    const owners = new Set(members.flatMap(({ owner }) => owner ?? []));
    const times = members.map(({ since }) => since).sort();
    const severities = new Set(members.map(({ severity }) => severity));
    return {
      cause,
      severity: SEVERITIES.find(severity => severities.has(severity)) ?? 'info',
      title: Object.hasOwn(PROBLEM_CAUSES, cause)
        ? PROBLEM_CAUSES[cause as ProblemCause].title
        : cause,
      objects: members.length,
      clusters: clusters.slice(0, MAX_NAMES),
      clusterCount: clusters.length,
      owners: [...owners].sort().slice(0, MAX_NAMES),
      since: times[0],
      latest: times.at(-1),
    };
  });
}
