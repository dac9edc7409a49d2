import {
  describeCluster,
  type Cluster,
} from '@portlight/plugin-portlight-common';
import {
  DirectModeNote,
  Empty,
  formatBytes,
  formatCores,
  formatPercent,
  formatQuantity,
  isStale,
  Loaded,
  Section,
  Sentence,
  Skeleton,
  UsageBar,
} from '../components';
import {
  FigureStrip,
  fleetFigures,
  ProblemGroups,
  useFleetHealth,
  useProblemGroups,
  type Figure,
} from '../health';
import { costFigure, useClusterCosts } from '../cost';
import { usePortlightHost } from '../host/PortlightProvider';
import { ClusterNotices } from './ClusterNotices';

/** What is wrong in one cluster, its figures, and what cannot be read of it. */
export function ClusterOverview({ cluster }: { cluster: Cluster }) {
  const { api } = usePortlightHost();
  const scope = { cluster: [cluster.name] };
  const health = useFleetHealth(cluster.name);
  const groups = useProblemGroups(scope);
  const costs = useClusterCosts(cluster.name);
  const { reasons } = cluster.health;
  return (
    <>
      <ClusterNotices cluster={cluster} />
      <Sentence>{describeCluster(cluster, groups.data?.items)}</Sentence>
      <Loaded
        answer={health}
        what={`the figures of ${cluster.title}`}
        skeleton={
          <Skeleton label="figures" rows={3} rowHeight={46} columns={[1]} />
        }
      >
        {data => (
          <FigureStrip
            figures={[
              ...fleetFigures(data, {
                cluster: cluster.name,
                hasHistory: api.mode === 'remote',
              }),
              ...resourceFigures(cluster),
              ...costFigure(costs, {
                page: 'cluster',
                cluster: cluster.name,
                tab: 'cost',
              }),
            ]}
          />
        )}
      </Loaded>
      <DirectModeNote missing="the last 24 hours are not known." />
      {cluster.status === 'active' && reasons.length > 0 && (
        <Section title="Why the cluster is not healthy">
          <ul style={{ margin: 0, paddingLeft: 18 }}>
            {reasons.map(({ reason, message }) => (
              <li key={reason + message}>{message}</li>
            ))}
          </ul>
        </Section>
      )}
      <Section
        title="What is wrong now"
        note={
          groups.data && groups.data.items.length > 0
            ? `${formatQuantity(
                groups.data.items.reduce(
                  (sum, group) => sum + group.objects,
                  0,
                ),
                'object',
              )}, by cause`
            : undefined
        }
      >
        <Loaded
          answer={groups}
          what={`what is wrong in ${cluster.title}`}
          skeleton={<Skeleton label="what is wrong" rows={4} rowHeight={40} />}
        >
          {({ items }) =>
            items.length > 0 ? (
              <ProblemGroups groups={items} scope={scope} isOneCluster />
            ) : (
              <Empty
                title={
                  isStale(cluster)
                    ? 'Nothing was wrong when it was read last'
                    : 'Nothing is wrong that we know of'
                }
              >
                Crash loops, failing images, pending pods and stuck rollouts
                appear here within seconds.
              </Empty>
            )
          }
        </Loaded>
      </Section>
    </>
  );
}

/** CPU and memory as figures; nothing where they are not known. */
function resourceFigures(cluster: Cluster): Figure[] {
  return (['cpu', 'memory'] as const).flatMap(resource => {
    const figures = cluster[resource];
    if (!figures || figures.allocatable <= 0) return [];
    const isUsed = figures.used !== undefined;
    const amount = figures.used ?? figures.requested;
    const format = (value: number) =>
      resource === 'cpu' ? `${formatCores(value)} cores` : formatBytes(value);
    return {
      id: resource,
      label: `${resource === 'cpu' ? 'CPU' : 'Memory'} ${
        isUsed ? 'used' : 'requested'
      }`,
      value: formatPercent(amount / figures.allocatable),
      of: `of ${format(figures.allocatable)}`,
      detail: isUsed
        ? `${format(figures.requested)} requested`
        : 'use is not measured',
      bar: <UsageBar resource={resource} figures={figures} isBare />,
    };
  });
}
