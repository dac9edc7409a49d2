import {
  HEALTH_STATUSES,
  type FleetHealth,
} from '@portlight/plugin-portlight-common';
import {
  formatCompactCount,
  formatCount,
  HostLink,
  Status,
  toMilliseconds,
  UNKNOWN,
  type AnyStatus,
  type SparkPoint,
} from '../components';
import type { ClusterTab, LinkTarget } from '../host/PortlightHost';
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
  targetOf: (status: AnyStatus) => LinkTarget | undefined,
) {
  return order
    .filter(status => (counts[status] ?? 0) > 0)
    .map(status => (
      <Part
        key={status}
        status={status}
        text={`${formatCount(counts[status])} ${wordOf(status)}`}
        to={targetOf(status)}
      />
    ));
}

/** A part of a figure, leading to what it counts where there is a page of it. */
function Part(props: { status: AnyStatus; text: string; to?: LinkTarget }) {
  const { status, text, to } = props;
  return (
    <Status
      status={status}
      size={12}
      word={to ? <HostLink to={to}>{text}</HostLink> : text}
    />
  );
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
 * @param cluster - the one that the figures are of; its tabs hold what they count
 * @param hasHistory - whether somebody records the last 24 hours
 */
export function fleetFigures(
  fleet: FleetHealth,
  options: {
    clusterStatuses?: Readonly<Record<string, number>>;
    cluster?: string;
    hasHistory: boolean;
  },
): Figure[] {
  const { clusters, workloads, nodes, pods } = fleet;
  const { cluster } = options;
  const tab = (
    name: ClusterTab,
    filters: Record<string, string> = {},
  ): LinkTarget | undefined =>
    cluster === undefined
      ? undefined
      : {
          page: 'cluster',
          cluster,
          tab: name,
          search: new URLSearchParams(filters).toString(),
        };
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
        status => tab('workloads', { health: status }),
      ),
      to: tab('workloads', { health: 'degraded' }),
      history: history(sample => sample.workloadsFailing),
      format: formatCount,
      meaning: 'bad',
    },
    {
      id: 'nodes',
      label: 'Nodes ready',
      value: known(nodes?.ready),
      to: tab('nodes'),
      of: outOf(nodes?.total),
      detail:
        isKnown && notReady > 0
          ? [
              <Part
                key="notReady"
                status="degraded"
                text={`${formatCount(notReady)} not ready`}
                to={tab('nodes', { health: 'degraded' })}
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
      to: tab('pods'),
      detail: PHASES.filter(({ phase }) => (phases[phase] ?? 0) > 0).map(
        ({ phase, status }) => (
          <Part
            key={phase}
            status={status}
            text={`${formatCount(phases[phase])} ${phase.toLowerCase()}`}
            to={tab('pods', { phase })}
          />
        ),
      ),
      history: history(sample => sample.pods),
      format: formatCount,
    },
  ];
  if (cluster !== undefined) return figures;
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
        status => ({ page: 'fleet', search: `status=${status}` }),
      ),
      history: history(sample => sample.clustersHealthy),
      format: formatCount,
      meaning: 'good',
    },
    ...figures,
  ];
}
