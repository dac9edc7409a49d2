import type { MetricType, SampleValue } from '../../api/types';
import type { Labels, Series } from '../exposition/types';
import { parseBound, toSampleValue } from './sampleValue';
import type { SnapshotSample } from './types';

/** Where a series of a peer belongs in a snapshot. */
export interface SeriesPlace {
  readonly family: string;
  readonly type: MetricType;
  /** The same for all peers and for all samples of a histogram or summary. */
  readonly seriesKey: string;
  /** The same for all peers, of this sample alone. */
  readonly sampleKey: string;
  readonly labels: Labels;
  readonly part: SnapshotSample['part'];
  /** Of a bucket or quantile. */
  readonly bound?: SampleValue;
  readonly state?: string;
  /** Whether it only grows, except for resets. */
  readonly cumulative: boolean;
}

const HISTOGRAM_PARTS: Record<string, SnapshotSample['part']> = {
  _bucket: 'bucket',
  _count: 'count',
  _gcount: 'count',
  _sum: 'sum',
  _gsum: 'sum',
};

/** One text per set of labels: they are sorted, and JSON leaves no room for tricks with separators. */
export function labelsKey(labels: Labels): string {
  return labels.length === 0 ? '' : JSON.stringify(labels);
}

function without(labels: Labels, name: string): Labels {
  return labels.filter(label => label[0] !== name);
}

function valueOf(labels: Labels, name: string): string | undefined {
  return labels.find(label => label[0] === name)?.[1];
}

type Parts = Pick<SeriesPlace, 'family' | 'type' | 'labels' | 'part'> &
  Pick<SeriesPlace, 'bound' | 'state'>;

function bounded(
  series: Series,
  part: 'bucket' | 'quantile',
  label: string,
): Parts | undefined {
  const bound = parseBound(valueOf(series.labels, label) ?? '');
  return bound === undefined
    ? undefined
    : {
        family: series.family.name,
        type: series.family.type,
        labels: without(series.labels, label),
        part,
        bound: toSampleValue(bound),
      };
}

function partsOf(series: Series): Parts | undefined {
  const { name, labels, family } = series;
  const { type } = family;
  const suffix = name.startsWith(family.name)
    ? name.slice(family.name.length)
    : undefined;
  switch (type) {
    case 'histogram':
    case 'gaugehistogram':
    case 'summary': {
      if (type === 'summary' && suffix === '') {
        return bounded(series, 'quantile', 'quantile');
      }
      const part = HISTOGRAM_PARTS[suffix ?? ''];
      if (part === 'bucket') {
        return type === 'summary' ? undefined : bounded(series, 'bucket', 'le');
      }
      return part && { family: family.name, type, labels, part };
    }
    case 'stateset': {
      const state = valueOf(labels, family.name);
      return state === undefined
        ? undefined
        : {
            family: name,
            type,
            labels: without(labels, family.name),
            part: 'state',
            state,
          };
    }
    default:
      return { family: name, type, labels, part: 'value' };
  }
}

const CUMULATIVE: ReadonlySet<MetricType> = new Set([
  'counter',
  'histogram',
  'summary',
]);

function place(series: Series): SeriesPlace {
  // What its type does not allow is shown as it is.
  const parts = partsOf(series) ?? {
    family: series.name,
    type: 'unknown' as const,
    labels: series.labels,
    part: 'value' as const,
  };
  const { family, type, labels, part, bound, state } = parts;
  const seriesKey = `${type} ${family} ${labelsKey(labels)}`;
  return {
    ...parts,
    seriesKey,
    sampleKey: `${part} ${bound ?? JSON.stringify(state) ?? ''} ${seriesKey}`,
    cumulative: CUMULATIVE.has(type) && part !== 'quantile',
  };
}

/** Series are shared between scrapes, and so is what was found out about them. */
const places = new WeakMap<Series, SeriesPlace>();

/** Where a series belongs in a snapshot. */
export function describeSeries(series: Series): SeriesPlace {
  let found = places.get(series);
  if (!found) {
    found = place(series);
    places.set(series, found);
  }
  return found;
}
