import {
  CLASSES,
  CLOSE_BRACE,
  COMMA,
  EQUALS,
  LABEL_PART,
  LABEL_START,
  QUOTE,
} from './characters';
import { Fault } from './Fault';
import type { TextScanner } from './TextScanner';
import { showToken } from './tokens';

/** Labels of an exemplar; they are few and seldom the same, and are not numbered. */
export function scanExemplarLabels(
  bytes: Uint8Array,
  start: number,
  texts: TextScanner,
  add: (name: string, value: string, position: number) => void,
): number {
  let at = start;
  while (bytes[at] !== CLOSE_BRACE) {
    const nameStart = at;
    const isQuoted = bytes[at] === QUOTE;
    if (isQuoted) {
      at = texts.scanQuoted(bytes, at, at, false);
    } else {
      while (
        (CLASSES[bytes[at]] & (at === nameStart ? LABEL_START : LABEL_PART)) !==
        0
      ) {
        at += 1;
      }
    }
    if (at === nameStart) {
      throw new Fault(
        'syntax',
        `Expected the name of a label of the exemplar, found ${showToken(
          bytes,
          at,
        )}`,
        at,
      );
    }
    const nameEnd = at;
    if (bytes[at] !== EQUALS || bytes[at + 1] !== QUOTE) {
      throw new Fault(
        'syntax',
        `Expected "=" and a value in quotes, found ${showToken(bytes, at)}`,
        at,
      );
    }
    const valueStart = at + 2;
    at = texts.scanQuoted(bytes, at + 1, at + 1, false);
    const quotes = isQuoted ? 1 : 0;
    add(
      texts.text(bytes, nameStart + quotes, nameEnd - quotes),
      texts.text(bytes, valueStart, at - 1),
      nameStart,
    );
    if (bytes[at] === COMMA) {
      at += 1;
    } else if (bytes[at] !== CLOSE_BRACE) {
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
  return at + 1;
}
