import { BACKSLASH, CLASSES, LINE_FEED, PLAIN, QUOTE } from './characters';
import { Fault } from './Fault';
import { decodeText, findInvalidUtf8, unescapeText } from './text';
import { INCOMPLETE } from './tokens';

/** Reads texts between quotes. */
export class TextScanner {
  /** Whether a text had a raw line feed in it. */
  spansLines = false;
  /** How far texts went. */
  reach = 0;
  /** Where the text began that was {@link INCOMPLETE}. */
  openQuote = 0;

  /**
   * Answers the position behind the closing quote.
   *
   * @param mayBreak - whether raw line feeds are part of the text
   */
  scanQuoted(
    bytes: Uint8Array,
    start: number,
    end: number,
    mayBreak: boolean,
  ): number {
    let at = start + 1;
    for (;;) {
      while ((CLASSES[bytes[at]] & PLAIN) !== 0) {
        at += 1;
      }
      if (bytes[at] === QUOTE) {
        this.reach = at;
        return at + 1;
      }
      if (bytes[at] === BACKSLASH) {
        at += 1;
        if (bytes[at] !== LINE_FEED) {
          at += 1;
          continue;
        }
      } else if (mayBreak) {
        this.spansLines = true;
        at += 1;
        if (at >= end) {
          this.openQuote = start;
          return INCOMPLETE;
        }
        continue;
      }
      throw new Fault('syntax', 'The closing quote is missing', start);
    }
  }

  /** Text between quotes, its escapes resolved. */
  text(bytes: Uint8Array, start: number, end: number): string {
    const invalid = findInvalidUtf8(bytes, start, end);
    if (invalid >= 0) {
      throw new Fault('encoding', 'The bytes here are not UTF-8', invalid);
    }
    return unescapeText(decodeText(bytes, start, end));
  }
}
