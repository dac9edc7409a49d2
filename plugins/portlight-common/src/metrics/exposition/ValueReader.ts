import { HASH, LINE_FEED, OPEN_BRACE, SPACE } from './characters';
import { Fault } from './Fault';
import { NumberReader } from './NumberReader';
import { scanExemplarLabels } from './exemplarLabels';
import type { TextScanner } from './TextScanner';
import { showToken, skipSpaces } from './tokens';
import type { Exemplar, Labels } from './types';

/** Characters that the names and values of an exemplar's labels may have together. */
export const MAX_EXEMPLAR_LENGTH = 128;

const MAX_MILLISECONDS = '9223372036854775807';

/** Reads what stands behind the value of a sample: its timestamp and exemplar. */
export class ValueReader {
  readonly number = new NumberReader();
  /** Seconds, or NaN for none. */
  timestamp = NaN;
  exemplar: Exemplar | undefined = undefined;
  /** Labels of the exemplar as they were written. */
  exemplarLabels: Labels = [];
  private droppedExemplars = 0;

  constructor(
    private readonly isOpenMetrics: boolean,
    private readonly texts: TextScanner,
  ) {}

  /**
   * Answers the position behind the line feed.
   *
   * @param start - the space behind the value
   */
  readRest(bytes: Uint8Array, start: number): number {
    this.timestamp = NaN;
    this.exemplar = undefined;
    return this.isOpenMetrics
      ? this.readOpenMetrics(bytes, start)
      : this.readPrometheus(bytes, start);
  }

  /** What was dropped, a sentence each. */
  warnings(): string[] {
    return this.droppedExemplars
      ? [
          `${this.droppedExemplars} ${
            this.droppedExemplars === 1 ? 'exemplar has' : 'exemplars have'
          } more than ${MAX_EXEMPLAR_LENGTH} characters of labels and ${
            this.droppedExemplars === 1 ? 'was' : 'were'
          } dropped.`,
        ]
      : [];
  }

  /** Why what stands there is no number. */
  notANumber(bytes: Uint8Array, at: number, what: string): Fault {
    if (bytes[at] === LINE_FEED) {
      return new Fault('syntax', `The ${what} is missing`, at);
    }
    return new Fault(
      'syntax',
      this.number.end < 0 && this.number.overflow
        ? `The ${what} ${showToken(bytes, at)} is larger than a number can be`
        : `Expected the ${what}, a number; found ${showToken(bytes, at)}`,
      at,
    );
  }

  private readPrometheus(bytes: Uint8Array, start: number): number {
    let at = skipSpaces(bytes, start);
    if (bytes[at] === LINE_FEED) {
      return at + 1;
    }
    const digitsStart = at;
    let milliseconds = 0;
    while (bytes[at] >= 0x30 && bytes[at] <= 0x39) {
      milliseconds = milliseconds * 10 + bytes[at] - 0x30;
      at += 1;
    }
    if (at === digitsStart) {
      throw new Fault(
        'syntax',
        `Expected a timestamp in milliseconds or the end of the line, found ${showToken(
          bytes,
          at,
        )}`,
        at,
      );
    }
    if (milliseconds > 9e18 && isTooLate(bytes, digitsStart, at)) {
      throw new Fault('syntax', 'The timestamp is out of range', digitsStart);
    }
    const stop = skipSpaces(bytes, at);
    if (bytes[stop] !== LINE_FEED) {
      throw new Fault(
        'syntax',
        `Expected the end of the line behind the timestamp, found ${showToken(
          bytes,
          stop,
        )}`,
        stop,
      );
    }
    this.timestamp = milliseconds / 1000;
    return stop + 1;
  }

  private readOpenMetrics(bytes: Uint8Array, start: number): number {
    let at = start;
    if (!isExemplar(bytes, at)) {
      this.timestamp = this.readTimestamp(bytes, at + 1, 'timestamp');
      at = this.number.end;
    }
    if (bytes[at] === LINE_FEED) {
      return at + 1;
    }
    if (!isExemplar(bytes, at)) {
      throw new Fault(
        'syntax',
        `Expected the end of the line or an exemplar, found ${showToken(
          bytes,
          at + 1,
        )}`,
        at + 1,
      );
    }
    return this.readExemplar(bytes, at + 4);
  }

  private readExemplar(bytes: Uint8Array, start: number): number {
    const written: (readonly [string, string])[] = [];
    let length = 0;
    let at = scanExemplarLabels(bytes, start, this.texts, (name, value) => {
      written.push([name, value]);
      length += countCharacters(name) + countCharacters(value);
    });
    if (bytes[at] !== SPACE) {
      throw new Fault(
        'syntax',
        `Expected a space and the value of the exemplar, found ${showToken(
          bytes,
          at,
        )}`,
        at,
      );
    }
    const value = this.readNumber(bytes, at + 1, 'value of the exemplar');
    at = this.number.end;
    let timestamp: number | undefined;
    if (bytes[at] === SPACE) {
      timestamp = this.readTimestamp(
        bytes,
        at + 1,
        'timestamp of the exemplar',
      );
      at = this.number.end;
    }
    if (bytes[at] !== LINE_FEED) {
      throw new Fault(
        'syntax',
        `Expected the end of the line behind the exemplar, found ${showToken(
          bytes,
          at + 1,
        )}`,
        at,
      );
    }
    this.exemplarLabels = written;
    if (length > MAX_EXEMPLAR_LENGTH) {
      this.droppedExemplars += 1;
    } else {
      this.exemplar = {
        labels: sortLabels(written),
        value,
        ...(timestamp !== undefined && { timestamp }),
      };
    }
    return at + 1;
  }

  private readTimestamp(
    bytes: Uint8Array,
    start: number,
    what: string,
  ): number {
    const value = this.readNumber(bytes, start, what);
    if (!Number.isFinite(value)) {
      throw new Fault(
        'syntax',
        `The ${what} ${showToken(bytes, start)} is no time`,
        start,
      );
    }
    return value;
  }

  private readNumber(bytes: Uint8Array, start: number, what: string): number {
    const value = this.number.read(bytes, start);
    const stop = bytes[this.number.end];
    if (this.number.end < 0 || (stop !== SPACE && stop !== LINE_FEED)) {
      throw this.notANumber(bytes, start, what);
    }
    return value;
  }
}

function isExemplar(bytes: Uint8Array, at: number): boolean {
  return (
    bytes[at] === SPACE &&
    bytes[at + 1] === HASH &&
    bytes[at + 2] === SPACE &&
    bytes[at + 3] === OPEN_BRACE
  );
}

function isTooLate(bytes: Uint8Array, start: number, end: number): boolean {
  let digits = '';
  for (let at = start; at < end && digits.length < 20; at += 1) {
    if (digits || bytes[at] !== 0x30) {
      digits += String.fromCharCode(bytes[at]);
    }
  }
  return (
    digits.length > 19 || (digits.length === 19 && digits > MAX_MILLISECONDS)
  );
}

function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) {
    count += 1;
  }
  return count;
}

/** Sorted by name; the first of two with the same name stays. */
function sortLabels(labels: Labels): Labels {
  const byName = new Map<string, string>();
  for (const [name, value] of labels) {
    if (value !== '' && !byName.has(name)) {
      byName.set(name, value);
    }
  }
  return [...byName].sort(([left], [right]) => (left < right ? -1 : 1));
}
