import type { Cluster } from '@portlight/plugin-portlight-common';
import { useMemo } from 'react';
import {
  Age,
  clusterStatusOf,
  clusterUrgency,
  Empty,
  formatCount,
  formatMoney,
  formatMoneyExact,
  HostLink,
  isStale,
  ObjectTable,
  StatusIcon,
  Status,
  statusLook,
  UNKNOWN,
  UsageBar,
  useTableState,
  type Column,
  type Filter,
} from '../components';
import { useFleetHealth } from '../health';
import type { ApiAnswer } from '../host/useApiQuery';
import { usePermitted } from '../host/usePermitted';
import { ClusterActions, useRegisterCluster } from './registration';
import { versionSkew } from './versionSkew';

/** What a cluster's status needs to be said about it in one line. */
export function clusterStatusDetail(cluster: Cluster): string | undefined {
  if (cluster.status !== 'active') {
    return cluster.statusMessage ?? cluster.sync.lastError?.message;
  }
  return cluster.health.reasons[0]?.message;
}

const share = (figures: Cluster['cpu']) =>
  figures && figures.allocatable > 0
    ? (figures.used ?? figures.requested) / figures.allocatable
    : undefined;

const ACTIONS: Column<Cluster> = {
  id: 'actions',
  header: 'Actions',
  isHeaderHidden: true,
  width: 40,
  align: 'right',
  cell: cluster => <ClusterActions cluster={cluster} isInRow />,
};

/** What each cluster cost in the last 30 days; only where somebody computes it. */
const costColumn = (
  costs: ReadonlyMap<string, number>,
  currency: string,
): Column<Cluster> => ({
  id: 'cost',
  header: 'Cost, 30d',
  width: 76,
  align: 'right',
  sortsDescendingFirst: true,
  sortValue: cluster => costs.get(cluster.name),
  cell: ({ name }) => {
    const cost = costs.get(name);
    return cost === undefined ? (
      <span title="No hour of it is computed">{UNKNOWN}</span>
    ) : (
      <span title={`${formatMoneyExact(cost, currency)} in the last 30 days`}>
        <HostLink to={{ page: 'cluster', cluster: name, tab: 'cost' }}>
          {formatMoney(cost, currency)}
        </HostLink>
      </span>
    );
  },
});

function columnsOf(clusters: readonly Cluster[]): Column<Cluster>[] {
  const versions = clusters.map(cluster => cluster.version);
  return [
    {
      id: 'name',
      header: 'Cluster',
      width: 160,
      sortValue: cluster => cluster.title,
      cell: cluster => (
        <span title={cluster.description ?? cluster.name}>
          <span className="primary">
            <HostLink to={{ page: 'cluster', cluster: cluster.name }}>
              {cluster.title}
            </HostLink>
          </span>{' '}
          <span className="muted">{cluster.environment}</span>
        </span>
      ),
    },
    {
      id: 'status',
      header: 'Status',
      sortValue: clusterUrgency,
      cell: cluster => (
        <Status
          status={clusterStatusOf(cluster)}
          detail={clusterStatusDetail(cluster)}
        />
      ),
    },
    {
      id: 'provider',
      header: 'Provider',
      width: 112,
      sortValue: cluster => cluster.provider,
      cell: ({ provider, regions }) => (
        <span title={regions.join(', ')}>
          {provider ?? UNKNOWN}{' '}
          <span className="muted">
            {regions.slice(0, 2).join(', ')}
            {regions.length > 2 && ` +${regions.length - 2}`}
          </span>
        </span>
      ),
    },
    {
      id: 'version',
      header: 'Version',
      width: 134,
      sortValue: cluster => cluster.version,
      cell: ({ version }) => <Version version={version} fleet={versions} />,
    },
    {
      id: 'nodes',
      header: 'Nodes',
      width: 58,
      align: 'right',
      sortsDescendingFirst: true,
      sortValue: cluster => cluster.counts?.nodes,
      cell: ({ counts: { nodes = 0, nodesReady = 0 } = {}, counts }) =>
        nodesReady < nodes ? (
          <span title={`${nodesReady} of ${nodes} ready`}>
            {formatCount(nodesReady)}
            <span className="muted">/{formatCount(nodes)}</span>
          </span>
        ) : (
          formatCount(counts?.nodes)
        ),
    },
    {
      id: 'failing',
      header: 'Failing',
      width: 66,
      align: 'right',
      sortsDescendingFirst: true,
      sortValue: cluster => cluster.counts?.workloadsFailing,
      cell: ({ name, counts: { workloads, workloadsFailing } = {} }) =>
        workloads !== undefined && workloadsFailing !== undefined ? (
          <span title={`${workloadsFailing} of ${workloads} workloads`}>
            {workloadsFailing > 0 ? (
              <HostLink
                to={{
                  page: 'cluster',
                  cluster: name,
                  tab: 'workloads',
                  search: 'health=degraded',
                }}
              >
                {formatCount(workloadsFailing)}
              </HostLink>
            ) : (
              '0'
            )}
            <span className="muted">/{formatCount(workloads)}</span>
          </span>
        ) : (
          UNKNOWN
        ),
    },
    {
      id: 'pods',
      header: 'Pods',
      width: 52,
      align: 'right',
      sortsDescendingFirst: true,
      sortValue: cluster => cluster.counts?.pods,
      cell: cluster => formatCount(cluster.counts?.pods),
    },
    {
      id: 'cpu',
      header: 'CPU',
      width: 96,
      sortsDescendingFirst: true,
      sortValue: cluster => share(cluster.cpu),
      cell: cluster => <UsageBar resource="cpu" figures={cluster.cpu} />,
    },
    {
      id: 'memory',
      header: 'Memory',
      width: 96,
      sortsDescendingFirst: true,
      sortValue: cluster => share(cluster.memory),
      cell: cluster => <UsageBar resource="memory" figures={cluster.memory} />,
    },
    {
      id: 'sync',
      header: 'Last sync',
      width: 76,
      align: 'right',
      sortValue: cluster => cluster.sync.lastSyncAt,
      cell: cluster =>
        cluster.sync.lastSyncAt === undefined ? (
          <span className="muted">Never</span>
        ) : (
          <span className={isStale(cluster) ? undefined : 'muted'}>
            <Age time={cluster.sync.lastSyncAt} /> ago
          </span>
        ),
    },
  ];
}

