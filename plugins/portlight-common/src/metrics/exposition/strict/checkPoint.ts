import { SUFFIXES, type FamilyRecord } from '../families';
import { Fault } from '../Fault';
import { NumberReader } from '../NumberReader';
import { encodeText } from '../text';
import type { CheckedSample, Point } from './Point';

/** Samples of these may have exemplars. */
const WITH_EXEMPLARS: ReadonlySet<string> = new Set([
  'counter_total',
  'histogram_bucket',
  'gaugehistogram_bucket',
]);

/** Checks one point of a metric against the rules that OpenMetrics has for its type. */
export function checkPoint(family: FamilyRecord, point: Point): void {
  const seen = new Set<string>();
  for (const sample of point.samples) {
    if (!SUFFIXES[family.type].includes(sample.suffix)) {
      fail(
        sample,
        `A sample of a metric of type ${
          family.type
        } must have the name of the metric ${describeSuffixes(family.type)}`,
      );
    }
    const key = JSON.stringify([sample.suffix, sample.labels]);
    if (seen.has(key)) {
      fail(sample, 'The series is there twice');
    }
    seen.add(key);
    if (
      sample.exemplar &&
      !WITH_EXEMPLARS.has(`${family.type}${sample.suffix}`)
    ) {
      fail(
        sample,
        'Only totals of counters and buckets of histograms may have exemplars',
      );
    }
    if (sample.suffix === '_created' && !(sample.value >= 0)) {
      fail(sample, 'The time of creation must be a time');
    }
  }
  switch (family.type) {
    case 'counter':
      checkCounter(point);
      break;
    case 'histogram':
    case 'gaugehistogram':
      checkHistogram(family.type, point);
      break;
    case 'summary':
      checkSummary(point);
      break;
    case 'info':
      point.samples
        .filter(({ value }) => value !== 1)
        .forEach(sample => fail(sample, 'The value of an info must be 1'));
      break;
    case 'stateset':
      checkStates(family.name, point);
      break;
    default:
  }
}

function checkCounter({ samples }: Point): void {
  if (!samples.some(({ suffix }) => suffix === '_total')) {
    fail(samples[0], 'The counter has no sample that ends in _total');
  }
  samples.forEach(checkCount);
}

function checkHistogram(type: string, { samples }: Point): void {
  const [sum, count] =
    type === 'histogram' ? ['_sum', '_count'] : ['_gsum', '_gcount'];
  let bound = -Infinity;
  let before = 0;
  let buckets = 0;
  let hasNegative = false;
  for (const sample of samples.filter(({ suffix }) => suffix === '_bucket')) {
    const le = readBound(sample, 'le');
    if (buckets > 0 && !(le > bound)) {
      fail(sample, 'Buckets must be sorted by "le", each bound once');
    }
    checkInteger(sample);
    if (sample.value < before) {
      fail(
        sample,
        'Buckets are cumulative: none may be smaller than the one before',
      );
    }
    if (sample.exemplar && !(sample.exemplar.value <= le)) {
      fail(sample, 'The exemplar is outside of its bucket');
    }
    hasNegative ||= le < 0;
    bound = le;
    before = sample.value;
    buckets += 1;
  }
  if (buckets === 0 || bound !== Infinity) {
    fail(
      samples[samples.length - 1],
      'The histogram has no bucket with le="+Inf"',
    );
  }
  const sumSample = samples.find(({ suffix }) => suffix === sum);
  const countSample = samples.find(({ suffix }) => suffix === count);
  if (sumSample) {
    const isWrong =
      type === 'histogram'
        ? hasNegative || !(sumSample.value >= 0)
        : Number.isNaN(sumSample.value) ||
          (sumSample.value < 0 && !hasNegative);
    if (isWrong) {
      fail(
        sumSample,
        hasNegative && type === 'histogram'
          ? 'A histogram with negative bounds must have no sum'
          : 'The sum must not be NaN or negative',
      );
    }
  }
  if (countSample && countSample.value !== before) {
    fail(countSample, 'The count must be that of the bucket with le="+Inf"');
  }
  if ((sumSample === undefined) !== (countSample === undefined)) {
    fail(
      (sumSample ?? countSample)!,
      `A histogram must have both ${sum} and ${count}, or neither`,
    );
  }
  for (const sample of samples.filter(({ suffix }) => suffix !== '_bucket')) {
    if (sample.labels.some(([name]) => name === 'le')) {
      fail(sample, 'Only buckets may have the label "le"');
    }
  }
}

function checkSummary({ samples }: Point): void {
  for (const sample of samples) {
    if (sample.suffix === '') {
      const quantile = readBound(sample, 'quantile');
      if (!(quantile >= 0 && quantile <= 1)) {
        fail(sample, 'A quantile must be from 0 to 1');
      }
      if (sample.value < 0) {
        fail(sample, 'The value of a quantile must not be negative');
      }
    } else {
      if (sample.labels.some(([name]) => name === 'quantile')) {
        fail(sample, 'Only quantiles may have the label "quantile"');
      }
      if (sample.suffix === '_count') {
        checkInteger(sample);
      }
      checkCount(sample);
    }
  }
}

function checkStates(name: string, { samples }: Point): void {
  for (const sample of samples) {
    if (!sample.labels.some(([label]) => label === name)) {
      fail(
        sample,
        'A state must have a label with the name of the metric and the state as its value',
      );
    }
    if (sample.value !== 0 && sample.value !== 1) {
      fail(sample, 'The value of a state must be 0 or 1');
    }
  }
}

function checkCount(sample: CheckedSample): void {
  if (!(sample.value >= 0)) {
    fail(sample, 'What is counted must not be NaN or negative');
  }
}

function checkInteger(sample: CheckedSample): void {
  checkCount(sample);
  if (!Number.isInteger(sample.value)) {
    fail(sample, 'A number of events must be a whole number');
  }
}

const reader = new NumberReader();

function readBound(sample: CheckedSample, label: string): number {
  const text = sample.labels.find(([name]) => name === label)?.[1];
  if (text === undefined) {
    fail(sample, `The label "${label}" is missing`);
  }
  const bytes = encodeText(`${text}\n`);
  const value = reader.read(bytes, 0);
  if (reader.end !== bytes.length - 1 || Number.isNaN(value)) {
    fail(sample, `The label "${label}" must be a number`);
  }
  if (value === Infinity && text !== '+Inf') {
    fail(sample, `Infinity must be written "+Inf" in the label "${label}"`);
  }
  return value;
}

function describeSuffixes(type: FamilyRecord['type']): string {
  const suffixes = SUFFIXES[type].filter(Boolean);
  if (!suffixes.length) {
    return 'and nothing behind it';
  }
  return `and ${
    SUFFIXES[type].includes('') ? 'nothing or ' : ''
  }${suffixes.join(', ')} behind it`;
}

function fail(sample: CheckedSample, reason: string): never {
  throw new Fault('invalid', reason, 0, { line: sample.line, column: 1 });
}
