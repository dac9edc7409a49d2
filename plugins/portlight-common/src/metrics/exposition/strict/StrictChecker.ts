import { Fault } from '../Fault';
import type { FamilyRecord } from '../families';
import type { MetadataStatement } from '../Recording';
import type { Exemplar, ExpositionFormatName, Labels } from '../types';
import { MAX_EXEMPLAR_LENGTH } from '../ValueReader';
import { checkPoint } from './checkPoint';
import type { CheckedSample, Point } from './Point';

/** A sample with all that the rules are about. */
export interface StrictSample {
  record: FamilyRecord;
  name: string;
  labels: Labels;
  value: number;
  /** Seconds, or NaN for none. */
  timestamp: number;
  exemplar: Exemplar | undefined;
  /** As they were written. */
  exemplarLabels: Labels;
}

/** What a family has had so far. */
interface FamilyState {
  name: string;
  statements: Set<string>;
  hasSamples: boolean;
  /** Keys of metrics that are finished. */
  metrics: Set<string>;
}

/** Suffixes that no other family may end in where the beginning is the same. */
const CLASHING: Readonly<Record<string, readonly string[]>> = {
  counter: ['', '_total', '_created'],
  histogram: ['', '_bucket', '_count', '_sum', '_created'],
  gaugehistogram: ['', '_bucket', '_gcount', '_gsum'],
  summary: ['', '_count', '_sum', '_created'],
  info: ['', '_info'],
};

/** Checks what is well written against the rules of its format. */
export class StrictChecker {
  private readonly isOpenMetrics: boolean;
  private readonly families = new Map<string, FamilyState>();
  /** Sample names that families may have, with the family. */
  private readonly taken = new Map<string, string>();
  private family: FamilyState | undefined = undefined;
  private record: FamilyRecord | undefined = undefined;
  private metric = '';
  private points: Point[] = [];

  constructor(format: ExpositionFormatName) {
    this.isOpenMetrics = format === 'openmetrics';
  }

  metadata(statement: MetadataStatement, position: number): void {
    const kind = kindOf(statement);
    const family = this.enter(statement.name, position);
    if (family.statements.has(kind)) {
      throw new Fault(
        'invalid',
        `There is a second ${kind} line for this metric`,
        position,
      );
    }
    if (family.hasSamples && (this.isOpenMetrics || kind === 'TYPE')) {
      throw new Fault(
        'invalid',
        `The ${kind} line stands behind samples of its metric`,
        position,
      );
    }
    family.statements.add(kind);
    if (this.isOpenMetrics && statement.name.startsWith('_')) {
      throw new Fault(
        'invalid',
        'Names that begin with an underscore are reserved',
        position,
      );
    }
  }

  sample(sample: StrictSample, position: number, line: number): void {
    const { record } = sample;
    const family = this.enter(record.name, position);
    if (this.isOpenMetrics) {
      this.checkFamily(record, position);
      this.checkWriting(sample, position);
    }
    family.hasSamples = true;
    this.record = record;
    const checked: CheckedSample = {
      suffix: sample.name.slice(record.name.length),
      labels: sample.labels,
      value: sample.value,
      exemplar: sample.exemplar,
      line,
    };
    if (!this.isOpenMetrics) {
      refuseSecond(family, sample, position);
      return;
    }
    const key = metricKey(record, sample.labels);
    if (key !== this.metric || !this.points.length) {
      this.finishMetric();
      if (family.metrics.has(key)) {
        throw new Fault(
          'invalid',
          'Samples of this metric stand before another one: the series is there twice, or metrics are interleaved',
          position,
        );
      }
      family.metrics.add(key);
      this.metric = key;
      this.points = [{ timestamp: sample.timestamp, samples: [checked] }];
      return;
    }
    this.addToMetric(checked, sample.timestamp, position);
  }

  /** Checks what shows only at the end. */
  finish(): void {
    this.finishMetric();
  }