/** A cluster's version; behind the newest of the fleet it says by how much. */
export function Version(props: {
  version: string | undefined;
  fleet: readonly (string | undefined)[];
}) {
  const { version, fleet } = props;
  if (!version) return <>{UNKNOWN}</>;
  const skew = versionSkew(version, fleet);
  const text =
    skew &&
    `${version}: ${skew.behind} minor ${
      skew.behind === 1 ? 'version' : 'versions'
    } behind the newest of the fleet`;
  return (
    <span
      title={text}
      style={{ display: 'inline-flex', alignItems: 'center', gap: 5 }}
    >
      {version}
      {skew && (
        <>
          {skew.isUnsupported && (
            <StatusIcon look={statusLook('warning')} size={12} />
          )}
          <span className="muted">−{skew.behind}</span>
        </>
      )}
    </span>
  );
}

const FILTERS = ['status', 'environment', 'provider'];

const optionsOf = (values: readonly (string | undefined)[]) =>
  [...new Set(values)]
    .filter((value): value is string => Boolean(value))
    .sort((a, b) => a.localeCompare(b))
    .map(value => ({ value, label: value }));

function filtersOf(clusters: readonly Cluster[]): Filter<Cluster>[] {
  return [
    {
      id: 'status',
      label: 'Status',
      options: optionsOf(clusters.map(clusterStatusOf)).map(({ value }) => ({
        value,
        label: statusLook(value).word,
      })),
      matches: (cluster, values) => values.includes(clusterStatusOf(cluster)),
    },
    {
      id: 'environment',
      label: 'Environment',
      options: optionsOf(clusters.map(cluster => cluster.environment)),
      matches: (cluster, values) => values.includes(cluster.environment ?? ''),
    },
    {
      id: 'provider',
      label: 'Provider',
      options: optionsOf(clusters.map(cluster => cluster.provider)),
      matches: (cluster, values) => values.includes(cluster.provider ?? ''),
    },
  ];
}

const WORST_FIRST = { column: 'status', descending: false };

const searchText = (cluster: Cluster) => {
  const { name, title, environment, provider, regions, tags } = cluster;
  return [name, title, environment, provider, ...regions, ...tags].join(' ');
};

/** The snippet of the portal's configuration that brings the first cluster. */
const CONFIGURATION = `kubernetes:
  serviceLocatorMethod: { type: multiTenant }
  clusterLocatorMethods:
    - type: config
      clusters:
        - name: production
          url: https://kubernetes.example.com
          authProvider: serviceAccount
          serviceAccountToken: \${KUBERNETES_TOKEN}`;

/** The clusters of the fleet, those that need somebody first. */
export function ClusterTable(props: {
  answer: ApiAnswer<Cluster[]>;
  /** What clusters cost in the last 30 days, by name; without a currency they are on their way. */
  costs?: ReadonlyMap<string, number>;
  currency?: string;
}) {
  const { answer, costs, currency } = props;
  const [state, setState] = useTableState(FILTERS);
  const clusters = useMemo(() => answer.data ?? [], [answer.data]);
  // Who may do something to a cluster cannot be asked without its name; these may do something to most of them.
  const mayCreate = usePermitted('clusterCreate');
  const maySeeMirror = usePermitted('syncRead');
  const hasActions = mayCreate || maySeeMirror;
  const columns = useMemo(() => {
    const known = columnsOf(clusters);
    const cost =
      costs && (costs.size > 0 || !currency)
        ? [costColumn(costs, currency ?? '')]
        : [];
    return [
      ...known.slice(0, -1),
      ...cost,
      ...known.slice(-1),
      ...(hasActions ? [ACTIONS] : []),
    ];
  }, [clusters, hasActions, costs, currency]);
  const filters = useMemo(() => filtersOf(clusters), [clusters]);
  return (
    <ObjectTable
      label="clusters"
      what="the clusters"
      columns={columns}
      answer={answer}
      rowKey={cluster => cluster.name}
      isRowMuted={isStale}
      rowTarget={cluster => ({ page: 'cluster', cluster: cluster.name })}
      searchText={searchText}
      state={state}
      onStateChange={setState}
      filters={filters}
      defaultSort={WORST_FIRST}
      maxHeight="max(420px, calc(100vh - 160px))"
      empty={<NoClusters />}
    />
  );
}

/** Why there is no cluster, and the one thing to do. */
function NoClusters() {
  const register = useRegisterCluster();
  const fleet = useFleetHealth();
  if (fleet.data?.restricted) {
    return (
      <Empty title="Nothing that your groups own runs in this fleet">
        Workloads appear here when the label or annotation on them that names
        their owner names one of your groups, or when an administrator gives you
        access. If you expected some, ask the team that runs the portal which
        group they belong to.
      </Empty>
    );
  }
  return (
    <Empty
      title="No clusters yet"
      snippet={{ label: 'app-config.yaml', text: CONFIGURATION }}
      action={
        register.isPermitted
          ? { label: 'Register cluster', onClick: register.open }
          : undefined
      }
    >
      The clusters of the portal&apos;s Kubernetes configuration appear here by
      themselves. None is configured so far.
    </Empty>
  );
}
