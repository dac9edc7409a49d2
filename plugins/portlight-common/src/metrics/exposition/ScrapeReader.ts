import { CLOSE_BRACE, HASH, LINE_FEED, SPACE, TAB } from './characters';
import { hasCreated } from './families';
import { FamilyTracker } from './FamilyTracker';
import { Fault } from './Fault';
import { readOpenMetricsComment, readPrometheusComment } from './metadata';
import { CREATED, LINE, LINE_BYTES, Recording, SAMPLE } from './Recording';
import { SampleScanner } from './SampleScanner';
import { SampleStore } from './SampleStore';
import type { TableState } from './SeriesTable';
import { StrictChecker } from './strict/StrictChecker';
import { countLineFeeds, INCOMPLETE, skipSpaces } from './tokens';
import type { ExpositionFormatName, ExpositionLimits, Scrape } from './types';
import { ValueReader } from './ValueReader';

interface ReaderOptions {
  format: ExpositionFormatName;
  limits: Required<ExpositionLimits>;
  strict: boolean;
  everyPoint: boolean;
  /** Whether the next scrape shall be quicker. */
  records: boolean;
}

/**
 * Reads complete lines to a scrape. As long as they are those of the scrape before, in the same order, it
 * compares bytes and reads numbers; from the first other one on it reads whole lines.
 */
export class ScrapeReader {
  /** The line of what is read, from 1, and where that begins. */
  line = 1;
  statementStart = 0;
  work = 0;
  private readonly isOpenMetrics: boolean;
  private readonly scanner: SampleScanner;
  private readonly values: ValueReader;
  private readonly checker: StrictChecker | undefined;
  /** The scrape before, as long as this one is the same. */
  private expected: Recording | undefined;
  private recording: Recording | undefined;
  /** Line of the scrape before that is expected next. */
  private next = 0;
  private hasEnded = false;
  private isPredictable = true;
  private readonly store: SampleStore;
  private readonly families: FamilyTracker;

  constructor(
    private readonly state: TableState,
    private readonly options: ReaderOptions,
  ) {
    this.isOpenMetrics = options.format === 'openmetrics';
    this.scanner = new SampleScanner(state, this.isOpenMetrics, options.limits);
    this.values = new ValueReader(this.isOpenMetrics, this.scanner.texts);
    this.families = new FamilyTracker(state, options.format);
    state.scrape += 1;
    this.expected = options.records ? state.recording : undefined;
    this.store = new SampleStore(
      state,
      options.limits.samples,
      options.everyPoint,
      this.expected?.series.length ?? 0,
    );
    if (options.records && !this.expected) {
      this.recording = new Recording();
    }
    if (options.strict) {
      this.checker = new StrictChecker(options.format);
    }
  }

  /** Answers the position of what is not complete yet, or `end`. */
  read(
    bytes: Uint8Array,
    start: number,
    end: number,
    isFinal: boolean,
  ): number {
    if (this.line === 1) {
      this.store.reserve(
        Math.ceil((end - start) / LINE_BYTES),
        this.expected !== undefined,
      );
    }
    let at = this.expected ? this.readExpected(bytes, start, end) : start;
    this.scanner.forget();
    if (this.recording?.count === 0) {
      this.recording.reserve(end - at);
    }
    this.recording?.expect(at);
    const first = at;
    while (at < end) {
      this.statementStart = at;
      this.scanner.texts.reach = at;
      const next = this.readStatement(bytes, at, end);
      if (next === INCOMPLETE) {
        this.work += end - at;
        if (isFinal) {
          throw new Fault(
            'syntax',
            'The closing quote is missing',
            this.scanner.texts.openQuote,
          );
        }
        break;
      }
      this.work += next - at;
      this.checkLength(at, next);
      this.line += 1;
      if (this.scanner.texts.spansLines) {
        this.scanner.texts.spansLines = false;
        this.isPredictable = false;
        this.line += countLineFeeds(bytes, at, next - 1);
      }
      at = next;
    }
    this.recording?.take(bytes, first, at);
    return at;
  }

