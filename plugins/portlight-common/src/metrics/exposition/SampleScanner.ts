import { HASH_PRIME, HASH_SEED } from './ByteInterner';
import {
  CLASSES,
  CLOSE_BRACE,
  COMMA,
  EQUALS,
  LABEL_PART,
  LABEL_START,
  METRIC_PART,
  METRIC_START,
  OPEN_BRACE,
  PLAIN,
  QUOTE,
  SPACE,
  TAB,
} from './characters';
import { checkLabel, checkNameLength } from './checkLengths';
import { Fault } from './Fault';
import { LabelOrder } from './LabelOrder';
import type { TableState } from './SeriesTable';
import { decodeText } from './text';
import { TextScanner } from './TextScanner';
import { INCOMPLETE, showToken, skipSpaces, startReason } from './tokens';
import type { ExpositionLimits, Labels } from './types';

// Compiled to CommonJS, each use of an import is the property of an object; in these loops that shows.
const classes = CLASSES;
const prime = HASH_PRIME;
const seed = HASH_SEED;
const plain = PLAIN;
const labelPart = LABEL_PART;
const metricPart = METRIC_PART;

/** Reads what a sample begins with: its name and labels. */
export class SampleScanner {
  readonly texts = new TextScanner();
  readonly order: LabelOrder;
  /** Where the last sample with plain labels began in the same bytes, or -1. */
  private previous = -1;
  /** Behind its opening brace, from where it began. */
  private previousOpen = 0;
  private previousName = -1;
  private otherPair = -1;

  constructor(
    private readonly state: TableState,
    private readonly isOpenMetrics: boolean,
    private readonly limits: Required<ExpositionLimits>,
  ) {
    this.order = new LabelOrder(state);
  }

  /**
   * Answers where the value begins, or {@link INCOMPLETE}.
   *
   * @param end - behind a line feed
   */
  scan(bytes: Uint8Array, start: number, end: number): number {
    let at = start;
    let byte = bytes[at];
    let name = -1;
    this.order.length = 1;
    this.texts.spansLines = false;
    let kept = -1;
    if (this.previous >= 0) {
      kept = this.compareWithPrevious(bytes, start);
    }
    this.previous = -1;
    if (kept >= 0) {
      name = this.previousName;
      at =
        start +
        (kept === 0 ? this.previousOpen : this.order.writtenEnds[kept - 1]);
    } else if ((classes[byte] & METRIC_START) !== 0) {
      let hash = seed;
      do {
        hash = Math.imul(hash ^ byte, prime);
        at += 1;
        byte = bytes[at];
      } while ((classes[byte] & metricPart) !== 0);
      name = this.state.names.find(bytes, start, at, hash);
      if (name < 0) {
        checkNameLength(at - start, start, this.limits);
        name = this.state.addName(
          bytes,
          start,
          at,
          hash,
          decodeText(bytes, start, at),
        );
      }
      if (!this.isOpenMetrics) {
        at = skipSpaces(bytes, at);
      }
    } else if (byte !== OPEN_BRACE) {
      throw new Fault('syntax', startReason(bytes, at, this.isOpenMetrics), at);
    }
    this.order.tuple[0] = name;
    if (kept >= 0 || bytes[at] === OPEN_BRACE) {
      if (kept < 0) {
        kept = 0;
        at += 1;
        this.previousOpen = at - start;
        this.previousName = name;
      }
      at = this.scanLabels(bytes, start, at, end, kept);
      if (at === INCOMPLETE) {
        return INCOMPLETE;
      }
      if (this.order.tuple[0] < 0) {
        throw new Fault('syntax', 'The metric has no name', start);
      }
      if (this.order.length - 1 > this.limits.labels) {
        throw new Fault(
          'label-limit',
          `The series has ${this.order.length - 1} labels; at most ${
            this.limits.labels
          } are allowed`,
          start,
        );
      }
    }
    if (!this.isOpenMetrics) {
      return skipSpaces(bytes, at);
    }
    if (bytes[at] !== SPACE) {
      throw new Fault(
        'syntax',
        `Expected a space and the value, found ${showToken(bytes, at)}`,
        at,
      );
    }
    return at + 1;
  }

