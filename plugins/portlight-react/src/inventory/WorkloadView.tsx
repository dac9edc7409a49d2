import type { WorkloadDetail } from '@portlight/plugin-portlight-common';
import { EventList } from '../activity';
import {
  Age,
  DirectModeNote,
  Fact,
  Facts,
  formatCount,
  formatImage,
  Freshness,
  Loaded,
  MutedText,
  MutedWhenStale,
  Owner,
  PageFrame,
  PodStrip,
  Section,
  Skeleton,
} from '../components';
import type { ObjectTab } from '../host/PortlightHost';
import { useApiQuery } from '../host/useApiQuery';
import { ConditionTable } from './ConditionTable';
import { WorkloadContainerTable } from './ContainerTables';
import { LabelList } from './LabelList';
import { ObjectTabs, useObjectTab } from './ObjectTabs';
import { OwnerChain } from './OwnerChain';
import { RelatedTable } from './RelatedTable';
import { formatReplicas } from './replicas';
import { StatusStory } from './StatusStory';
import { trailTo } from './trail';

/** Props of {@link WorkloadView}. @public */
export interface WorkloadViewProps {
  /** Name of the cluster. */
  cluster: string;
  /** The Namespace that the workload is in. */
  namespace: string;
  /** Such as `Deployment`. */
  kind: string;
  /** Name of the workload. */
  name: string;
  /** Where the host keeps the tab in its path; else it is in the query string. */
  tab?: ObjectTab;
}

/**
 * One workload: how it is and why, what changed before, its pods, containers, conditions and events.
 *
 * @public
 */
export function WorkloadView(props: WorkloadViewProps) {
  const { cluster, namespace, kind, name } = props;
  const tab = useObjectTab(props.tab);
  const answer = useApiQuery({
    key: ['workload', cluster, namespace, kind, name],
    clusters: [cluster],
    ask: (api, signal) =>
      api.getWorkload({ cluster, namespace, kind, name }, { signal }),
  });
  return (
    <PageFrame
      trail={trailTo(cluster, namespace)}
      title={name}
      status={<MutedText>{kind}</MutedText>}
      side={<Freshness cluster={cluster} />}
    >
      <Loaded
        answer={answer}
        what={`the ${kind} ${name}`}
        skeleton={
          <Skeleton label={`${kind} ${name}`} rows={12} columns={[0.5, 0.3]} />
        }
      >
        {detail => (
          <MutedWhenStale cluster={cluster}>
            <ObjectTabs
              target={{ page: 'workload', cluster, namespace, kind, name }}
              scope={{ cluster, namespace, kind, name }}
              tab={tab}
            >
              <WorkloadContent detail={detail} />
            </ObjectTabs>
          </MutedWhenStale>
        )}
      </Loaded>
    </PageFrame>
  );
}

/** The picture of a workload. */
export function WorkloadContent({ detail }: { detail: WorkloadDetail }) {
  const { workload, pods, podCount = pods.length } = detail;
  const { replicas } = workload;
  return (
    <>
      <StatusStory
        health={workload.health}
        problems={detail.problems}
        changes={detail.changes}
      />
      <Facts>
        {replicas && (
          <Fact name="Ready">
            {formatReplicas(replicas)}
            {replicas.updated !== undefined &&
              replicas.updated < replicas.desired && (
                <MutedText>, {formatCount(replicas.updated)} updated</MutedText>
              )}
          </Fact>
        )}
        <Fact name="Version">{workload.version}</Fact>
        <Fact name={workload.images.length === 1 ? 'Image' : 'Images'}>
          {workload.images.map(image => (
            <div key={image} title={image}>
              {formatImage(image)}
            </div>
          ))}
        </Fact>
        <Fact name="Restarts">{formatCount(workload.restarts)}</Fact>
        <Fact name="Owner">
          {workload.owner ? (
            <Owner owner={workload.owner} />
          ) : (
            <MutedText>Nobody is named</MutedText>
          )}
        </Fact>
        <Fact name="Age">
          <Age time={workload.createdAt} />
        </Fact>
        {detail.ownerChain.length > 0 && (
          <Fact name="Made by">
            <OwnerChain cluster={workload.cluster} chain={detail.ownerChain} />
          </Fact>
        )}
      </Facts>
      <DirectModeNote missing="owners of the catalog and history older than what the cluster keeps are not known." />
      <Section title="Pods" note={formatCount(podCount)}>
        {pods.length > 0 ? (
          <PodStrip pods={pods} total={podCount} />
        ) : (
          <MutedText>{describeNoPods(workload)}</MutedText>
        )}
      </Section>
      {detail.containers.length > 0 && (
        <Section title="Containers">
          <WorkloadContainerTable containers={detail.containers} />
        </Section>
      )}
      {detail.conditions.length > 0 && (
        <Section title="Conditions">
          <ConditionTable conditions={detail.conditions} />
        </Section>
      )}
      {detail.related.length > 0 && (
        <Section title="Related">
          <RelatedTable cluster={workload.cluster} related={detail.related} />
        </Section>
      )}
      <Section title="Events" note="of the workload and its pods">
        <EventList events={detail.events} />
      </Section>
      <LabelList title="label" values={detail.labels} />
      <LabelList title="annotation" values={detail.annotations} />
    </>
  );
}

function describeNoPods(workload: WorkloadDetail['workload']): string {
  if (workload.replicas?.desired === 0) return 'None: it is scaled to zero.';
  if (workload.kind === 'CronJob')
    return 'None now: they exist while a job runs.';
  if (workload.kind === 'Job') return 'None any more.';
  return 'None.';
}