  private addToMetric(
    checked: CheckedSample,
    timestamp: number,
    position: number,
  ): void {
    const last = this.points[this.points.length - 1];
    if (Object.is(last.timestamp, timestamp)) {
      last.samples.push(checked);
      return;
    }
    if (!(timestamp > last.timestamp)) {
      throw new Fault(
        'invalid',
        'Timestamps of a metric must increase, and all of its points must have one',
        position,
      );
    }
    this.points.push({ timestamp, samples: [checked] });
  }

  /** Makes a family the one that is exposed now; each may be that once. */
  private enter(name: string, position: number): FamilyState {
    if (this.family?.name === name) {
      return this.family;
    }
    this.finishMetric();
    if (this.families.has(name)) {
      throw new Fault(
        'invalid',
        `Lines of the metric ${JSON.stringify(
          name.slice(0, 100),
        )} must stand together, but others are between them`,
        position,
      );
    }
    const family: FamilyState = {
      name,
      statements: new Set(),
      hasSamples: false,
      metrics: new Set(),
    };
    this.families.set(name, family);
    this.family = family;
    this.metric = '';
    return family;
  }

  /** Rules about a family, once its metadata is known. */
  private checkFamily(record: FamilyRecord, position: number): void {
    if (this.family!.hasSamples) {
      return;
    }
    if (record.name.startsWith('_')) {
      throw new Fault(
        'invalid',
        'Names that begin with an underscore are reserved',
        position,
      );
    }
    if (record.unit && (record.type === 'info' || record.type === 'stateset')) {
      throw new Fault(
        'invalid',
        `A metric of type ${record.type} must have no unit`,
        position,
      );
    }
    for (const suffix of CLASHING[record.type] ?? ['']) {
      const name = record.name + suffix;
      const other = this.taken.get(name);
      if (other !== undefined) {
        throw new Fault(
          'invalid',
          `The names of the metrics ${JSON.stringify(
            record.name.slice(0, 100),
          )} and ${JSON.stringify(
            other.slice(0, 100),
          )} clash: both may have samples of the same name`,
          position,
        );
      }
      this.taken.set(name, record.name);
    }
  }

  /** Rules about how numbers and labels are written. */
  private checkWriting(sample: StrictSample, position: number): void {
    const length = sample.exemplarLabels.reduce(
      (sum, [name, value]) => sum + [...name].length + [...value].length,
      0,
    );
    const isDropped = sample.exemplar === undefined && length > 0;
    if (isDropped && length > MAX_EXEMPLAR_LENGTH) {
      throw new Fault(
        'invalid',
        `Labels of an exemplar may have ${MAX_EXEMPLAR_LENGTH} characters together; these have ${length}`,
        position,
      );
    }
    if (sample.exemplar) {
      const names = new Set(sample.exemplarLabels.map(([name]) => name));
      if (names.size < sample.exemplarLabels.length) {
        throw new Fault(
          'invalid',
          'A label of the exemplar is there twice',
          position,
        );
      }
    }
  }

  private finishMetric(): void {
    const { points, record } = this;
    this.points = [];
    this.metric = '';
    if (record) {
      for (const point of points) {
        checkPoint(record, point);
      }
    }
  }
}

function kindOf({ type, help }: MetadataStatement): string {
  if (type !== undefined) {
    return 'TYPE';
  }
  return help !== undefined ? 'HELP' : 'UNIT';
}

/** The text format knows no metrics that belong together, but each series must stand there once. */
function refuseSecond(
  family: FamilyState,
  { name, labels }: StrictSample,
  position: number,
): void {
  const key = JSON.stringify([name, labels]);
  if (family.metrics.has(key)) {
    throw new Fault('invalid', 'The series is there twice', position);
  }
  family.metrics.add(key);
}

/** Samples of one metric have the same key. */
function metricKey({ name, type }: FamilyRecord, labels: Labels): string {
  const without = ownLabel(name, type);
  return JSON.stringify(labels.filter(([label]) => label !== without));
}

function ownLabel(
  name: string,
  type: FamilyRecord['type'],
): string | undefined {
  switch (type) {
    case 'histogram':
    case 'gaugehistogram':
      return 'le';
    case 'summary':
      return 'quantile';
    case 'stateset':
      return name;
    default:
      return undefined;
  }
}