  /** The labels of the last sample. */
  labels(): Labels {
    const labels: (readonly [string, string])[] = [];
    for (let at = 1; at < this.order.length; at += 1) {
      labels.push(this.state.pairTexts[this.order.tuple[at]]);
    }
    return labels;
  }

  /** Forgets the last sample, because its bytes are others now. */
  forget(): void {
    this.previous = -1;
  }

  /**
   * Most samples begin as the one before them. Answers how many of its labels stand here as well, or -1
   * where not even the name does: comparing is several times as fast as looking them up.
   */
  private compareWithPrevious(bytes: Uint8Array, start: number): number {
    const { writtenCount, writtenEnds } = this.order;
    const most =
      writtenCount > 0 ? writtenEnds[writtenCount - 1] : this.previousOpen;
    let from = this.previous;
    const stop = from + most;
    let to = start;
    while (from < stop && bytes[from] === bytes[to]) {
      from += 1;
      to += 1;
    }
    const same = to - start;
    if (same < this.previousOpen) {
      return -1;
    }
    let kept = writtenCount;
    while (kept > 0 && writtenEnds[kept - 1] > same) {
      kept -= 1;
    }
    return kept;
  }

  private scanLabels(
    bytes: Uint8Array,
    sampleStart: number,
    start: number,
    end: number,
    kept: number,
  ): number {
    let at = start;
    let isSorted = kept === 0 || this.order.writtenSorted[kept - 1] === 1;
    const { state } = this;
    const { written } = this.order;
    const { pairs, pairNames } = state;
    let lastName = kept === 0 ? -1 : pairNames[this.order.written[kept - 1]];
    let count = kept;
    let isPlain = this.order.tuple[0] >= 0;
    for (;;) {
      let byte = bytes[at];
      if (!this.isOpenMetrics && (byte === SPACE || byte === TAB)) {
        at = skipSpaces(bytes, at);
        byte = bytes[at];
      }
      if (byte === CLOSE_BRACE) {
        break;
      }
      const pairStart = at;
      let pair = -1;
      const above = count < written.length ? written[count] : 0;
      const likely = state.successors[above] - 1;
      if (likely >= 0) {
        const stop = pairs.matchAt(likely, bytes, at);
        if (stop >= 0) {
          pair = likely;
          at = stop;
        }
      }
      if (pair < 0 && (classes[byte] & LABEL_START) !== 0) {
        let hash = seed;
        do {
          hash = Math.imul(hash ^ byte, prime);
          at += 1;
          byte = bytes[at];
        } while ((classes[byte] & labelPart) !== 0);
        const nameEnd = at;
        if (byte === EQUALS && bytes[at + 1] === QUOTE) {
          hash = Math.imul(hash ^ EQUALS, prime);
          hash = Math.imul(hash ^ QUOTE, prime);
          at += 2;
          const valueStart = at;
          byte = bytes[at];
          // As hashPair does it: two bytes at once, since each multiplication waits for the one before.
          while ((classes[byte] & plain) !== 0) {
            const second = bytes[at + 1];
            if ((classes[second] & plain) === 0) {
              hash = Math.imul(hash ^ byte, prime);
              at += 1;
              byte = second;
              break;
            }
            hash = Math.imul(hash ^ byte ^ (second << 8), prime);
            at += 2;
            byte = bytes[at];
          }
          if (byte === QUOTE) {
            hash = Math.imul(hash ^ QUOTE, prime);
            at += 1;
            pair = pairs.find(bytes, pairStart, at, hash);
            if (pair < 0) {
              pair = this.addPair(
                bytes,
                pairStart,
                nameEnd,
                valueStart,
                at,
                hash,
              );
            }
          }
        }
      }
      if (pair < 0) {
        at = this.scanOtherLabel(bytes, pairStart, end);
        isPlain = false;
        if (at === INCOMPLETE) {
          return INCOMPLETE;
        }
        pair = this.otherPair;
      }
      if (pair >= 0) {
        state.successors[above] = pair + 1;
        const name = pairNames[pair];
        if (lastName >= 0 && isSorted && !this.order.isBefore(lastName, name)) {
          isSorted = false;
        }
        lastName = name;
        if (count === this.order.written.length) {
          this.order.grow();
        }
        this.order.written[count] = pair;
        this.order.writtenSorted[count] = isSorted ? 1 : 0;
        count += 1;
        if (count > 2 * this.limits.labels) {
          // Sorting what is refused anyway would be work for nothing.
          throw new Fault(
            'label-limit',
            `The series has more than ${this.limits.labels} labels`,
            pairStart,
          );
        }
      }
      at = this.isOpenMetrics ? at : skipSpaces(bytes, at);
      byte = bytes[at];
      if (byte === COMMA) {
        at += 1;
        if (count > 0) {
          this.order.writtenEnds[count - 1] = at - sampleStart;
        }
      } else if (byte !== CLOSE_BRACE) {
        isPlain = false;
        if (!this.isOpenMetrics) {
          continue;
        }
        throw new Fault(
          'syntax',
          `Expected a comma or the closing brace behind a label, found ${showToken(
            bytes,
            at,
          )}`,
          at,
        );
      }
    }
    if (isPlain) {
      // The last one need not have a comma, and is read again.
      this.previous = sampleStart;
      this.order.writtenCount = count > 0 ? count - 1 : 0;
    }
    this.order.arrange(count, isSorted, sampleStart + this.previousOpen);
    return at + 1;
  }

