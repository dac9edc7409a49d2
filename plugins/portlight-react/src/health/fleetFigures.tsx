import {
  HEALTH_STATUSES,
  type FleetHealth,
} from '@portlight/plugin-portlight-common';
import {
  formatCompactCount,
  formatCount,
  Status,
  toMilliseconds,
  UNKNOWN,
  type AnyStatus,
  type SparkPoint,
} from '../components';
import type { Figure } from './FigureStrip';

type Sample = FleetHealth['history'][number];

function historyOf(
  fleet: FleetHealth,
  value: (sample: Sample) => number | undefined,
): SparkPoint[] {
  return fleet.history.flatMap(sample => {
    const at = toMilliseconds(sample.at);
    const figure = value(sample);
    return at === undefined || figure === undefined
      ? []
      : [{ at, value: figure }];
  });
}

const WORDS: Partial<Record<AnyStatus, string>> = {
  signInRequired: 'need your sign-in',
  pending: 'not read yet',
};
const wordOf = (status: AnyStatus) => WORDS[status] ?? status;

/** Small statuses with their numbers, worst first, without those that nobody has. */
function breakdown(
  order: readonly AnyStatus[],
  counts: Readonly<Record<string, number>>,
) {
  return order
    .filter(status => (counts[status] ?? 0) > 0)
    .map(status => (
      <Status
        key={status}
        status={status}
        size={12}
        word={`${formatCount(counts[status])} ${wordOf(status)}`}
      />
    ));
}

const CLUSTER_ORDER: readonly AnyStatus[] = [
  'critical',
  'error',
  'unreachable',
  'degraded',
  'unknown',
  'signInRequired',
  'pending',
  'maintenance',
  'healthy',
];

/** Phases that deserve a word besides the total. */
const PHASES: readonly { phase: string; status: AnyStatus }[] = [
  { phase: 'Failed', status: 'degraded' },
  { phase: 'Pending', status: 'progressing' },
  { phase: 'Unknown', status: 'unknown' },
];

/**
 * The four figures of the fleet, or (without `clusterStatuses`) the three of a cluster. What was never read is a
 * dash, not a zero.
 *
 * @param clusterStatuses - how many clusters have which status
 * @param hasHistory - whether somebody records the last 24 hours
 */
export function fleetFigures(
  fleet: FleetHealth,
  options: {
    clusterStatuses?: Readonly<Record<string, number>>;
    isCluster?: boolean;
    hasHistory: boolean;
  },
): Figure[] {
  const { clusters, workloads, nodes, pods } = fleet;
  const isKnown = clusters.total > clusters.withoutData;
  const known = (value: number | undefined) =>
    isKnown && value !== undefined ? formatCompactCount(value) : UNKNOWN;
  const outOf = (total: number | undefined) =>
    isKnown && total !== undefined ? `of ${formatCount(total)}` : undefined;
  const history = (value: (sample: Sample) => number | undefined) =>
    options.hasHistory ? historyOf(fleet, value) : undefined;
  const failing = workloads && (workloads.byHealth.degraded ?? 0);
  const notReady = nodes ? nodes.total - nodes.ready : 0;
  const phases = pods?.byPhase ?? {};

  const figures: Figure[] = [
    {
      id: 'workloads',
      label: 'Workloads failing',
      value: known(failing),
      of: outOf(workloads?.total),
      detail: breakdown(
        HEALTH_STATUSES.filter(
          status => status !== 'degraded' && status !== 'healthy',
        ),
        workloads?.byHealth ?? {},
      ),
      history: history(sample => sample.workloadsFailing),
      format: formatCount,
      meaning: 'bad',
    },
    {
      id: 'nodes',
      label: 'Nodes ready',
      value: known(nodes?.ready),
      of: outOf(nodes?.total),
      detail:
        isKnown && notReady > 0
          ? [
              <Status
                key="notReady"
                status="degraded"
                size={12}
                word={`${formatCount(notReady)} not ready`}
              />,
            ]
          : undefined,
      history: history(sample => sample.nodesReady),
      format: formatCount,
    },
    {
      id: 'pods',
      label: 'Pods',
      value: known(pods?.total),
      detail: PHASES.filter(({ phase }) => (phases[phase] ?? 0) > 0).map(
        ({ phase, status }) => (
          <Status
            key={phase}
            status={status}
            size={12}
            word={`${formatCount(phases[phase])} ${phase.toLowerCase()}`}
          />
        ),
      ),
      history: history(sample => sample.pods),
      format: formatCount,
    },
  ];
  if (options.isCluster) return figures;
  return [
    {
      id: 'clusters',
      label: 'Clusters healthy',
      value: known(
        options.clusterStatuses?.healthy ?? clusters.byHealth.healthy ?? 0,
      ),
      of: `of ${formatCount(clusters.total)}`,
      detail: breakdown(
        CLUSTER_ORDER.filter(status => status !== 'healthy'),
        options.clusterStatuses ?? clusters.byHealth,
      ),
      history: history(sample => sample.clustersHealthy),
      format: formatCount,
      meaning: 'good',
    },
    ...figures,
  ];
}
