import type {
  Metrics,
  MetricsTarget,
} from '@portlight/plugin-portlight-common';
import { styled } from '@mui/material/styles';
import { useMemo } from 'react';
import {
  ChartReadout,
  ChartTable,
  TimeChart,
  type ChartMark,
  type ChartRange,
} from '../charts';
import {
  explainError,
  formatExact,
  Note,
  Section,
  Status,
  withCode,
} from '../components';
import { shortPeerNames } from './peerNames';
import { SIGNALS } from './signals';
import { SourceNote } from './SourceNote';
import type { TimeSelection } from './timeSelection';
import { useSignalChart, type SignalChart } from './useSignalChart';

/** Pixels. */
export const SIGNAL_HEIGHT = 116;

const Row = styled('div')({
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fit, minmax(min(224px, 100%), 1fr))',
  borderTop: '1px solid var(--portlight-divider)',
  borderBottom: '1px solid var(--portlight-divider)',
  overflow: 'hidden',
  '& > section': {
    minWidth: 0,
    padding: '12px 14px 8px',
    // Lines between columns only: each cell draws its left one, the first of a row lies outside.
    marginLeft: -1,
    borderLeft: '1px solid var(--portlight-divider)',
  },
  '& h4': {
    margin: 0,
    color: 'var(--portlight-muted)',
    fontSize: 12,
    fontWeight: 400,
  },
  '& .value': {
    fontSize: 24,
    fontWeight: 600,
    lineHeight: 1.3,
    letterSpacing: '-0.02em',
  },
  '& .beside': { marginLeft: 8, color: 'var(--portlight-muted)' },
  '& .absent': {
    minHeight: SIGNAL_HEIGHT,
    margin: '6px 0 0',
    color: 'var(--portlight-muted)',
    overflowWrap: 'anywhere',
  },
  '@media (max-width: 520px)': {
    '& > section': { padding: '12px 1px 8px' },
    '& .absent': { minHeight: 0 },
  },
});

/** The golden signals in a row of small charts over one time axis. */
export function GoldenSignals(props: {
  target: MetricsTarget;
  metrics: Metrics;
  selection: TimeSelection;
  range: ChartRange;
  marks: readonly ChartMark[];
}) {
  const { metrics, range, marks } = props;
  const names = useMemo(() => shortPeerNames(metrics.peers), [metrics.peers]);
  const charts: Record<
    (typeof SIGNALS)[number]['signal'],
    SignalChart | undefined
  > = {
    requestRate: useSignalChart(props, 'requestRate'),
    errorRate: useSignalChart(props, 'errorRate'),
    latency: useSignalChart(props, 'latency'),
    saturation: useSignalChart(props, 'saturation'),
    activeConnections: useSignalChart(props, 'activeConnections'),
  };
  const shown = SIGNALS.flatMap(({ signal, title }) => {
    const chart = charts[signal];
    return chart ? { title, ...chart } : [];
  });
  const warnings = new Set(
    shown.flatMap(({ history }) => history?.warnings ?? []),
  );
  return (
    <Section title="Golden signals">
      {[...warnings].map(warning => (
        <Note key={warning} kind="warning">
          {warning}
        </Note>
      ))}
      <Row>
        {shown.map(chart => (
          <Signal
            key={chart.signal.signal}
            {...chart}
            names={names}
            range={range}
            marks={marks}
          />
        ))}
      </Row>
      <ChartTable label="Golden signals" charts={shown}>
        <SourceNote sources={shown.map(({ history }) => history?.source)} />
      </ChartTable>
    </Section>
  );
}

function Signal(
  props: SignalChart & {
    title: string;
    /** Short names of the peers, by their id. */
    names: ReadonlyMap<string, string>;
    range: ChartRange;
    marks: readonly ChartMark[];
  },
) {
  const { title, signal, unit, data, history, error, range, marks } = props;
  const isKnown = signal.value !== undefined;
  const hasLines = data.lines.some(({ values }) =>
    values.some(value => value !== null),
  );
  const why = signal.message ?? history?.message;
  return (
    <section aria-label={title}>
      <h4>{title}</h4>
      <div>
        <span className="value" title={formatExact(signal.value)}>
          {unit.format(signal.value)}
        </span>
        {signal.quantiles && isKnown && <span className="beside">p95</span>}
      </div>
      {!hasLines && !isKnown ? (
        <p className="absent">{withCode(why ?? 'No peer says it.')}</p>
      ) : (
        <TimeChart
          label={title}
          range={range}
          data={data}
          unit={unit}
          marks={marks}
          height={SIGNAL_HEIGHT}
        />
      )}
      <ChartReadout range={range} data={data} unit={unit} marks={marks}>
        <BelowSignal
          {...props}
          why={hasLines && !isKnown ? why : undefined}
          error={error}
        />
      </ChartReadout>
    </section>
  );
}

/** What there is to say of a signal while nothing is pointed at: the outlier first. */
function BelowSignal(props: {
  signal: SignalChart['signal'];
  history?: SignalChart['history'];
  names: ReadonlyMap<string, string>;
  error?: unknown;
  why?: string;
}) {
  const { signal, history, names, error, why } = props;
  if (signal.outlier) {
    const { peer, message } = signal.outlier;
    const [, rest = message] = message.split(/: (.*)/s);
    const name = names.get(peer);
    return (
      <span title={message}>
        <Status
          status="warning"
          word={name ? `${name}: ${rest}` : message}
          size={13}
        />
      </span>
    );
  }
  if (why) return <span title={why}>{withCode(why)}</span>;
  if (error !== undefined) {
    return <span>{explainError(error, 'its history').title}</span>;
  }
  if (signal.value !== undefined && history?.series.length === 0) {
    return <span>{history.message ?? 'History begins now'}</span>;
  }
  return null;
}
