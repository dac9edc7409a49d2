import type { MetricType } from '../../api/types';
import type { ExpositionFormatName, Family } from './types';

/** What is known of a family while a scrape is read; kept between scrapes. */
export class FamilyRecord {
  type: MetricType = 'unknown';
  help: string | undefined = undefined;
  unit: string | undefined = undefined;
  /** The scrape in which it was seen last. */
  scrape = -1;
  /** As it was published last. */
  family: Family | undefined = undefined;

  constructor(readonly id: number, readonly name: string) {}

  /** Forgets what the scrape before said. */
  begin(scrape: number): void {
    this.scrape = scrape;
    this.type = 'unknown';
    this.help = undefined;
    this.unit = undefined;
  }

  /** The same object as long as it says the same. */
  publish(): Family {
    const { name, type, help, unit, family } = this;
    if (family?.type === type && family.help === help && family.unit === unit) {
      return family;
    }
    this.family = {
      name,
      type,
      ...(help !== undefined && { help }),
      ...(unit !== undefined && { unit }),
    };
    return this.family;
  }
}

/** What samples of a family may add to its name, besides nothing where `''` is among them. */
export const SUFFIXES: Readonly<Record<MetricType, readonly string[]>> = {
  counter: ['_total', '_created'],
  gauge: [''],
  histogram: ['_bucket', '_count', '_sum', '_created'],
  gaugehistogram: ['_bucket', '_gcount', '_gsum'],
  summary: ['', '_count', '_sum', '_created'],
  info: ['_info'],
  stateset: [''],
  unknown: [''],
};

const LEGACY_SUFFIXES: Readonly<
  Partial<Record<MetricType, readonly string[]>>
> = {
  histogram: ['_bucket', '_count', '_sum'],
  summary: ['', '_count', '_sum'],
};

const NONE: readonly string[] = [];

const ALL_SUFFIXES = [
  '_total',
  '_bucket',
  '_count',
  '_sum',
  '_created',
  '_info',
  '_gcount',
  '_gsum',
];

/** Whether a sample of this name belongs to a family of this name and type. */
export function isMember(
  sample: string,
  family: string,
  type: MetricType,
  format: ExpositionFormatName,
): boolean {
  if (sample.length === family.length) {
    return sample === family;
  }
  return (
    sample.startsWith(family) &&
    suffixesOf(type, format).includes(sample.slice(family.length))
  );
}

/** The names of families that a sample of this name may belong to, besides its own name. */
export function* possibleFamilies(
  sample: string,
): Generator<{ name: string; suffix: string }> {
  for (const suffix of ALL_SUFFIXES) {
    if (sample.length > suffix.length && sample.endsWith(suffix)) {
      yield { name: sample.slice(0, -suffix.length), suffix };
    }
  }
}

/** What samples may add to the name of a family of this type. */
export function suffixesOf(
  type: MetricType,
  format: ExpositionFormatName,
): readonly string[] {
  return format === 'openmetrics'
    ? SUFFIXES[type]
    : LEGACY_SUFFIXES[type] ?? NONE;
}

/** Types whose samples are counted from a beginning. */
export function hasCreated(type: MetricType): boolean {
  return type === 'counter' || type === 'histogram' || type === 'summary';
}
