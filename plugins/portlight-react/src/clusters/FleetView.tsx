import {
  describeFleet,
  type Cluster,
  type CostReport,
  type FleetHealth,
  type ProblemGroup,
} from '@portlight/plugin-portlight-common';
import { styled } from '@mui/material/styles';
import { useMemo } from 'react';
import {
  clusterStatusOf,
  DirectModeNote,
  Empty,
  FilterChip,
  formatQuantity,
  HostLink,
  Loaded,
  ownerName,
  PageFrame,
  RestrictedNote,
  Section,
  Sentence,
  Skeleton,
  Toolbar,
  useTableState,
} from '../components';
import { usePortlightHost } from '../host/PortlightProvider';
import type { ApiAnswer } from '../host/useApiQuery';
import { usePermitted } from '../host/usePermitted';
import {
  FigureStrip,
  fleetFigures,
  ProblemGroups,
  useFleetHealth,
  useProblemGroups,
  type Figure,
} from '../health';
import { costFigure, costOfClusters, useFleetCosts } from '../cost';
import { ClusterTable } from './ClusterTable';
import { useClusters } from './queries';
import { RegisterClusterButton, RegisterClusterRoute } from './registration';

/**
 * The whole fleet: the answer in one sentence, four figures, what is wrong now, and the clusters.
 *
 * @public
 */
export function FleetView() {
  const fleet = useFleetHealth();
  const groups = useProblemGroups({});
  const clusters = useClusters();
  const costs = useFleetCosts();
  const costOf = useMemo(
    () =>
      costs.isLoading || costs.data ? costOfClusters(costs.data) : undefined,
    [costs.isLoading, costs.data],
  );
  return (
    <PageFrame>
      <FleetHead
        costs={costs}
        fleet={fleet}
        groups={groups.data?.items}
        clusters={clusters.data}
      />
      <DirectModeNote missing="the last 24 hours and owners of the catalog are not known." />
      <WhatIsWrongNow all={groups} clusters={clusters.data} />
      <Section title="Clusters">
        <ClusterTable
          answer={clusters}
          costs={costOf}
          currency={costs.data?.currency}
        />
      </Section>
      <RegisterClusterRoute />
    </PageFrame>
  );
}

const Side = styled('span')({
  display: 'inline-flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: '6px 16px',
});

function countStatuses(clusters: readonly Cluster[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const cluster of clusters) {
    const status = clusterStatusOf(cluster);
    counts[status] = (counts[status] ?? 0) + 1;
  }
  return counts;
}

function FleetHead(props: {
  fleet: ApiAnswer<FleetHealth>;
  groups?: readonly ProblemGroup[];
  clusters?: readonly Cluster[];
  costs: ApiAnswer<CostReport>;
}) {
  const { fleet, groups, clusters, costs } = props;
  const { api } = usePortlightHost();
  const maySeeMirror = usePermitted('syncRead');
  return (
    <Loaded
      answer={fleet}
      what="the figures of the fleet"
      skeleton={
        <Skeleton
          label="the figures of the fleet"
          rows={4}
          rowHeight={46}
          columns={[0.25, 0.25, 0.25, 0.25]}
        />
      }
    >
      {data => (
        <>
          <Sentence
            heading
            side={
              <Side>
                <HostLink to={{ page: 'costs' }}>Cost</HostLink>
                {maySeeMirror && (
                  <HostLink to={{ page: 'sync' }}>State of the mirror</HostLink>
                )}
                <RegisterClusterButton />
              </Side>
            }
          >
            {data.restricted && data.clusters.total === 0
              ? 'Nothing that your groups own runs in this fleet.'
              : describeFleet(data, groups)}
          </Sentence>
          {data.restricted && data.clusters.total > 0 && <RestrictedNote />}
          {data.clusters.total > 0 && (
            <FigureStrip
              figures={withCost(
                fleetFigures(data, {
                  clusterStatuses: clusters && countStatuses(clusters),
                  hasHistory: api.mode === 'remote',
                }),
                costs,
              )}
            />
          )}
        </>
      )}
    </Loaded>
  );
}

/** The cost is the fourth figure, where it is known. */
function withCost(figures: Figure[], costs: ApiAnswer<CostReport>): Figure[] {
  const cost = costFigure(costs, { page: 'costs' });
  return [...figures.slice(0, 3), ...cost, ...figures.slice(3)];
}

const FILTERS = ['cluster', 'owner'];

function WhatIsWrongNow(props: {
  all: ApiAnswer<{ items: ProblemGroup[]; total: number }>;
  clusters?: readonly Cluster[];
}) {
  const { all, clusters = [] } = props;
  const [state, setState] = useTableState(FILTERS, 'wrong');
  const { cluster, owner } = state.filters;
  const isNarrowed = cluster !== undefined || owner !== undefined;
  const narrowed = useProblemGroups(
    { cluster, owner },
    { enabled: isNarrowed },
  );
  const owners = useMemo(
    () =>
      [...new Set(all.data?.items.flatMap(group => group.owners))].sort(
        (a, b) => a.localeCompare(b),
      ),
    [all.data],
  );
  const setFilter = (id: string, values: string[]) => {
    const { [id]: _, ...others } = state.filters;
    setState({ filters: values.length ? { ...others, [id]: values } : others });
  };
  const count = all.data?.items.reduce((sum, group) => sum + group.objects, 0);
  return (
    <Section
      title="What is wrong now"
      note={count ? `${formatQuantity(count, 'object')}, by cause` : undefined}
    >
      {(isNarrowed || Boolean(all.data?.items.length)) && (
        <Toolbar role="toolbar" aria-label="Filters of what is wrong now">
          <FilterChip
            filter={{
              id: 'cluster',
              label: 'Cluster',
              options: clusters.map(({ name, title }) => ({
                value: name,
                label: title,
              })),
            }}
            values={cluster ?? []}
            onChange={values => setFilter('cluster', values)}
          />
          <FilterChip
            filter={{
              id: 'owner',
              label: 'Owner',
              options: owners.map(value => ({
                value,
                label: ownerName(value),
              })),
            }}
            values={owner ?? []}
            onChange={values => setFilter('owner', values)}
          />
        </Toolbar>
      )}
      <Loaded
        answer={isNarrowed ? narrowed : all}
        what="what is wrong now"
        skeleton={
          <Skeleton label="what is wrong now" rows={4} rowHeight={40} />
        }
      >
        {({ items }) =>
          items.length > 0 ? (
            <ProblemGroups groups={items} scope={{ cluster, owner }} />
          ) : (
            <NothingWrong isNarrowed={isNarrowed} clusters={clusters} />
          )
        }
      </Loaded>
    </Section>
  );
}

/** Nothing found is only good news of what could be read. */
function NothingWrong(props: {
  isNarrowed: boolean;
  clusters: readonly Cluster[];
}) {
  const unread = props.clusters.filter(
    cluster => cluster.status !== 'active' && cluster.status !== 'maintenance',
  );
  return (
    <Empty
      title={
        props.isNarrowed
          ? 'Nothing of these'
          : 'Nothing is wrong that we know of'
      }
    >
      {unread.length > 0
        ? `${unread
            .map(cluster => cluster.title)
            .join(', ')} cannot be read now and may have problems of their own.`
        : 'Crash loops, failing images, pending pods, nodes that are not ready, failed jobs and stuck rollouts appear here within seconds.'}
    </Empty>
  );
}
