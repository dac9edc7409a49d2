import type {
  HistorySeries,
  MetricFamily,
  MetricHistory,
} from '@portlight/plugin-portlight-common';
import {
  byLatest,
  finite,
  MAXIMUM_LINES,
  sumLines,
  type ChartLine,
  type ChartUnit,
  type LineValues,
  unitOfFamily,
  unitOfKind,
} from '../charts';
import {
  distinguishingLabels,
  formatLabels,
  labelsKey,
  shortLabels,
} from './labels';
import { gaugeStatistic, type GaugeStatistic } from './sampleValues';
import { quantileLines } from './signals';

/** How a family is drawn: over all peers, per set of labels, or per peer. */
export type FamilyView = 'total' | 'labels' | 'peers';

/** The backend gives at most so many peers per series. */
const MAXIMUM_PEERS = 50;

/** A series as the statistic that it is drawn by. */
export type ShownSeries = Omit<HistorySeries, 'statistic'> & {
  statistic: HistorySeries['statistic'] | GaugeStatistic;
};

/** The sum over the peers, time by time. */
const sumOfPeers = (series: HistorySeries) =>
  sumLines((series.peers ?? []).map(({ values }) => values));

/**
 * A series of a gauge as the statistic that its name asks for: history has its average with the spread over the peers.
 * A sum needs all peers; where they are not there it stays the average, and is called so.
 */
export function asShown(
  family: Pick<MetricFamily, 'name' | 'type' | 'unit'>,
  series: HistorySeries,
): ShownSeries {
  if (family.type !== 'gauge' || series.statistic !== 'average') return series;
  const wanted = gaugeStatistic(family);
  const { peers = [], minimum, maximum } = series;
  if (wanted === 'sum' && peers.length > 0 && peers.length < MAXIMUM_PEERS) {
    return { ...series, statistic: 'sum', values: sumOfPeers(series) };
  }
  if (wanted === 'maximum' && maximum) {
    return { ...series, statistic: 'maximum', values: maximum };
  }
  if (wanted === 'minimum' && minimum) {
    return { ...series, statistic: 'minimum', values: minimum };
  }
  return series;
}

const isTotal = ({ statistic }: Pick<ShownSeries, 'statistic'>) =>
  statistic === 'sum' || statistic === 'rate';

/** The spread of the peers around a line; around a sum of them it is none. */
const band = (series: ShownSeries) =>
  isTotal(series) ? {} : { minimum: series.minimum, maximum: series.maximum };

const STATISTIC_WORDS: Record<ShownSeries['statistic'], string> = {
  sum: 'sum of all peers',
  rate: 'all peers',
  average: 'average of the peers',
  maximum: 'highest peer',
  minimum: 'lowest peer',
  ratio: 'all peers',
  p50: 'p50',
  p95: 'p95',
  p99: 'p99',
  value: 'highest peer',
};

/**
 * The series of a family that belong into one chart: of a summary its quantiles where there are some, since the rate of
 * its observations has another unit.
 */
export function seriesOf(
  family: Pick<MetricFamily, 'name' | 'type' | 'unit'>,
  history: Pick<MetricHistory, 'series'>,
): ShownSeries[] {
  const quantiles = history.series.filter(
    ({ statistic }) => statistic === 'value',
  );
  return family.type === 'summary' && quantiles.length > 0
    ? quantiles
    : history.series.map(one => asShown(family, one));
}

/** The unit of a family's chart; of a summary without quantiles that of its observations. */
export function chartUnit(
  family: Pick<MetricFamily, 'name' | 'type' | 'unit'>,
  history: Pick<MetricHistory, 'series'>,
): ChartUnit {
  const isCount =
    family.type === 'summary' &&
    history.series.every(({ statistic }) => statistic === 'rate');
  return isCount ? unitOfKind('perSecond') : unitOfFamily(family);
}

/** The ways in which a family can be drawn; the first one is the usual. */
export function familyViews(
  family: Pick<MetricFamily, 'name' | 'type' | 'unit'>,
  history: Pick<MetricHistory, 'series'>,
): FamilyView[] {
  const series = seriesOf(family, history);
  const hasPeers = series.some(({ peers = [] }) => peers.length > 1);
  if (family.type === 'unknown' && hasPeers) return ['peers'];
  const isHistogram = series.some(({ statistic }) => statistic === 'p95');
  const sets = isHistogram ? 1 : series.length;
  const views: FamilyView[] = [];
  if (sets > 1) views.push('labels');
  if (sets <= 1 || series.every(isTotal)) views.push('total');
  return hasPeers ? [...views, 'peers'] : views;
}

/** Lines of which only some are drawn at once. */
export interface RankedLines {
  lines: ChartLine[];
  /** How many there are. */
  total: number;
}

