import type {
  ResourceScope,
  TimelineScope,
} from '@portlight/plugin-portlight-common';
import { useMemo } from 'react';
import { SharedCursor } from '../charts';
import {
  DirectModeNote,
  Loaded,
  Section,
  Sentence,
  Skeleton,
} from '../components';
import { HappenedList } from './HappenedList';
import { useResourceMetrics, useTimeline } from './queries';
import { ResourceCharts } from './ResourceCharts';
import { describeResources, scopeName } from './resources';
import { TimeControl } from './TimeControl';
import { useChartRange, useTimeSelection } from './useTimeSelection';

/** Props of {@link ResourceMetricsView} and {@link ResourceMetricsSection}. @public */
export interface ResourceMetricsProps {
  /** What uses the resources: a cluster, node, namespace, workload, or a pod (of the kind `Pod`). */
  scope: ResourceScope;
}

/** Whose rollouts and restarts explain the lines; of a whole cluster or node there are too many to tell anything. */
function timelineScope(scope: ResourceScope): TimelineScope | undefined {
  if (!('namespace' in scope)) return undefined;
  const { cluster, namespace } = scope;
  const isWorkload = 'kind' in scope && scope.kind !== 'Pod';
  if ('kind' in scope && !isWorkload) return undefined;
  return {
    cluster: [cluster],
    namespace: [namespace],
    ...(isWorkload && { workload: `${scope.kind}/${scope.name}` }),
  };
}

function useMarks(scope: ResourceScope) {
  const [selection] = useTimeSelection();
  const asked = timelineScope(scope);
  const { data } = useTimeline(asked ?? {}, selection, {
    clusters: [scope.cluster],
    enabled: asked !== undefined,
  });
  const marks = useMemo(
    () =>
      (data?.items ?? []).map(({ at, kind, title }) => ({
        at: Date.parse(at),
        kind,
        title,
      })),
    [data],
  );
  return { entries: data?.items, marks };
}

/**
 * CPU, memory, network and storage of a cluster, node, namespace, workload or pod over time, from whichever source is
 * there.
 *
 * @public
 */
export function ResourceMetricsView(props: ResourceMetricsProps) {
  const { scope } = props;
  const [selection, select] = useTimeSelection();
  const range = useChartRange(selection);
  const answer = useResourceMetrics(scope, selection);
  const { entries, marks } = useMarks(scope);
  return (
    <SharedCursor>
      {answer.data && <Sentence>{describeResources(answer.data)}</Sentence>}
      <DirectModeNote missing="what is older than the cluster itself keeps is not known." />
      <TimeControl selection={selection} onChange={select} />
      {entries && <HappenedList entries={entries} />}
      <Loaded
        answer={answer}
        what={`the resources of ${scopeName(scope)}`}
        skeleton={
          <Skeleton
            label="CPU, memory, network and storage"
            rows={2}
            rowHeight={240}
            columns={[0.45, 0.45]}
          />
        }
      >
        {metrics => (
          <ResourceCharts
            scope={scope}
            metrics={metrics}
            range={range}
            marks={marks}
          />
        )}
      </Loaded>
    </SharedCursor>
  );
}

/**
 * The compact form of {@link ResourceMetricsView}, for the page of one object.
 *
 * @public
 */
export function ResourceMetricsSection(
  props: ResourceMetricsProps & {
    /** The host stands its own title around it. */
    isUntitled?: boolean;
  },
) {
  const { scope, isUntitled } = props;
  const [selection, select] = useTimeSelection();
  const range = useChartRange(selection);
  const answer = useResourceMetrics(scope, selection);
  const { marks } = useMarks(scope);
  const content = (
    <SharedCursor>
      <TimeControl selection={selection} onChange={select} />
      <Loaded
        answer={answer}
        what={`the resources of ${scopeName(scope)}`}
        skeleton={
          <Skeleton
            label="CPU, memory, network and storage"
            rows={1}
            rowHeight={180}
            columns={[0.22, 0.22, 0.22, 0.22]}
          />
        }
      >
        {metrics => (
          <ResourceCharts
            scope={scope}
            metrics={metrics}
            range={range}
            marks={marks}
            isCompact
          />
        )}
      </Loaded>
    </SharedCursor>
  );
  return isUntitled ? (
    content
  ) : (
    <Section title="CPU, memory, network and storage">{content}</Section>
  );
}
