import type {
  GoldenSignal,
  GoldenSignalName,
  MetricHistory,
  Metrics,
  MetricsTarget,
} from '@portlight/plugin-portlight-common';
import { useMemo } from 'react';
import { unitOfKind, type ChartData, type ChartUnit } from '../charts';
import { shortPeerNames } from './peerNames';
import { useMetricHistory } from './queries';
import { signalChart } from './signals';
import type { TimeSelection } from './timeSelection';

/** A golden signal now and over time, as it is drawn. */
export interface SignalChart {
  signal: GoldenSignal;
  unit: ChartUnit;
  data: ChartData;
  history?: MetricHistory;
  error?: unknown;
}

const NO_LINES: ChartData = { times: [], lines: [] };

/** Reads one golden signal over time; undefined where the backend knows no such signal. */
export function useSignalChart(
  question: {
    target: MetricsTarget;
    metrics: Metrics;
    selection: TimeSelection;
  },
  name: GoldenSignalName,
): SignalChart | undefined {
  const { target, metrics, selection } = question;
  const { compare } = selection;
  const signal = metrics.goldenSignals.find(item => item.signal === name);
  const topics = useMemo(
    () => metrics.targets.map(({ topic }) => topic),
    [metrics.targets],
  );
  // Without a value now there may be one from before: peers that just stopped answering.
  const enabled =
    signal !== undefined &&
    (signal.value !== undefined || metrics.answered < metrics.total);
  const subject = { signal: name };
  const { data: history, error } = useMetricHistory({
    target,
    subject,
    selection,
    topics,
    enabled,
  });
  const { data: earlier } = useMetricHistory({
    target,
    subject,
    selection,
    topics,
    compare,
    enabled: enabled && compare !== undefined,
  });
  const names = useMemo(() => shortPeerNames(metrics.peers), [metrics.peers]);
  const data = useMemo(
    () =>
      signal && history
        ? signalChart({ signal, history, names, earlier, compare })
        : NO_LINES,
    [signal, history, names, earlier, compare],
  );
  return (
    signal && { signal, unit: unitOfKind(signal.unit), data, history, error }
  );
}
