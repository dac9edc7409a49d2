import type {
  GoldenSignalName,
  Metrics,
  MetricsTarget,
} from '@portlight/plugin-portlight-common';
import { styled } from '@mui/material/styles';
import { useMemo } from 'react';
import {
  formatExact,
  Loaded,
  MutedText,
  Sentence,
  Skeleton,
  Sparkline,
  Stale,
  useNow,
  withCode,
} from '../components';
import { isOld, whyNothing } from './MetricsStates';
import { targetName } from './MetricsView';
import { useMetrics } from './queries';
import { describeMetrics, SIGNALS } from './signals';
import { RANGES, type TimeSelection } from './timeSelection';
import { useSignalChart } from './useSignalChart';

/** Props of {@link EntityMetricsCard}. @public */
export interface EntityMetricsCardProps {
  /** Such as `component:default/cart`. */
  entityRef: string;
}

/** The card has no control of time: what happened lately. */
const SELECTION: TimeSelection = { range: '1h' };

const Figures = styled('dl')({
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fit, minmax(110px, 1fr))',
  gap: '8px 20px',
  margin: 0,
  '& > div': { minWidth: 0 },
  '& dt': { color: 'var(--portlight-muted)', fontSize: 12 },
  '& dd': { margin: 0 },
  '& .value': { fontSize: 18, fontWeight: 600, lineHeight: 1.4 },
});

/**
 * The sentence about what the instances of an entity say, and rate, errors and latency of the last hours.
 *
 * @public
 */
export function EntityMetricsCard(props: EntityMetricsCardProps) {
  const { entityRef } = props;
  const target = useMemo<MetricsTarget>(() => ({ entityRef }), [entityRef]);
  return <MetricsSummary target={target} />;
}

/** The sentence about what the instances of a target say, and its rate, errors and latency. */
export function MetricsSummary({ target }: { target: MetricsTarget }) {
  const answer = useMetrics(target);
  return (
    <Loaded
      answer={answer}
      what={`the metrics of ${targetName(target)}`}
      skeleton={<Skeleton label="the metrics" rows={4} rowHeight={34} />}
    >
      {metrics =>
        whyNothing(target, metrics) ?? (
          <CardContent target={target} metrics={metrics} />
        )
      }
    </Loaded>
  );
}

function CardContent(props: { target: MetricsTarget; metrics: Metrics }) {
  const { target, metrics } = props;
  const now = useNow();
  return (
    <>
      <Sentence
        small
        side={
          isOld(metrics, now) ? <Stale since={metrics.scrapedAt} /> : undefined
        }
      >
        {metrics.scrapedAt === undefined
          ? 'The first scrape is under way.'
          : describeMetrics(metrics)}
      </Sentence>
      <Figures>
        {(['requestRate', 'errorRate', 'latency'] as const).map(signal => (
          <Figure
            key={signal}
            target={target}
            metrics={metrics}
            signal={signal}
            now={now}
          />
        ))}
      </Figures>
    </>
  );
}

function Figure(props: {
  target: MetricsTarget;
  metrics: Metrics;
  signal: GoldenSignalName;
  now: number;
}) {
  const { target, metrics, signal: name, now } = props;
  const chart = useSignalChart({ target, metrics, selection: SELECTION }, name);
  const title = SIGNALS.find(({ signal }) => signal === name)!.title;
  const points = useMemo(() => {
    const main = chart?.data.lines.find(({ look }) => look === 'main');
    return (chart?.data.times ?? []).flatMap((at, index) => {
      const value = main?.values[index];
      return value === null || value === undefined ? [] : { at, value };
    });
  }, [chart?.data]);
  if (!chart) return null;
  const { signal, unit } = chart;
  return (
    <div>
      <dt>
        {title}
        {name === 'latency' && ' p95'}
      </dt>
      <dd className="value" title={formatExact(signal.value)}>
        {unit.format(signal.value)}
      </dd>
      <dd>
        {signal.value === undefined ? (
          <MutedText>{withCode(signal.message ?? '')}</MutedText>
        ) : (
          <Sparkline
            label={title}
            points={points}
            now={now}
            atLeast={0}
            span={{ milliseconds: RANGES[SELECTION.range], words: '1 h' }}
            format={unit.format}
          />
        )}
      </dd>
    </div>
  );
}
