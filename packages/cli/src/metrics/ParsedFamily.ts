import {
  toSampleValue,
  type Exemplar,
  type Labels,
  type MetricType,
  type SampleValue,
  type Scrape,
} from '@portlight/plugin-portlight-common';

/** A sample as `-o json` prints it. */
export interface ParsedSample {
  name: string;
  labels: Record<string, string>;
  value: SampleValue;
  /** Seconds since the epoch. */
  timestamp?: number;
  /** Seconds since the epoch when counting began, at the first sample of a metric. */
  created?: number;
  exemplar?: {
    labels: Record<string, string>;
    value: SampleValue;
    timestamp?: number;
  };
}

/** A family as `-o json` prints it. */
export interface ParsedFamily {
  name: string;
  type: MetricType;
  help: string;
  unit: string;
  samples: ParsedSample[];
}

/** The families of a scrape with their samples. */
export function describeFamilies(scrape: Scrape): ParsedFamily[] {
  const families = new Map(
    scrape.families.map(family => [
      family,
      {
        name: family.name,
        type: family.type,
        help: family.help ?? '',
        unit: family.unit ?? '',
        samples: [] as ParsedSample[],
      },
    ]),
  );
  for (const [index, { name, labels, family }] of scrape.series.entries()) {
    const timestamp = scrape.timestamps?.[index] ?? NaN;
    const created = scrape.created?.get(index);
    const exemplar = scrape.exemplars?.get(index);
    families.get(family)?.samples.push({
      name,
      labels: toObject(labels),
      value: toSampleValue(scrape.values[index]),
      ...(!Number.isNaN(timestamp) && { timestamp }),
      ...(created !== undefined && { created }),
      ...(exemplar && { exemplar: describeExemplar(exemplar) }),
    });
  }
  return [...families.values()];
}

function describeExemplar({ labels, value, timestamp }: Exemplar) {
  return {
    labels: toObject(labels),
    value: toSampleValue(value),
    ...(timestamp !== undefined && { timestamp }),
  };
}

/** Without a prototype: a label may be named `__proto__`. */
function toObject(labels: Labels): Record<string, string> {
  const object: Record<string, string> = Object.create(null);
  for (const [name, value] of labels) {
    object[name] = value;
  }
  return object;
}
