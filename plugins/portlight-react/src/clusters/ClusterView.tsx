import type { Cluster } from '@portlight/plugin-portlight-common';
import Button from '@mui/material/Button';
import { useMemo, useState } from 'react';
import { EventTable } from '../activity';
import {
  clusterStatusOf,
  formatCount,
  Freshness,
  Loaded,
  MutedWhenStale,
  Owner,
  PageFrame,
  Skeleton,
  Status,
  Tabs,
  explainError,
  withParameter,
  type TabItem,
} from '../components';
import type { ClusterTab } from '../host/PortlightHost';
import { usePortlightHost } from '../host/PortlightProvider';
import { useApiQuery } from '../host/useApiQuery';
import { useCluster } from '../host/useCluster';
import { usePermitted } from '../host/usePermitted';
import {
  NamespaceTable,
  NodeTable,
  PodTable,
  WorkloadTable,
} from '../inventory';
import { CostTab } from '../cost';
import { ResourceMetricsView } from '../metrics';
import { ClusterWithoutData } from './ClusterNotices';
import { ClusterOverview } from './ClusterOverview';
import { ClusterActions, RegistrationDetails } from './registration';

/** Props of {@link ClusterView}. @public */
export interface ClusterViewProps {
  /** Name of the cluster. */
  cluster: string;
  /** Where the host keeps the tab in its path; else it is in the query string. */
  tab?: ClusterTab;
}

const TABS: readonly { id: ClusterTab; label: string }[] = [
  { id: 'overview', label: 'Overview' },
  { id: 'namespaces', label: 'Namespaces' },
  { id: 'nodes', label: 'Nodes' },
  { id: 'workloads', label: 'Workloads' },
  { id: 'pods', label: 'Pods' },
  { id: 'metrics', label: 'Metrics' },
  { id: 'cost', label: 'Cost' },
  { id: 'events', label: 'Events' },
];

const isTab = (value: string | null): value is ClusterTab =>
  TABS.some(({ id }) => id === value);

/**
 * One cluster: its state and health, what is wrong in it, and what it has.
 *
 * @public
 */
export function ClusterView(props: ClusterViewProps) {
  const { search } = usePortlightHost();
  const answer = useCluster(props.cluster);
  const inAddress = new URLSearchParams(search).get('tab');
  const tab = props.tab ?? (isTab(inAddress) ? inAddress : 'overview');
  const { data } = answer;
  return (
    <PageFrame
      trail={[{ label: 'Fleet', to: { page: 'fleet' } }]}
      title={data?.title ?? props.cluster}
      status={data && <Status status={clusterStatusOf(data)} />}
      meta={data && <ClusterFacts cluster={data} />}
      side={
        data && (
          <>
            <Freshness cluster={data.name} />
            <SyncButton cluster={data.name} /> <ClusterActions cluster={data} />
          </>
        )
      }
    >
      <Loaded
        answer={answer}
        what={`the cluster ${props.cluster}`}
        skeleton={<Skeleton label={`the cluster ${props.cluster}`} rows={10} />}
      >
        {cluster =>
          cluster.counts === undefined ? (
            <>
              <ClusterWithoutData cluster={cluster} />
              <RegistrationDetails cluster={cluster} />
            </>
          ) : (
            <ClusterTabs cluster={cluster} tab={tab} />
          )
        }
      </Loaded>
    </PageFrame>
  );
}

function ClusterFacts({ cluster }: { cluster: Cluster }) {
  const { version, provider, regions, environment, owner, tags } = cluster;
  return (
    <>
      {version && <span>{version}</span>}
      {provider && <span>{[provider, ...regions].join(', ')}</span>}
      {environment && <span>{environment}</span>}
      {owner && (
        <span>
          owned by <Owner owner={owner} />
        </span>
      )}
      {tags.length > 0 && <span>{tags.join(', ')}</span>}
      {cluster.dashboardUrl && /^https?:\/\//.test(cluster.dashboardUrl) && (
        <a href={cluster.dashboardUrl} target="_blank" rel="noreferrer">
          Dashboard ↗
        </a>
      )}
    </>
  );
}

