import type { NodeDetail } from '@portlight/plugin-portlight-common';
import { EventList } from '../activity';
import { CostSection } from '../cost';
import {
  Age,
  Empty,
  Fact,
  Facts,
  formatBytes,
  formatCores,
  formatCount,
  Freshness,
  Loaded,
  MutedText,
  MutedWhenStale,
  ObjectTable,
  PageFrame,
  Section,
  Skeleton,
  UsageBar,
  useTableState,
} from '../components';
import type { ObjectTab } from '../host/PortlightHost';
import { useApiQuery } from '../host/useApiQuery';
import { usePermitted } from '../host/usePermitted';
import { ConditionTable } from './ConditionTable';
import { LabelList } from './LabelList';
import { ObjectTabs, useObjectTab } from './ObjectTabs';
import { POD_COLUMNS, podTarget } from './PodTable';
import { StatusStory } from './StatusStory';
import { trailTo } from './trail';

/** Props of {@link NodeView}. @public */
export interface NodeViewProps {
  /** Name of the cluster. */
  cluster: string;
  /** Name of the Node. */
  name: string;
  /** Where the host keeps the tab in its path; else it is in the query string. */
  tab?: ObjectTab;
}

/**
 * One node: how it is and why, what it has and gives, and the pods on it.
 *
 * @public
 */
export function NodeView(props: NodeViewProps) {
  const { cluster, name } = props;
  const tab = useObjectTab(props.tab);
  const answer = useApiQuery({
    key: ['node', cluster, name],
    clusters: [cluster],
    ask: (api, signal) => api.getNode(cluster, name, { signal }),
  });
  return (
    <PageFrame
      trail={trailTo(cluster)}
      title={name}
      status={<MutedText>Node</MutedText>}
      side={<Freshness cluster={cluster} />}
    >
      <Loaded
        answer={answer}
        what={`the Node ${name}`}
        skeleton={
          <Skeleton label={`Node ${name}`} rows={12} columns={[0.5, 0.3]} />
        }
      >
        {detail => (
          <MutedWhenStale cluster={cluster}>
            <ObjectTabs
              target={{ page: 'node', cluster, name }}
              scope={{ cluster, node: name }}
              tab={tab}
            >
              <NodeContent detail={detail} />
            </ObjectTabs>
          </MutedWhenStale>
        )}
      </Loaded>
    </PageFrame>
  );
}

const POD_COLUMNS_OF_NODE = POD_COLUMNS.filter(({ id }) => id !== 'node');

/** The picture of a node. */
export function NodeContent({ detail }: { detail: NodeDetail }) {
  const { node, pods } = detail;
  const [state, setState] = useTableState([]);
  return (
    <>
      <StatusStory health={node.health} problems={[]} />
      <Facts>
        {(['cpu', 'memory'] as const).map(resource => (
          <Fact key={resource} name={resource === 'cpu' ? 'CPU' : 'Memory'}>
            <UsageBar resource={resource} figures={node[resource]} />
            <MutedText>{describeAmounts(resource, node[resource])}</MutedText>
          </Fact>
        ))}
        <Fact name="Pods">
          {formatCount(node.pods.running)}
          <MutedText> of {formatCount(node.pods.allocatable)}</MutedText>
        </Fact>
        <Fact name="Takes new pods">
          {node.schedulable ? 'Yes' : 'No, cordoned'}
        </Fact>
        {node.roles.length > 0 && (
          <Fact name="Roles">{node.roles.join(', ')}</Fact>
        )}
        <Fact name="Version">{node.version}</Fact>
        <Fact name="Instance">{node.instanceType}</Fact>
        <Fact name="Zone">{node.zone ?? node.region}</Fact>
        {(node.operatingSystem || node.architecture) && (
          <Fact name="Platform">
            {[node.operatingSystem, node.architecture]
              .filter(Boolean)
              .join('/')}
          </Fact>
        )}
        {detail.taints.length > 0 && (
          <Fact name="Taints">
            {detail.taints.map(taint => (
              <div key={taint}>{taint}</div>
            ))}
          </Fact>
        )}
        <Fact name="Age">
          <Age time={node.createdAt} />
        </Fact>
      </Facts>
      <Section title="Pods" note={formatCount(pods.length)}>
        <ObjectTable
          label="pods"
          what={`the pods on ${node.name}`}
          columns={POD_COLUMNS_OF_NODE}
          answer={{ data: pods, isLoading: false, retry: () => {} }}
          rowKey={pod => `${pod.namespace}/${pod.name}`}
          rowTarget={podTarget}
          searchText={pod =>
            `${pod.namespace} ${pod.name} ${pod.health.message}`
          }
          state={state}
          onStateChange={setState}
          maxHeight="560px"
          empty={
            <Empty title="No pods">
              {node.schedulable
                ? 'Nothing was placed on this node yet.'
                : 'The node is cordoned: nothing new is placed on it.'}
            </Empty>
          }
        />
      </Section>
      <NodeCost cluster={node.cluster} name={node.name} />
      <Section title="Conditions">
        <ConditionTable conditions={detail.conditions} />
      </Section>
      <Section title="Events">
        <EventList events={detail.events} />
      </Section>
      <LabelList title="label" values={detail.labels} />
    </>
  );
}

/** What the node cost in the last day; nothing for who may not see costs, or without a portal. */
function NodeCost({ cluster, name }: { cluster: string; name: string }) {
  const mayRead = usePermitted('costRead');
  if (!mayRead) return null;
  return (
    <Section title="Cost" note="of the whole node, idle or not">
      <CostSection scope={{ cluster }} node={name} />
    </Section>
  );
}

function describeAmounts(
  resource: 'cpu' | 'memory',
  figures: NodeDetail['node']['cpu'],
): string {
  const format = resource === 'cpu' ? formatCores : formatBytes;
  const unit = resource === 'cpu' ? ' cores' : '';
  return figures.used === undefined
    ? `${format(figures.requested)} of ${format(
        figures.allocatable,
      )}${unit} requested; use not measured`
    : `${format(figures.used)} of ${format(
        figures.allocatable,
      )}${unit} used, ${format(figures.requested)} requested`;
}
