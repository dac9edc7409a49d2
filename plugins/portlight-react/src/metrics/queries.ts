import type {
  GoldenSignalName,
  MetricFamilyDetail,
  MetricHistory,
  Metrics,
  MetricsTarget,
  ResourceMetrics,
  ResourceScope,
  Timeline,
  TimelineScope,
} from '@portlight/plugin-portlight-common';
import { useApiQuery, type ApiAnswer } from '../host/useApiQuery';
import {
  boundsOf,
  COMPARISONS,
  stepOf,
  type ComparisonId,
  type TimeSelection,
} from './timeSelection';
import { withoutUnfinished } from './unfinished';

/** Milliseconds: a time that is over is read again only for what arrived late. */
const PAST_INTERVAL = 5 * 60_000;

/** What push calls the targets of an answer. */
const topicsOf = (data: Pick<Metrics, 'targets'>) =>
  data.targets.map(({ topic }) => topic);

/** What the peers say now. */
export function useMetrics(target: MetricsTarget): ApiAnswer<Metrics> {
  return useApiQuery({
    key: ['metrics', target],
    topics: topicsOf,
    ask: (api, signal) => api.getMetrics(target, { signal }),
  });
}

/** One family with its series, now. */
export function useMetricFamily(
  target: MetricsTarget,
  family: string,
  topics: readonly string[],
): ApiAnswer<MetricFamilyDetail> {
  return useApiQuery({
    key: ['metricFamily', target, family],
    topics,
    ask: (api, signal) => api.getMetricFamily(target, family, { signal }),
  });
}

/** What is asked for over time. */
export type HistorySubject =
  | { signal: GoldenSignalName }
  | { family: string; label?: string[] };

/** A signal or family over the range selected, or as long before as the comparison says. */
export function useMetricHistory(question: {
  target: MetricsTarget;
  subject: HistorySubject;
  selection: TimeSelection;
  topics: readonly string[];
  compare?: ComparisonId;
  enabled?: boolean;
}): ApiAnswer<MetricHistory> {
  const { target, subject, selection, topics, compare } = question;
  const { range, until } = selection;
  const shift = compare ? COMPARISONS[compare].shift : 0;
  const isOver = until !== undefined || shift > 0;
  const key = ['metricHistory', target, subject, { range, until, shift }];
  return useApiQuery({
    key,
    topics,
    ignoresPush: isOver,
    // A little less than a step, so that the scrape after it is not missed.
    pace: 0.7 * stepOf(range),
    interval: isOver ? PAST_INTERVAL : undefined,
    enabled: question.enabled,
    keepsPrevious: previous =>
      JSON.stringify(previous.slice(0, 3)) ===
        JSON.stringify(key.slice(0, 3)) &&
      (previous[3] as { shift?: number }).shift === shift,
    ask: async (api, signal) => {
      const { start, end } = boundsOf(selection, Date.now());
      const history = await api.getMetricHistory(
        target,
        {
          ...subject,
          since: new Date(start - shift).toISOString(),
          // A live range ends where the backend's clock is.
          ...(isOver && { until: new Date(end - shift).toISOString() }),
        },
        { signal },
      );
      return isOver ? history : withoutUnfinished(history);
    },
  });
}

/** Rollouts, restarts and scalings in the range selected. */
export function useTimeline(
  scope: TimelineScope,
  selection: TimeSelection,
  options: { clusters?: string[]; enabled?: boolean } = {},
): ApiAnswer<Timeline> {
  const { range, until } = selection;
  return useApiQuery({
    key: ['timeline', scope, { range, until }],
    clusters: options.clusters,
    enabled: options.enabled,
    ignoresPush: until !== undefined,
    ask: (api, signal) => {
      const { start, end } = boundsOf(selection, Date.now());
      return api.getTimeline(
        scope,
        {
          since: new Date(start).toISOString(),
          ...(until !== undefined && { until: new Date(end).toISOString() }),
        },
        { signal },
      );
    },
  });
}

/** CPU, memory, network and storage over the range selected. */
export function useResourceMetrics(
  scope: ResourceScope,
  selection: TimeSelection,
): ApiAnswer<ResourceMetrics> {
  const { range, until } = selection;
  const key = ['resourceMetrics', scope, { range, until }];
  return useApiQuery({
    key,
    clusters: [scope.cluster],
    ignoresPush: until !== undefined,
    // Usage is read once a minute at best; what else happens in the cluster is no reason to read it again.
    interval: 30_000,
    keepsPrevious: previous =>
      JSON.stringify(previous[1]) === JSON.stringify(scope),
    ask: (api, signal) => {
      const { start, end } = boundsOf(selection, Date.now());
      return api.getResourceMetrics(
        scope,
        {
          since: new Date(start).toISOString(),
          ...(until !== undefined && { until: new Date(end).toISOString() }),
        },
        { signal },
      );
    },
  });
}
