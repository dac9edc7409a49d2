import type {
  GoldenSignal,
  GoldenSignalName,
  HistorySeries,
  MetricHistory,
  Metrics,
} from '@portlight/plugin-portlight-common';
import {
  alignEarlier,
  unitOfKind,
  type ChartData,
  type ChartLine,
  type ChartUnit,
} from '../charts';
import { formatPercent, formatQuantity } from '../components/formats';
import { COMPARISONS, type ComparisonId } from './timeSelection';

/** The order of the row, and its titles. */
export const SIGNALS: readonly { signal: GoldenSignalName; title: string }[] = [
  { signal: 'requestRate', title: 'Requests' },
  { signal: 'errorRate', title: 'Errors' },
  { signal: 'latency', title: 'Latency' },
  { signal: 'saturation', title: 'Saturation' },
  { signal: 'activeConnections', title: 'Active connections' },
];

/** The unit of a signal. */
export const signalUnit = (signal: Pick<GoldenSignal, 'unit'>): ChartUnit =>
  unitOfKind(signal.unit);

/** Statistics that are one number over all peers: the spread of the peers is no band around them. */
const isTotal = (statistic: HistorySeries['statistic']) =>
  statistic === 'sum' || statistic === 'rate';

const QUANTILE_LOOKS = { p50: 'side', p95: 'main', p99: 'dashed' } as const;

const isQuantile = (
  statistic: HistorySeries['statistic'],
): statistic is keyof typeof QUANTILE_LOOKS =>
  Object.hasOwn(QUANTILE_LOOKS, statistic);

/** Seconds to milliseconds. */
export const chartTimes = (history: Pick<MetricHistory, 'times'>) =>
  history.times.map(at => at * 1000);

/** The series that a signal is about: of latency the p95. */
const mainSeries = (history: MetricHistory) =>
  history.series.find(({ statistic }) => statistic === 'p95') ??
  history.series[0];

/** The lines of p50, p95 and p99 of a histogram; where sets of labels are apart, of the first one. */
export function quantileLines(series: readonly HistorySeries[]): ChartLine[] {
  const all = series.filter(({ statistic }) => isQuantile(statistic));
  return all.flatMap((one, index) => {
    const { statistic, values } = one;
    const isFirst =
      all.findIndex(other => other.statistic === statistic) === index;
    return isFirst && isQuantile(statistic)
      ? {
          id: statistic,
          label: statistic,
          endLabel: statistic,
          look: QUANTILE_LOOKS[statistic],
          values,
        }
      : [];
  });
}

/** The same line as it was before, in muted dots. */
export function comparisonLine(
  times: readonly number[],
  earlier: MetricHistory | undefined,
  compare: ComparisonId | undefined,
  choose: (history: MetricHistory) => Pick<ChartLine, 'values'> | undefined,
): ChartLine[] {
  const line = earlier && choose(earlier);
  if (!earlier || !compare || !line) return [];
  const { shift, label } = COMPARISONS[compare];
  return [
    {
      id: 'compare',
      label,
      look: 'compare',
      values: alignEarlier(
        times,
        { times: chartTimes(earlier), values: line.values },
        shift,
      ),
    },
  ];
}

/** The chart of a golden signal; an outlier gets a line of its own where it can be compared with the main one. */
export function signalChart(options: {
  signal: GoldenSignal;
  history: MetricHistory;
  names: ReadonlyMap<string, string>;
  earlier?: MetricHistory;
  compare?: ComparisonId;
}): ChartData {
  const { signal, history, names, earlier, compare } = options;
  const times = chartTimes(history);
  const main = mainSeries(history);
  if (!main) return { times, lines: [] };
  const lines = quantileLines(history.series);
  if (lines.length === 0) {
    lines.push({
      id: 'main',
      label: 'all peers',
      look: 'main',
      values: main.values,
      ...(!isTotal(main.statistic) && {
        minimum: main.minimum,
        maximum: main.maximum,
      }),
    });
  }
  const outlier = signal.outlier?.peer;
  const peer = main.peers?.find(candidate => candidate.peer === outlier);
  if (peer && !isTotal(main.statistic)) {
    const name = names.get(peer.peer) ?? peer.name ?? peer.peer;
    lines.push({
      id: 'outlier',
      label: name,
      endLabel: name.length <= 8 ? name : undefined,
      look: 'outlier',
      values: peer.values,
    });
  }
  return {
    times,
    // The earlier line lies behind the others.
    lines: [...comparisonLine(times, earlier, compare, mainSeries), ...lines],
  };
}

/** What of a peer stands out, as the subject of a sentence. */
const OUTLIER_SUBJECTS: Record<GoldenSignalName, string> = {
  requestRate: 'the request rate',
  errorRate: 'the error rate',
  latency: 'latency',
  saturation: 'saturation',
  activeConnections: 'the number of connections',
};

/** `cart-7f: 4.1 times the median` as a clause: `latency of cart-7f is 4.1 times the median`. */
export function describeOutlier(
  signal: GoldenSignalName,
  message: string,
): string {
  const subject = OUTLIER_SUBJECTS[signal];
  const split = message.indexOf(': ');
  return split < 0
    ? `${subject}: ${message}`
    : `${subject} of ${message.slice(0, split)} is ${message.slice(split + 2)}`;
}

const valueOf = (metrics: Metrics, name: GoldenSignalName) =>
  metrics.goldenSignals.find(({ signal }) => signal === name);

/** The answer that the Metrics tab begins with. */
export function describeMetrics(metrics: Metrics): string {
  const { answered, total } = metrics;
  const peers =
    answered === total && total > 0
      ? `${
          total === 1
            ? 'The only peer answers'
            : `All ${formatQuantity(total, 'peer')} answer`
        }`
      : `${answered} of ${formatQuantity(total, 'peer')} ${
          total === 1 || answered === 1 ? 'answers' : 'answer'
        }`;
  const facts: string[] = [];
  const rate = valueOf(metrics, 'requestRate');
  if (rate?.value !== undefined) {
    facts.push(
      signalUnit(rate).format(rate.value).replace('req/s', 'requests/s'),
    );
  }
  const errors = valueOf(metrics, 'errorRate');
  if (errors?.value !== undefined) {
    facts.push(
      errors.value === 0
        ? 'no errors'
        : `${formatPercent(errors.value)} errors`,
    );
  }
  const latency = valueOf(metrics, 'latency');
  if (latency?.value !== undefined) {
    facts.push(`p95 ${signalUnit(latency).format(latency.value)}`);
  }
  const clauses = [peers];
  if (facts.length > 0) clauses.push(facts.join(', '));
  // One is the answer; the others stand at their charts. Latency is what users feel.
  const order: GoldenSignalName[] = [
    'latency',
    ...SIGNALS.map(({ signal }) => signal),
  ];
  const signal = order.find(name => valueOf(metrics, name)?.outlier);
  const message = signal && valueOf(metrics, signal)?.outlier?.message;
  if (message) clauses.push(describeOutlier(signal, message));
  return `${clauses.join('; ')}.`;
}
