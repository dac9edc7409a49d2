import { growBytes } from './arrays';
import { LINE_FEED } from './characters';
import { ExpositionError } from './ExpositionError';
import { Fault } from './Fault';
import { formatOf } from './format';
import { completeLimits } from './limits';
import { ScrapeReader } from './ScrapeReader';
import { SeriesTable } from './SeriesTable';
import type {
  ExpositionFormat,
  ExpositionLimits,
  ExpositionOptions,
  Scrape,
} from './types';

const NOTHING = new Uint8Array(0);

/**
 * Reads one exposition of metrics, in chunks as they come.
 *
 * @public
 */
export class ExpositionParser {
  /** How the body is read. */
  readonly format: ExpositionFormat;
  private readonly limits: Required<ExpositionLimits>;
  private readonly table: SeriesTable;
  private readonly reader: ScrapeReader;
  /** Bytes that have come and are not read yet: those from `start` to `length`. */
  private buffer = NOTHING;
  private start = 0;
  private length = 0;
  private total = 0;
  /** A quoted text goes on for more than one line: it is worth another look from so many bytes on. */
  private enough = 0;
  /** Whether the buffer is a chunk, which belongs to who pushed it. */
  private isBorrowed = false;
  private failure: unknown = undefined;

  constructor(options: ExpositionOptions = {}) {
    this.format = formatOf(options.contentType);
    this.limits = completeLimits(options.limits);
    this.table = options.table ?? new SeriesTable();
    const strict = options.strict ?? false;
    this.reader = new ScrapeReader(
      this.table.prepare(
        Object.values(this.limits).join(),
        `${this.format.name} ${strict} ${options.everyPoint ?? false}`,
      ),
      {
        format: this.format.name,
        limits: this.limits,
        strict,
        everyPoint: options.everyPoint ?? false,
        records: options.table !== undefined && !strict,
      },
    );
  }

  /**
   * Bytes that were looked at, those that were looked at twice twice.
   *
   * @internal
   */
  get work(): number {
    return this.reader.work;
  }

  /**
   * Takes the next bytes of the body.
   *
   * @throws {@link ExpositionError} where it is refused; then nothing more is read
   */
  push(chunk: Uint8Array): void {
    this.guard(() => this.take(chunk));
  }

  /**
   * Ends the body.
   *
   * @throws {@link ExpositionError} where it is refused
   */
  end(): Scrape {
    return this.guard(() => this.finish());
  }

  private guard<Result>(work: () => Result): Result {
    if (this.failure !== undefined) {
      throw this.failure;
    }
    try {
      return work();
    } catch (error) {
      this.table.abandon();
      this.failure = error instanceof Fault ? this.explain(error) : error;
      throw this.failure;
    }
  }

  private take(chunk: Uint8Array): void {
    const room = this.limits.bodySize - this.total;
    const taken = chunk.length > room ? chunk.subarray(0, room) : chunk;
    this.total += taken.length;
    this.append(taken);
    const isTooLarge = taken.length < chunk.length;
    // What is wrong with what there was room for is told first, also where more was waited for before it is read again.
    if (isTooLarge) this.enough = 0;
    this.read(false);
    if (isTooLarge) {
      throw new Fault(
        'body-size-limit',
        `The body has more than ${this.limits.bodySize} bytes`,
        this.length,
      );
    }
  }

  private append(chunk: Uint8Array): void {
    if (this.start === this.length) {
      // Read where it is; only what is left over is copied. The view hides what subclass it is of.
      this.buffer = new Uint8Array(
        chunk.buffer,
        chunk.byteOffset,
        chunk.byteLength,
      );
      this.isBorrowed = true;
      this.start = 0;
      this.length = chunk.length;
      return;
    }
    if (this.start > 0) {
      this.buffer.copyWithin(0, this.start, this.length);
      this.length -= this.start;
      this.start = 0;
    }
    this.buffer = growBytes(this.buffer, this.length + chunk.length);
    this.buffer.set(chunk, this.length);
    this.length += chunk.length;
  }

  /** Reads the lines that are complete. */
  private read(isFinal: boolean): void {
    const rest = this.length - this.start;
    const isTooLong = rest > this.limits.lineLength;
    if (rest >= this.enough || isTooLong || isFinal) {
      const end =
        this.buffer.subarray(0, this.length).lastIndexOf(LINE_FEED) + 1;
      if (end > this.start) {
        this.start = this.reader.read(this.buffer, this.start, end, isFinal);
        this.enough = this.start < end ? (end - this.start) * 2 : 0;
      }
    }
    if (this.isBorrowed) {
      this.buffer = this.buffer.slice(this.start, this.length);
      this.length -= this.start;
      this.start = 0;
      this.isBorrowed = false;
    }
    this.reader.rewind(this.start);
    if (this.length - this.start > this.limits.lineLength) {
      throw this.tooLong();
    }
  }

  private finish(): Scrape {
    if (this.start < this.length) {
      const hasLineFeed = this.buffer[this.length - 1] === LINE_FEED;
      const column =
        this.length -
        Math.max(
          this.start,
          this.buffer.subarray(0, this.length).lastIndexOf(LINE_FEED) + 1,
        );
      if (!hasLineFeed) {
        this.buffer = growBytes(this.buffer, this.length + 1);
        this.buffer[this.length] = LINE_FEED;
        this.length += 1;
      }
      this.read(true);
      if (!hasLineFeed) {
        this.reader.lacksLineFeed(column + 1);
      }
    }
    const scrape = this.reader.finish(this.start, this.total);
    this.table.settle(scrape.series.length);
    const warnings = [
      ...(this.format.warning ? [this.format.warning] : []),
      ...(scrape.warnings ?? []),
    ];
    return warnings.length ? { ...scrape, warnings } : scrape;
  }

  private tooLong(): Fault {
    return new Fault(
      'line-length-limit',
      `The line has more than ${this.limits.lineLength} bytes`,
      this.start + this.limits.lineLength,
    );
  }

  private explain(fault: Fault): ExpositionError {
    if (fault.place) {
      const { line, column } = fault.place;
      return new ExpositionError(fault.code, fault.reason, line, column);
    }
    const { statementStart: statement, line } = this.reader;
    // What is behind is left from before.
    const bytes = this.buffer.subarray(0, this.length);
    const stop = bytes.indexOf(
      LINE_FEED,
      Math.max(fault.position, this.reader.reach),
    );
    const { code, reason, position } =
      fault.code === 'body-size-limit' ||
      (stop < 0 ? fault.position : stop) - statement <= this.limits.lineLength
        ? fault
        : new Fault(
            'line-length-limit',
            `The line has more than ${this.limits.lineLength} bytes`,
            statement + this.limits.lineLength,
          );
    let row = line;
    let begin = statement;
    for (
      let feed = bytes.indexOf(LINE_FEED, begin);
      feed >= 0 && feed < position;
      feed = bytes.indexOf(LINE_FEED, begin)
    ) {
      row += 1;
      begin = feed + 1;
    }
    return new ExpositionError(code, reason, row, position - begin + 1);
  }
}

/**
 * Reads an exposition that is there as a whole.
 *
 * @throws {@link ExpositionError} where it is refused
 * @public
 */
export function parseExposition(
  body: Uint8Array | string,
  options?: ExpositionOptions,
): Scrape {
  const parser = new ExpositionParser(options);
  parser.push(typeof body === 'string' ? new TextEncoder().encode(body) : body);
  return parser.end();
}
