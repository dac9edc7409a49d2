import type { MetricType } from '../../api/types';
import {
  CLASSES,
  LINE_FEED,
  METRIC_PART,
  METRIC_START,
  QUOTE,
  SPACE,
  TAB,
} from './characters';
import { Fault, showBytes } from './Fault';
import type { MetadataStatement } from './Recording';
import type { TextScanner } from './TextScanner';
import { INCOMPLETE, showToken, skipSpaces } from './tokens';
import { decodeText, findInvalidUtf8, unescapeText } from './text';

const PROMETHEUS_TYPES: ReadonlyMap<string, MetricType> = new Map([
  ['counter', 'counter'],
  ['gauge', 'gauge'],
  ['histogram', 'histogram'],
  ['summary', 'summary'],
  ['untyped', 'unknown'],
]);

const OPENMETRICS_TYPES: ReadonlyMap<string, MetricType> = new Map([
  ['counter', 'counter'],
  ['gauge', 'gauge'],
  ['histogram', 'histogram'],
  ['gaugehistogram', 'gaugehistogram'],
  ['summary', 'summary'],
  ['info', 'info'],
  ['stateset', 'stateset'],
  ['unknown', 'unknown'],
]);

/** What a line with `#` says. */
export interface CommentLine {
  /** Behind its line feed, or {@link INCOMPLETE}. */
  end: number;
  statement?: MetadataStatement;
  isEof?: boolean;
}

/** Reads a line of the Prometheus text formats that begins with `#`; most of what it could be is a comment. */
export function readPrometheusComment(
  bytes: Uint8Array,
  start: number,
  end: number,
  texts: TextScanner,
): CommentLine {
  const wordStart = skipSpaces(bytes, start + 1);
  const word = wordStart > start + 1 ? keyword(bytes, wordStart) : undefined;
  const space = bytes[wordStart + 4];
  if (
    (word !== 'HELP' && word !== 'TYPE') ||
    (space !== SPACE && space !== TAB)
  ) {
    return { end: lineEnd(bytes, wordStart) + 1 };
  }
  const name = readName(
    bytes,
    skipSpaces(bytes, wordStart + 4),
    end,
    word,
    texts,
  );
  if (name === INCOMPLETE) {
    return { end: INCOMPLETE };
  }
  const stop = lineEnd(bytes, name.end);
  const text = skipSpaces(bytes, name.end) === stop ? stop : name.end + 1;
  return {
    end: stop + 1,
    statement: {
      name: name.text,
      ...(word === 'HELP'
        ? { help: unescapeText(readText(bytes, text, stop), false) }
        : { type: readType(bytes, text, stop, PROMETHEUS_TYPES) }),
    },
  };
}

/** Reads a line of OpenMetrics that begins with `#`: metadata or the end, and nothing else. */
export function readOpenMetricsComment(
  bytes: Uint8Array,
  start: number,
  end: number,
  texts: TextScanner,
): CommentLine {
  const word = bytes[start + 1] === SPACE && keyword(bytes, start + 2);
  if (word && word.startsWith('EOF')) {
    if (bytes[start + 5] !== LINE_FEED) {
      throw new Fault('syntax', 'Nothing may follow "# EOF"', start + 5);
    }
    return { end: start + 6, isEof: true };
  }
  if (
    (word !== 'HELP' && word !== 'TYPE' && word !== 'UNIT') ||
    bytes[start + 6] !== SPACE
  ) {
    throw new Fault(
      'syntax',
      'OpenMetrics has no comments: "# HELP ", "# TYPE ", "# UNIT " or "# EOF" is expected',
      start,
    );
  }
  const name = readName(bytes, start + 7, end, word, texts);
  if (name === INCOMPLETE) {
    return { end: INCOMPLETE };
  }
  if (bytes[name.end] !== SPACE) {
    throw new Fault(
      'syntax',
      `Expected a space behind the name, found ${showToken(bytes, name.end)}`,
      name.end,
    );
  }
  const text = name.end + 1;
  const stop = lineEnd(bytes, text);
  const statement: MetadataStatement = { name: name.text };
  switch (word) {
    case 'HELP':
      statement.help = unescapeText(readText(bytes, text, stop));
      break;
    case 'TYPE':
      statement.type = readType(bytes, text, stop, OPENMETRICS_TYPES);
      break;
    default:
      statement.unit = readText(bytes, text, stop);
      if (statement.unit && !name.text.endsWith(`_${statement.unit}`)) {
        throw new Fault(
          'syntax',
          `The unit ${showBytes(
            bytes,
            text,
            stop,
          )} must be the end of the metric's name, behind an underscore`,
          text,
        );
      }
  }
  return { end: stop + 1, statement };
}

function readName(
  bytes: Uint8Array,
  start: number,
  end: number,
  word: string,
  texts: TextScanner,
): { text: string; end: number } | typeof INCOMPLETE {
  if (bytes[start] === QUOTE) {
    const stop = texts.scanQuoted(bytes, start, end, true);
    return stop === INCOMPLETE
      ? INCOMPLETE
      : { text: texts.text(bytes, start + 1, stop - 1), end: stop };
  }
  if ((CLASSES[bytes[start]] & METRIC_START) === 0) {
    throw new Fault(
      'syntax',
      `Expected the name of a metric behind ${word}, found ${showToken(
        bytes,
        start,
      )}`,
      start,
    );
  }
  let at = start;
  while ((CLASSES[bytes[at]] & METRIC_PART) !== 0) {
    at += 1;
  }
  return { text: decodeText(bytes, start, at), end: at };
}

function readText(bytes: Uint8Array, start: number, end: number): string {
  const invalid = findInvalidUtf8(bytes, start, end);
  if (invalid >= 0) {
    throw new Fault('encoding', 'The bytes here are not UTF-8', invalid);
  }
  return decodeText(bytes, start, end);
}

function readType(
  bytes: Uint8Array,
  start: number,
  end: number,
  types: ReadonlyMap<string, MetricType>,
): MetricType {
  const type =
    end - start < 20 ? types.get(decodeText(bytes, start, end)) : undefined;
  if (!type) {
    throw new Fault(
      'syntax',
      `${showBytes(bytes, start, end)} is no type; ${[...types.keys()].join(
        ', ',
      )} are`,
      start,
    );
  }
  return type;
}

function keyword(bytes: Uint8Array, start: number): string {
  let word = '';
  for (let at = start; at < start + 4 && bytes[at] !== LINE_FEED; at += 1) {
    word += String.fromCharCode(bytes[at]);
  }
  return word;
}

function lineEnd(bytes: Uint8Array, start: number): number {
  return bytes.indexOf(LINE_FEED, start);
}