  /** Says where what is not read yet begins in the bytes that are there now. */
  rewind(start: number): void {
    this.statementStart = start;
    this.scanner.texts.reach = start;
  }

  /** How far the last statement was looked at, at least. */
  get reach(): number {
    return this.scanner.texts.reach;
  }

  /**
   * Says that the body did not end with a line feed.
   *
   * @param column - where it is missing
   */
  lacksLineFeed(column: number): void {
    if (this.checker && !this.isOpenMetrics) {
      throw new Fault(
        'invalid',
        'The last line must end with a line feed',
        this.statementStart,
        { line: this.line - 1, column },
      );
    }
  }

  finish(position: number, bytes: number): Scrape {
    if (this.isOpenMetrics && !this.hasEnded) {
      throw new Fault(
        'missing-eof',
        'The body does not end with "# EOF": it was cut, or is not OpenMetrics',
        position,
      );
    }
    this.checker?.finish();
    const { expected } = this;
    if (
      expected &&
      (this.next < expected.count || this.state.isCrowded(this.store.count))
    ) {
      this.leaveExpected();
    }
    const result = this.expected ?? this.recording ?? new Recording();
    if (result !== this.expected) {
      this.store.publish(result, this.families.seen);
    }
    this.state.recording =
      this.options.records && this.isPredictable ? result : undefined;
    const warnings = [...this.store.warnings(), ...this.values.warnings()];
    return {
      families: result.families,
      series: result.series,
      ...this.store.results(result.createdTargets),
      bytes,
      ...(warnings.length && { warnings }),
    };
  }

  /** Reads as long as each line is the expected one. */
  private readExpected(bytes: Uint8Array, start: number, end: number): number {
    const expected = this.expected!;
    const { raw, starts, ends, kinds, refs } = expected;
    const { values } = this;
    let at = start;
    while (at < end && this.next < expected.count) {
      let from = starts[this.next];
      const stop = ends[this.next];
      const after = at + stop - from;
      // A sample has a value behind what is compared.
      if (after > end) {
        break;
      }
      let to = at;
      while (from < stop && raw[from] === bytes[to]) {
        from += 1;
        to += 1;
      }
      if (from < stop) {
        break;
      }
      const kind = kinds[this.next];
      let next = after;
      if (kind !== LINE) {
        const value = values.number.read(bytes, after);
        next = values.number.end;
        if (next < 0) {
          break;
        }
        this.statementStart = at;
        if (bytes[next] === LINE_FEED) {
          next += 1;
          values.timestamp = NaN;
          values.exemplar = undefined;
        } else if (bytes[next] === SPACE || bytes[next] === TAB) {
          next = values.readRest(bytes, next);
        } else {
          break;
        }
        if (kind === CREATED) {
          this.store.appendCreated(refs[this.next], value);
        } else {
          this.store.append(value, values, at);
        }
      }
      this.work += next - at;
      this.statementStart = at;
      this.checkLength(at, next);
      at = next;
      this.line += 1;
      this.next += 1;
    }
    if (at < end && !this.isEnd(bytes, at)) {
      this.leaveExpected();
    }
    return at;
  }

  /** The end is not recorded: nothing hangs on it. */
  private isEnd(bytes: Uint8Array, at: number): boolean {
    return (
      this.isOpenMetrics &&
      this.next === this.expected!.count &&
      bytes[at] === HASH &&
      bytes[at + 2] === 0x45
    );
  }

  /** Does for the lines so far what was not necessary as long as all were the same. */
  private leaveExpected(): void {
    const expected = this.expected!;
    this.expected = undefined;
    this.recording = new Recording();
    this.recording.appendFirst(expected, this.next);
    for (let at = 0; at < this.next; at += 1) {
      const ref = expected.refs[at];
      if (expected.kinds[at] === SAMPLE) {
        this.store.remember(ref, this.families.assign(this.state.nameOf(ref)));
      } else if (expected.kinds[at] === LINE && ref >= 0) {
        this.families.describe(expected.statements[ref]);
      }
    }
  }

