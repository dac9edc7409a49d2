import type { PodDetail } from '@portlight/plugin-portlight-common';
import { EventList } from '../activity';
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
} from '../components';
import type { ObjectTab } from '../host/PortlightHost';
import { useApiQuery } from '../host/useApiQuery';
import { ConditionTable } from './ConditionTable';
import { PodContainerTable } from './ContainerTables';
import { LabelList } from './LabelList';
import { ObjectTabs, useObjectTab } from './ObjectTabs';
import { OwnerChain } from './OwnerChain';
import { RelatedTable } from './RelatedTable';
import { StatusStory } from './StatusStory';
import { trailTo } from './trail';

/** Props of {@link PodView}. @public */
export interface PodViewProps {
  /** Name of the cluster. */
  cluster: string;
  /** The Namespace that the Pod is in. */
  namespace: string;
  /** Name of the Pod. */
  name: string;
  /** Where the host keeps the tab in its path; else it is in the query string. */
  tab?: ObjectTab;
}

/**
 * One pod: how it is and why, its containers and how they ended last, conditions, owners and events.
 *
 * @public
 */
export function PodView(props: PodViewProps) {
  const { cluster, namespace, name } = props;
  const tab = useObjectTab(props.tab);
  const answer = useApiQuery({
    key: ['pod', cluster, namespace, name],
    clusters: [cluster],
    ask: (api, signal) => api.getPod({ cluster, namespace, name }, { signal }),
  });
  return (
    <PageFrame
      trail={trailTo(cluster, namespace)}
      title={name}
      status={<MutedText>Pod</MutedText>}
      side={<Freshness cluster={cluster} />}
    >
      <Loaded
        answer={answer}
        what={`the Pod ${name}`}
        skeleton={
          <Skeleton label={`Pod ${name}`} rows={12} columns={[0.5, 0.3]} />
        }
      >
        {detail => (
          <MutedWhenStale cluster={cluster}>
            <ObjectTabs
              target={{ page: 'pod', cluster, namespace, name }}
              scope={{ cluster, namespace, kind: 'Pod', name }}
              tab={tab}
            >
              <PodContent detail={detail} />
            </ObjectTabs>
          </MutedWhenStale>
        )}
      </Loaded>
    </PageFrame>
  );
}

/** The picture of a pod. */
export function PodContent({ detail }: { detail: PodDetail }) {
  const { pod } = detail;
  return (
    <>
      <StatusStory health={pod.health} problems={detail.problems} />
      <Facts>
        <Fact name="Phase">{pod.phase}</Fact>
        <Fact name="Ready">
          {formatCount(pod.containersReady)}/{formatCount(pod.containers)}
        </Fact>
        <Fact name="Restarts">
          {formatCount(pod.restarts)}
          {pod.lastRestartAt && pod.restarts > 0 && (
            <MutedText>
              , last <Age time={pod.lastRestartAt} /> ago
            </MutedText>
          )}
        </Fact>
        <Fact name="Node">
          {pod.node ? (
            <>
              <HostLink
                to={{ page: 'node', cluster: pod.cluster, name: pod.node }}
              >
                {pod.node}
              </HostLink>
              {pod.zone && <MutedText> in {pod.zone}</MutedText>}
            </>
          ) : (
            <MutedText>Not placed yet</MutedText>
          )}
        </Fact>
        {pod.ip && <Fact name="Address">{pod.ip}</Fact>}
        {detail.ownerChain.length > 0 && (
          <Fact name="Made by">
            <OwnerChain cluster={pod.cluster} chain={detail.ownerChain} />
          </Fact>
        )}
        {pod.owner && (
          <Fact name="Owner">
            <Owner owner={pod.owner} />
          </Fact>
        )}
        <Fact name="Age">
          <Age time={pod.createdAt} />
        </Fact>
      </Facts>
      <Section title="Containers">
        <PodContainerTable containers={detail.containers} />
      </Section>
      {detail.conditions.length > 0 && (
        <Section title="Conditions">
          <ConditionTable conditions={detail.conditions} />
        </Section>
      )}
      {detail.related.length > 0 && (
        <Section title="Related">
          <RelatedTable cluster={pod.cluster} related={detail.related} />
        </Section>
      )}
      <Section title="Events">
        <EventList events={detail.events} />
      </Section>
      <LabelList title="label" values={detail.labels} />
      <LabelList title="annotation" values={detail.annotations} />
    </>
  );
}
