import type { Namespace } from '@portlight/plugin-portlight-common';
import {
  Age,
  Fact,
  Facts,
  formatCount,
  Freshness,
  HostLink,
  Loaded,
  MutedText,
  MutedWhenStale,
  Owner,
  PageFrame,
  Section,
  Skeleton,
  Tabs,
  withParameter,
} from '../components';
import { ProblemGroups, useProblemGroups } from '../health';
import { NamespaceCost } from '../cost';
import type {
  ClusterTab,
  LinkTarget,
  NamespaceTab,
} from '../host/PortlightHost';
import { usePortlightHost } from '../host/PortlightProvider';
import { useApiQuery } from '../host/useApiQuery';
import { ResourceMetricsView } from '../metrics';
import { StatusStory } from './StatusStory';
import { trailTo } from './trail';

/** Props of {@link NamespaceView}. @public */
export interface NamespaceViewProps {
  /** Name of the cluster. */
  cluster: string;
  /** Name of the Namespace. */
  namespace: string;
  /** Where the host keeps the tab in its path; else it is in the query string. */
  tab?: NamespaceTab;
}

const TABS: readonly { id: NamespaceTab; label: string }[] = [
  { id: 'overview', label: 'Overview' },
  { id: 'cost', label: 'Cost' },
];

/**
 * One namespace: how it is, what is wrong in it, what it uses, and what it costs.
 *
 * @public
 */
export function NamespaceView(props: NamespaceViewProps) {
  const { cluster, namespace } = props;
  const { search, setSearch } = usePortlightHost();
  const inSearch = new URLSearchParams(search).get('tab');
  const tab =
    props.tab ?? TABS.find(({ id }) => id === inSearch)?.id ?? 'overview';
  const answer = useApiQuery({
    key: ['namespace', cluster, namespace],
    clusters: [cluster],
    ask: (api, signal) => api.getNamespace(cluster, namespace, { signal }),
  });
  return (
    <PageFrame
      trail={trailTo(cluster)}
      title={namespace}
      status={<MutedText>Namespace</MutedText>}
      side={<Freshness cluster={cluster} />}
    >
      <Loaded
        answer={answer}
        what={`the Namespace ${namespace}`}
        skeleton={
          <Skeleton
            label={`Namespace ${namespace}`}
            rows={12}
            columns={[0.5, 0.3]}
          />
        }
      >
        {found => (
          <MutedWhenStale cluster={cluster}>
            <Tabs
              label={`Parts of the Namespace ${namespace}`}
              items={TABS.map(item => ({
                ...item,
                to: { page: 'namespace', cluster, namespace, tab: item.id },
              }))}
              current={tab}
              onSelect={id =>
                setSearch(withParameter('', 'tab', id), { push: true })
              }
            />
            {tab === 'cost' ? (
              <NamespaceCost cluster={cluster} namespace={namespace} />
            ) : (
              <NamespaceContent namespace={found} />
            )}
          </MutedWhenStale>
        )}
      </Loaded>
    </PageFrame>
  );
}

/** A list of the cluster, narrowed to one namespace. */
const listIn = (
  { cluster, name }: Namespace,
  tab: ClusterTab,
  filters: Record<string, string> = {},
): LinkTarget => ({
  page: 'cluster',
  cluster,
  tab,
  search: new URLSearchParams({ namespace: name, ...filters }).toString(),
});

/** The picture of a namespace. */
function NamespaceContent({ namespace }: { namespace: Namespace }) {
  const { cluster, name } = namespace;
  const scope = { cluster: [cluster], namespace: [name] };
  const groups = useProblemGroups(scope);
  return (
    <>
      <StatusStory health={namespace.health} problems={[]} />
      <Facts>
        <Fact name="Workloads">
          <HostLink to={listIn(namespace, 'workloads')}>
            {formatCount(namespace.workloads)}
          </HostLink>
        </Fact>
        <Fact name="Failing">
          {namespace.workloadsFailing > 0 ? (
            <HostLink
              to={listIn(namespace, 'workloads', { health: 'degraded' })}
            >
              {formatCount(namespace.workloadsFailing)}
            </HostLink>
          ) : (
            'None'
          )}
        </Fact>
        <Fact name="Pods">
          <HostLink to={listIn(namespace, 'pods')}>
            {formatCount(namespace.pods)}
          </HostLink>
        </Fact>
        <Fact name="Events">
          <HostLink to={listIn(namespace, 'events')}>All</HostLink>
        </Fact>
        <Fact name="Owner">
          {namespace.owner ? (
            <Owner owner={namespace.owner} />
          ) : (
            <MutedText>Nobody is named</MutedText>
          )}
        </Fact>
        <Fact name="Age">
          <Age time={namespace.createdAt} />
        </Fact>
      </Facts>
      {groups.data && groups.data.items.length > 0 && (
        <Section title="What is wrong now">
          <ProblemGroups
            groups={groups.data.items}
            scope={scope}
            isOneCluster
          />
        </Section>
      )}
      <Section title="What it uses">
        <ResourceMetricsView scope={{ cluster, namespace: name }} />
      </Section>
    </>
  );
}
