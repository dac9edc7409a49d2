import { growIntegers, growNumbers } from './arrays';
import { ExposedSeries } from './ExposedSeries';
import { hasCreated, type FamilyRecord } from './families';
import { Fault } from './Fault';
import type { Recording } from './Recording';
import type { TableState } from './SeriesTable';
import type { Exemplar, Scrape, Series } from './types';
import type { ValueReader } from './ValueReader';

/** The samples of a scrape while it is read. */
export class SampleStore {
  count = 0;
  /** Samples that were dropped. */
  duplicates = 0;
  readonly exemplars = new Map<number, Exemplar>();
  private numbers: Float64Array;
  private times: Float64Array | undefined = undefined;
  /** By sample: the number of its series, and that of its family. */
  private samples = new Int32Array(64);
  private sampleRecords = new Int32Array(64);
  private sampleCount = 0;
  private readonly createdGroups: number[] = [];
  private readonly createdTimes: number[] = [];

  /**
   * @param limit - so many samples are allowed
   * @param expected - so many are expected
   */
  constructor(
    private readonly state: TableState,
    private readonly limit: number,
    private readonly everyPoint: boolean,
    expected: number,
  ) {
    this.numbers = new Float64Array(expected || 64);
  }

  /** Makes room: growing later copies all of it several times. */
  reserve(samples: number, hasSeries: boolean): void {
    this.numbers = growNumbers(this.numbers, samples);
    if (!hasSeries) {
      this.samples = growIntegers(this.samples, samples);
      this.sampleRecords = growIntegers(this.sampleRecords, samples);
      this.state.series.reserve(samples);
    }
  }

  /**
   * Takes a sample.
   *
   * @param position - of its line
   */
  append(
    value: number,
    { timestamp, exemplar }: ValueReader,
    position: number,
  ): void {
    const { count } = this;
    if (count >= this.limit) {
      throw new Fault(
        'sample-limit',
        `The scrape has more than ${this.limit} samples`,
        position,
      );
    }
    if (count === this.numbers.length) {
      this.numbers = growNumbers(this.numbers, count + 1);
    }
    this.numbers[count] = value;
    if (this.times || !Number.isNaN(timestamp)) {
      this.times ??= new Float64Array(this.numbers.length).fill(NaN);
      this.times = growNumbers(this.times, count + 1, NaN);
      this.times[count] = timestamp;
    }
    if (exemplar) {
      this.exemplars.set(count, exemplar);
    }
    this.count = count + 1;
  }

  /** Takes the time when what a group of series counts began. */
  appendCreated(group: number, seconds: number): void {
    this.createdGroups.push(group);
    this.createdTimes.push(seconds);
  }

  /** Takes the series of a sample. */
  remember(series: number, record: FamilyRecord): void {
    this.state.seen[series] = this.state.scrape;
    const index = this.sampleCount;
    this.state.indexes[series] = index;
    if (index === this.samples.length) {
      this.samples = growIntegers(this.samples, index + 1);
      this.sampleRecords = growIntegers(this.sampleRecords, index + 1);
    }
    this.samples[index] = series;
    this.sampleRecords[index] = record.id;
    this.sampleCount = index + 1;
  }

  /** A second sample of a series: another point in time, or nothing that counts. */
  repeat(
    series: number,
    record: FamilyRecord,
    value: number,
    values: ValueReader,
    position: number,
  ): void {
    const index = this.state.indexes[series];
    const { timestamp, exemplar } = values;
    if (!this.times || !(timestamp > this.times[index])) {
      this.duplicates += 1;
      return;
    }
    if (this.everyPoint) {
      this.remember(series, record);
      this.append(value, values, position);
      return;
    }
    this.numbers[index] = value;
    this.times[index] = timestamp;
    if (exemplar) {
      this.exemplars.set(index, exemplar);
    } else {
      this.exemplars.delete(index);
    }
  }

  /** Makes the objects that the scrape is published with. */
  publish(recording: Recording, families: readonly FamilyRecord[]): void {
    const { state } = this;
    recording.families = families.map(record => record.publish());
    const series = new Array<Series>(this.sampleCount);
    for (let index = 0; index < this.sampleCount; index += 1) {
      const number = this.samples[index];
      const family = state.recordList[this.sampleRecords[index]].family!;
      let object = state.objects[number];
      if (object?.family !== family) {
        object = new ExposedSeries(
          object?.name ?? state.nameTexts[state.nameOf(number)],
          object?.labels ?? state.labelsOf(number),
          family,
        );
        state.objects[number] = object;
      }
      series[index] = object;
    }
    recording.series = series;
    recording.createdTargets = this.createdGroups.length
      ? this.findCreated()
      : [];
    recording.trim();
  }

  /** The first series of each group of which was said when it was created. */
  private findCreated(): number[] {
    const { state } = this;
    const first = new Map<number, number>();
    const { integers } = state.series;
    let tuple = new Int32Array(64);
    for (let index = 0; index < this.sampleCount; index += 1) {
      const number = this.samples[index];
      const record = state.recordList[this.sampleRecords[index]];
      if (hasCreated(record.type)) {
        const without = boundLabel(record);
        const begin = state.series.startOf(number);
        const end = state.series.endOf(number);
        tuple = growIntegers(tuple, end - begin);
        tuple[0] = record.id;
        let length = 1;
        for (let at = begin + 1; at < end; at += 1) {
          if (state.pairTexts[integers[at]][0] !== without) {
            tuple[length] = integers[at];
            length += 1;
          }
        }
        const group = state.groups.intern(tuple, length);
        if (!first.has(group)) {
          first.set(group, index);
        }
      }
    }
    return this.createdGroups.map(group => first.get(group) ?? -1);
  }

  /** What the scrape has by the indexes of its samples. */
  results(
    createdTargets: readonly number[],
  ): Pick<Scrape, 'values' | 'timestamps' | 'exemplars' | 'created'> {
    const created = new Map<number, number>();
    for (const [order, index] of createdTargets.entries()) {
      if (index >= 0 && !created.has(index)) {
        created.set(index, this.createdTimes[order]);
      }
    }
    return {
      values: this.numbers.slice(0, this.count),
      ...(this.times && { timestamps: this.times.slice(0, this.count) }),
      ...(this.exemplars.size && { exemplars: this.exemplars }),
      ...(created.size && { created }),
    };
  }

  /** What was dropped, a sentence each. */
  warnings(): string[] {
    const { duplicates } = this;
    return duplicates
      ? [
          duplicates === 1
            ? '1 sample repeats a series of this scrape and was dropped.'
            : `${duplicates} samples repeat a series of this scrape and were dropped.`,
        ]
      : [];
  }
}

/** The label that tells the values of one metric apart. */
function boundLabel({ type }: FamilyRecord): string | undefined {
  if (type === 'histogram') {
    return 'le';
  }
  return type === 'summary' ? 'quantile' : undefined;
}
