import {
  fromSampleValue,
  type AggregatedSeries,
  type MetricFamily,
  type SampleValue,
} from '@portlight/plugin-portlight-common';
import { UNKNOWN } from '../components/formats';

/** A value as text, with what JSON cannot say as it is. */
export function formatSample(
  value: SampleValue | null | undefined,
  format: (value: number) => string,
): string {
  if (value === null || value === undefined) return UNKNOWN;
  return typeof value === 'number' ? format(value) : value;
}

/** The one number of a gauge over all peers. */
export type GaugeStatistic = 'sum' | 'average' | 'maximum' | 'minimum';

/** By its name; the first that matches. See docs/concepts/aggregation.md. */
const STATISTICS: readonly (readonly [RegExp, GaugeStatistic])[] = [
  // A state that is 0 or 1: one that is not well is the news.
  [/^up$|_(up|ready|healthy)$/, 'minimum'],
  // What is late or old: the worst one is the news.
  [/timestamp|start_time|(^|_)(age|lag|delay|uptime)(_|$)/, 'maximum'],
  // A level or a limit: a sum of them says nothing.
  [
    /ratio|percent|_celsius$|temperature|_info$|(^|_)(max|limit|load)/,
    'average',
  ],
  // What is counted adds up.
  [
    /_bytes$|connections|goroutines|threads|_fds$|sessions|in_?flight|active|queue|pending|workers|clients|items|replicas/,
    'sum',
  ],
];

/** Which number of a gauge is drawn when one has to be; never a sum by guess: what a name does not tell is averaged. */
export function gaugeStatistic(
  family: Pick<MetricFamily, 'name' | 'unit'>,
): GaugeStatistic {
  const known = STATISTICS.find(([name]) => name.test(family.name))?.[1];
  return known ?? (family.unit === 'bytes' ? 'sum' : 'average');
}

/** The one number of a set of labels now, as its type has it; undefined before the second scrape of a counter. */
export function headline(
  family: Pick<MetricFamily, 'name' | 'type' | 'unit'>,
  series: AggregatedSeries,
): SampleValue | undefined {
  switch (family.type) {
    case 'counter':
      return series.rate;
    case 'gauge':
      return series[gaugeStatistic(family)];
    case 'histogram':
    case 'gaugehistogram':
      return series.histogram?.quantiles.find(
        ({ quantile }) => quantile === 0.95,
      )?.value;
    case 'summary':
      return series.summary?.count;
    case 'info':
    case 'stateset':
      return series.count;
    default:
      return undefined;
  }
}

/** For sorting. */
export const headlineNumber = (
  family: Pick<MetricFamily, 'name' | 'type' | 'unit'>,
  series: AggregatedSeries,
): number | undefined => {
  const value = headline(family, series);
  return value === undefined ? undefined : fromSampleValue(value);
};