  private checkLength(start: number, next: number): void {
    const { lineLength } = this.options.limits;
    if (next - 1 - start > lineLength) {
      throw new Fault(
        'line-length-limit',
        `The line has more than ${lineLength} bytes`,
        start + lineLength,
      );
    }
  }

  private readStatement(bytes: Uint8Array, start: number, end: number): number {
    if (this.hasEnded) {
      throw new Fault('syntax', 'Nothing may follow "# EOF"', start);
    }
    const at = this.isOpenMetrics ? start : skipSpaces(bytes, start);
    if (bytes[at] === HASH) {
      return this.readComment(bytes, start, at, end);
    }
    if (bytes[at] === LINE_FEED && !this.isOpenMetrics) {
      this.recording?.append(LINE, -1, start, at + 1);
      return at + 1;
    }
    return this.readSample(bytes, start, at, end);
  }

  private readComment(
    bytes: Uint8Array,
    start: number,
    at: number,
    end: number,
  ): number {
    const comment = this.isOpenMetrics
      ? readOpenMetricsComment(bytes, at, end, this.scanner.texts)
      : readPrometheusComment(bytes, at, end, this.scanner.texts);
    if (comment.end === INCOMPLETE) {
      return INCOMPLETE;
    }
    if (comment.isEof) {
      this.hasEnded = true;
      return comment.end;
    }
    let ref = -1;
    if (comment.statement) {
      this.checker?.metadata(comment.statement, start);
      this.families.describe(comment.statement);
      if (this.recording) {
        ref = this.recording.statements.push(comment.statement) - 1;
      }
    }
    this.recording?.append(LINE, ref, start, comment.end);
    return comment.end;
  }

  private readSample(
    bytes: Uint8Array,
    start: number,
    begin: number,
    end: number,
  ): number {
    const { scanner, values, state, store } = this;
    const { order } = scanner;
    if (begin === start && bytes[start] === 0x3c) {
      throw new Fault(
        'html',
        'This is a web page (HTML), not metrics: the path or port is another one, or a proxy or login page answered',
        start,
      );
    }
    const valueStart = scanner.scan(bytes, begin, end);
    if (valueStart === INCOMPLETE) {
      return INCOMPLETE;
    }
    const value = values.number.read(bytes, valueStart);
    let next = values.number.end;
    const stop = next < 0 ? 0 : bytes[next];
    if (stop === LINE_FEED) {
      next += 1;
      values.timestamp = NaN;
      values.exemplar = undefined;
    } else if (stop === SPACE || (stop === TAB && !this.isOpenMetrics)) {
      next = values.readRest(bytes, next);
    } else {
      throw values.notANumber(bytes, valueStart, 'value');
    }
    const name = order.tuple[0];
    const record = this.families.assign(name);
    const last = bytes[valueStart - 1];
    if (last !== SPACE && last !== TAB && last !== CLOSE_BRACE) {
      // Another name may begin with this one.
      this.isPredictable = false;
    }
    this.checker?.sample(
      {
        record,
        name: state.nameTexts[name],
        labels: scanner.labels(),
        value,
        timestamp: values.timestamp,
        exemplar: values.exemplar,
        exemplarLabels: values.exemplarLabels,
      },
      start,
      this.line,
    );
    if (
      this.isOpenMetrics &&
      hasCreated(record.type) &&
      state.nameTexts[name] === `${record.name}_created`
    ) {
      order.tuple[0] = record.id;
      const group = state.groups.intern(order.tuple, order.length);
      this.store.appendCreated(group, value);
      this.recording?.append(CREATED, group, start, valueStart);
      return next;
    }
    const series = state.series.intern(order.tuple, order.length);
    if (series >= state.seen.length) {
      state.reserve();
    }
    if (state.seen[series] === state.scrape) {
      this.isPredictable = false;
      store.repeat(series, record, value, values, start);
      return next;
    }
    store.remember(series, record);
    this.recording?.append(SAMPLE, series, start, valueStart);
    store.append(value, values, start);
    return next;
  }
}