/** Reads the cluster again; says how that went where it was asked. */
function SyncButton(props: { cluster: string }) {
  const { api } = usePortlightHost();
  const isPermitted = usePermitted('clusterSync', props.cluster);
  const [state, setState] = useState<'idle' | 'busy' | 'started' | string>(
    'idle',
  );
  if (!isPermitted) return null;
  const sync = () => {
    setState('busy');
    api.syncCluster(props.cluster).then(
      () => setState('started'),
      error => setState(explainError(error, 'a new reading').detail),
    );
  };
  const words: Record<string, string> = {
    idle: '',
    busy: '',
    started: 'A new reading has started.',
  };
  return (
    <>
      <Button
        size="small"
        disabled={state === 'busy'}
        onClick={sync}
        style={{ marginLeft: 12 }}
      >
        Sync now
      </Button>
      <span role="status">{words[state] ?? state}</span>
    </>
  );
}

/** Namespaces and owners to choose from in the filters of the tabs. */
function useChoices(cluster: string, enabled: boolean) {
  const { data } = useApiQuery({
    key: ['namespaceNames', cluster],
    clusters: [cluster],
    enabled,
    ask: (api, signal) =>
      api.listNamespaces(
        { cluster: [cluster], limit: 500, sort: 'name' },
        { signal },
      ),
  });
  return useMemo(() => {
    const items = data?.items ?? [];
    const owners = new Set(
      items.map(item => item.owner).filter((owner): owner is string => !!owner),
    );
    return {
      namespaces: items.map(item => item.name),
      owners: [...owners].sort((a, b) => a.localeCompare(b)),
    };
  }, [data]);
}

function ClusterCost({ cluster }: { cluster: string }) {
  const scope = useMemo(() => ({ cluster }), [cluster]);
  return <CostTab scope={scope} />;
}

function ClusterTabs(props: { cluster: Cluster; tab: ClusterTab }) {
  const { cluster, tab } = props;
  const { name } = cluster;
  const { setSearch } = usePortlightHost();
  const choices = useChoices(
    name,
    ['namespaces', 'workloads', 'pods', 'events'].includes(tab),
  );
  const counts: Partial<Record<ClusterTab, number>> = {
    namespaces: cluster.counts?.namespaces,
    nodes: cluster.counts?.nodes,
    workloads: cluster.counts?.workloads,
    pods: cluster.counts?.pods,
  };
  const items: TabItem[] = TABS.map(({ id, label }) => ({
    id,
    label,
    count: counts[id] === undefined ? undefined : formatCount(counts[id]),
    to: { page: 'cluster', cluster: name, tab: id },
  }));
  return (
    <>
      <Tabs
        label={`Parts of ${cluster.title}`}
        items={items}
        current={tab}
        onSelect={id => setSearch(withParameter('', 'tab', id), { push: true })}
      />
      <MutedWhenStale cluster={name}>
        {tab === 'overview' && <ClusterOverview cluster={cluster} />}
        {tab === 'namespaces' && (
          <NamespaceTable cluster={name} owners={choices.owners} />
        )}
        {tab === 'nodes' && <NodeTable cluster={name} />}
        {tab === 'workloads' && <WorkloadTable cluster={name} {...choices} />}
        {tab === 'pods' && <PodTable cluster={name} {...choices} />}
        {tab === 'metrics' && <ResourceMetricsView scope={{ cluster: name }} />}
        {tab === 'cost' && <ClusterCost cluster={name} />}
        {tab === 'events' && (
          <EventTable cluster={name} namespaces={choices.namespaces} />
        )}
      </MutedWhenStale>
      {tab === 'overview' && <RegistrationDetails cluster={cluster} />}
    </>
  );
}