  /** A label with spaces, quotes around its name, or escapes; or the name of the metric. */
  private scanOtherLabel(
    bytes: Uint8Array,
    start: number,
    end: number,
  ): number {
    const isQuoted = bytes[start] === QUOTE;
    let at = start;
    if (isQuoted) {
      at = this.texts.scanQuoted(bytes, start, end, true);
      if (at === INCOMPLETE) {
        return INCOMPLETE;
      }
    } else if ((classes[bytes[at]] & LABEL_START) !== 0) {
      do {
        at += 1;
      } while ((classes[bytes[at]] & labelPart) !== 0);
    } else {
      throw new Fault(
        'syntax',
        `Expected the name of a label, found ${showToken(bytes, at)}`,
        at,
      );
    }
    const nameStart = isQuoted ? start + 1 : start;
    const nameEnd = isQuoted ? at - 1 : at;
    at = this.isOpenMetrics ? at : skipSpaces(bytes, at);
    if (isQuoted && (bytes[at] === COMMA || bytes[at] === CLOSE_BRACE)) {
      if (this.order.tuple[0] >= 0) {
        throw new Fault('syntax', 'The metric has two names', start);
      }
      this.order.tuple[0] = this.internName(bytes, nameStart, nameEnd);
      this.otherPair = -1;
      return at;
    }
    if (bytes[at] !== EQUALS) {
      throw new Fault(
        'syntax',
        `Expected "=" behind the name of a label, found ${showToken(
          bytes,
          at,
        )}`,
        at,
      );
    }
    at = this.isOpenMetrics ? at + 1 : skipSpaces(bytes, at + 1);
    if (bytes[at] !== QUOTE) {
      throw new Fault(
        'syntax',
        `Expected the value of a label in quotes, found ${showToken(
          bytes,
          at,
        )}`,
        at,
      );
    }
    const valueStart = at + 1;
    at = this.texts.scanQuoted(bytes, at, end, !this.isOpenMetrics);
    if (at === INCOMPLETE) {
      return INCOMPLETE;
    }
    const name = this.texts.text(bytes, nameStart, nameEnd);
    const value = this.texts.text(bytes, valueStart, at - 1);
    checkLabel(
      this.limits,
      name,
      value,
      bytes,
      nameStart,
      nameEnd,
      valueStart,
      at - 1,
    );
    this.otherPair = this.state.internPair(name, value);
    return at;
  }

  /** The number of a name that was in quotes. */
  private internName(bytes: Uint8Array, start: number, end: number): number {
    const name = this.texts.text(bytes, start, end);
    if (!name) {
      throw new Fault('syntax', 'The name of the metric is empty', start);
    }
    checkNameLength(end - start, start, this.limits);
    return this.state.internName(name);
  }

  private addPair(
    bytes: Uint8Array,
    start: number,
    nameEnd: number,
    valueStart: number,
    end: number,
    hash: number,
  ): number {
    const name = decodeText(bytes, start, nameEnd);
    const value = this.texts.text(bytes, valueStart, end - 1);
    checkLabel(
      this.limits,
      name,
      value,
      bytes,
      start,
      nameEnd,
      valueStart,
      end - 1,
    );
    return this.state.addPair(bytes, start, end, hash, name, value);
  }
}