/** One part of many lines in the order of their values, with the rest as "other" where a sum means something. */
function ranked(
  items: readonly {
    label: string;
    title?: string;
    id: string;
    series: LineValues;
  }[],
  page: number,
  isSum: boolean,
): RankedLines {
  const ordered = byLatest(items, ({ series }) => series);
  const first = page * MAXIMUM_LINES;
  const shown = ordered.slice(first, first + MAXIMUM_LINES);
  const lines = shown.map(
    ({ id, label, title, series }, index): ChartLine => ({
      id,
      label,
      title,
      values: series,
      look: 'series',
      color: index,
    }),
  );
  const others = ordered.filter(item => !shown.includes(item));
  if (isSum && others.length > 0) {
    lines.push({
      id: 'other',
      label: `other (${others.length})`,
      values: sumLines(others.map(({ series }) => series)),
      look: 'compare',
    });
  }
  return { lines, total: ordered.length };
}

/** One line over all sets of labels and peers; of a histogram its quantiles. */
export function totalLines(
  family: MetricFamily,
  history: MetricHistory,
): ChartLine[] {
  const quantiles = quantileLines(history.series);
  if (quantiles.length > 0) return quantiles;
  const series = seriesOf(family, history);
  const [first] = series;
  if (!first) return [];
  const line = {
    id: 'total',
    label: STATISTIC_WORDS[first.statistic],
    look: 'main' as const,
  };
  return series.length === 1
    ? [{ ...line, values: first.values, ...band(first) }]
    : [{ ...line, values: sumLines(series.map(({ values }) => values)) }];
}

/** More names of labels than these are no title. */
const MAXIMUM_NAMES = 3;

/** What the sets of labels differ in: `code, method`; nothing where that is too much to say. */
export function labelNames(
  family: MetricFamily,
  history: MetricHistory,
): string | undefined {
  const names = distinguishingLabels(
    seriesOf(family, history).map(({ labels }) => labels),
  );
  return names.length > 0 && names.length <= MAXIMUM_NAMES
    ? names.join(', ')
    : undefined;
}

/** One line per set of labels. */
export function labelLines(
  family: MetricFamily,
  history: MetricHistory,
  page: number,
): RankedLines {
  const series = seriesOf(family, history);
  const names = distinguishingLabels(series.map(({ labels }) => labels));
  return ranked(
    series.map((one, index) => ({
      id: `${labelsKey(one.labels)} ${one.statistic} ${index}`,
      label: shortLabels(one.labels, names),
      title: formatLabels(one.labels) || undefined,
      series: one.values,
    })),
    page,
    series.every(isTotal),
  );
}

/** What one peer says of a family over time. */
export interface PeerSeries {
  /** Of the peer. */
  id: string;
  label: string;
  series: LineValues;
}

/** What each peer says: of sums over its sets of labels, else of the first set; of a histogram its p95. */
export function peerSeries(
  family: MetricFamily,
  history: MetricHistory,
  names: ReadonlyMap<string, string>,
): PeerSeries[] {
  const all = seriesOf(family, history);
  const isSum = all.every(isTotal);
  const main = all.find(({ statistic }) => statistic === 'p95') ?? all[0];
  const series = isSum || !main ? all : [main];
  const values = new Map<string, { name: string; lists: LineValues[] }>();
  for (const peer of series.flatMap(one => one.peers ?? [])) {
    const entry = values.get(peer.peer) ?? {
      name: names.get(peer.peer) ?? peer.name ?? peer.peer,
      lists: [],
    };
    entry.lists.push(peer.values);
    values.set(peer.peer, entry);
  }
  return [...values].map(([id, { name, lists }]) => ({
    id,
    label: name,
    series: lists.length === 1 ? lists[0] : sumLines(lists),
  }));
}

/** One line per peer, beside the spread of all. */
export function peerLines(
  peers: readonly PeerSeries[],
  page: number,
): RankedLines {
  const { lines, total } = ranked(peers, page, false);
  return { lines: [...spreadLine(peers), ...lines], total };
}

/** The average of all peers in the band from the lowest to the highest, to see each of them beside the others. */
function spreadLine(peers: readonly { series: LineValues }[]): ChartLine[] {
  if (peers.length < 2) return [];
  const over = (combine: (values: number[]) => number): LineValues =>
    peers[0].series.map((_, index) => {
      const known = peers.flatMap(({ series }) => finite(series[index]) ?? []);
      return known.length === 0 ? null : combine(known);
    });
  const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
  return [
    {
      id: 'average',
      label: STATISTIC_WORDS.average,
      look: 'average',
      values: over(values => sum(values) / values.length),
      minimum: over(values => Math.min(...values)),
      maximum: over(values => Math.max(...values)),
    },
  ];
}
