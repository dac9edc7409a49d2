import type { MetricType } from '../../api/types';
import type { Family, Labels, Scrape, Series } from '../exposition/types';

/** A sample of a family: its labels, its value, and what its type adds to the name. */
export interface TestSample {
  labels?: Record<string, string>;
  value: number;
  suffix?: string;
  /** Seconds since the epoch. */
  timestamp?: number;
  created?: number;
}

export interface TestFamily {
  name: string;
  type: MetricType;
  help?: string;
  unit?: string;
  samples: TestSample[];
}

export function labelsOf(labels: Record<string, string> = {}): Labels {
  return Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The scrape that a parser would make of these families. */
export function scrapeOf(families: readonly TestFamily[]): Scrape {
  const series: Series[] = [];
  const values: number[] = [];
  const timestamps: number[] = [];
  const created = new Map<number, number>();
  const described = families.map(
    ({ name, type, help, unit }): Family => ({
      name,
      type,
      ...(help === undefined ? {} : { help }),
      ...(unit === undefined ? {} : { unit }),
    }),
  );
  families.forEach(({ name, samples }, index) => {
    for (const sample of samples) {
      const labels = labelsOf(sample.labels);
      if (sample.created !== undefined) {
        created.set(series.length, sample.created);
      }
      const full = `${name}${sample.suffix ?? ''}`;
      series.push({
        name: full,
        labels,
        key: `${full}${JSON.stringify(labels)}`,
        family: described[index],
      });
      values.push(sample.value);
      timestamps.push(sample.timestamp ?? NaN);
    }
  });
  return {
    families: described,
    series,
    values: Float64Array.from(values),
    ...(timestamps.every(Number.isNaN)
      ? {}
      : { timestamps: Float64Array.from(timestamps) }),
    ...(created.size > 0 ? { created } : {}),
    bytes: 0,
  };
}

export function counter(
  name: string,
  ...samples: [labels: Record<string, string>, value: number][]
): TestFamily {
  return {
    name,
    type: 'counter',
    samples: samples.map(([labels, value]) => ({ labels, value })),
  };
}

export function gauge(
  name: string,
  ...samples: [labels: Record<string, string>, value: number][]
): TestFamily {
  return {
    name,
    type: 'gauge',
    samples: samples.map(([labels, value]) => ({ labels, value })),
  };
}

/** @param buckets - cumulative counts by bound as `le` spells it */
export function histogramSamples(
  labels: Record<string, string>,
  buckets: Record<string, number>,
  sum = 0,
): TestSample[] {
  return [
    ...Object.entries(buckets).map(([le, value]) => ({
      suffix: '_bucket',
      labels: { ...labels, le },
      value,
    })),
    { suffix: '_sum', labels, value: sum },
    { suffix: '_count', labels, value: buckets['+Inf'] ?? 0 },
  ];
}

export function histogram(
  name: string,
  buckets: Record<string, number>,
  sum?: number,
): TestFamily {
  return {
    name,
    type: 'histogram',
    samples: histogramSamples({}, buckets, sum),
  };
}
