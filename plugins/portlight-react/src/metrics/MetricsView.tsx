import type {
  Metrics,
  MetricsTarget,
} from '@portlight/plugin-portlight-common';
import { useMemo } from 'react';
import { SharedCursor, type ChartMark } from '../charts';
import { DirectModeNote, Loaded, Muted, Sentence, useNow } from '../components';
import type { FamilyContext } from './FamilyDetail';
import { FamilyList } from './FamilyList';
import { GoldenSignals } from './GoldenSignals';
import { HappenedList } from './HappenedList';
import {
  FirstScrape,
  isOld,
  MetricsNotices,
  MetricsSkeleton,
  ScrapeAge,
  SilentPeers,
  whyNothing,
} from './MetricsStates';
import { useMetrics, useTimeline } from './queries';
import { describeMetrics } from './signals';
import { TimeControl } from './TimeControl';
import { entriesOf, timelineScope } from './timelineOf';
import { useChartRange, useTimeSelection } from './useTimeSelection';

/** Props of {@link MetricsView}. @public */
export interface MetricsViewProps {
  /** Whose instances are asked. */
  target: MetricsTarget;
}

/** What is asked about, for errors. */
export const targetName = (target: MetricsTarget) =>
  'entityRef' in target
    ? target.entityRef.slice(target.entityRef.lastIndexOf('/') + 1)
    : target.service;

/**
 * What the instances of a service or entity say about themselves: the golden signals, then every family of metrics,
 * over all peers and per peer, on one time axis with what happened to its workloads.
 *
 * @public
 */
export function MetricsView(props: MetricsViewProps) {
  const { target } = props;
  const answer = useMetrics(target);
  return (
    <Loaded
      answer={answer}
      what={`the metrics of ${targetName(target)}`}
      skeleton={<MetricsSkeleton />}
    >
      {metrics => <MetricsContent target={target} metrics={metrics} />}
    </Loaded>
  );
}

const NO_MARKS: readonly ChartMark[] = [];

function MetricsContent(props: { target: MetricsTarget; metrics: Metrics }) {
  const { target, metrics } = props;
  const now = useNow();
  const nothing = whyNothing(target, metrics);
  if (nothing) {
    return (
      <>
        {nothing}
        <MetricsNotices metrics={{ ...metrics, targets: [] }} />
      </>
    );
  }
  return (
    <>
      <Sentence side={<ScrapeAge metrics={metrics} now={now} />}>
        {metrics.scrapedAt === undefined
          ? 'The first scrape is under way.'
          : describeMetrics(metrics)}
      </Sentence>
      <FirstScrape metrics={metrics} />
      <SilentPeers metrics={metrics} />
      <MetricsNotices metrics={metrics} />
      <DirectModeNote missing="what is older than this page is not known." />
      {isOld(metrics, now) ? (
        <Muted>
          <MetricsCharts target={target} metrics={metrics} />
        </Muted>
      ) : (
        <MetricsCharts target={target} metrics={metrics} />
      )}
    </>
  );
}

function MetricsCharts(props: { target: MetricsTarget; metrics: Metrics }) {
  const { target, metrics } = props;
  const [selection, select] = useTimeSelection();
  const range = useChartRange(selection);
  const scope = useMemo(() => timelineScope(target), [target]);
  const { data: timeline } = useTimeline(scope, selection, {
    clusters: scope.cluster,
  });
  const entries = useMemo(
    () => entriesOf(target, timeline?.items ?? [], metrics.peers),
    [target, timeline, metrics.peers],
  );
  const marks = useMemo<readonly ChartMark[]>(
    () =>
      entries.length === 0
        ? NO_MARKS
        : entries.map(({ at, kind, title }) => ({
            at: Date.parse(at),
            kind,
            title,
          })),
    [entries],
  );
  const topics = useMemo(
    () => metrics.targets.map(({ topic }) => topic),
    [metrics.targets],
  );
  const context: FamilyContext = { target, topics, selection, range, marks };
  return (
    <SharedCursor>
      <TimeControl selection={selection} onChange={select} hasComparison />
      {timeline && <HappenedList entries={entries} />}
      <GoldenSignals
        target={target}
        metrics={metrics}
        selection={selection}
        range={range}
        marks={marks}
      />
      <FamilyList
        families={metrics.families}
        answered={metrics.answered}
        context={context}
      />
    </SharedCursor>
  );
}
