import { LINE_FEED, SPACE, TAB } from './characters';
import { showBytes } from './Fault';

/** What a quoted text is asked for that goes on behind the bytes that are there. */
export const INCOMPLETE = -1;

/** The first byte that is neither space nor tab. */
export function skipSpaces(bytes: Uint8Array, start: number): number {
  let at = start;
  while (bytes[at] === SPACE || bytes[at] === TAB) {
    at += 1;
  }
  return at;
}

/** What stands at a position, for a sentence. */
export function showToken(bytes: Uint8Array, start: number): string {
  if (bytes[start] === LINE_FEED) {
    return 'the end of the line';
  }
  let end = start + 1;
  while (
    end < start + 41 &&
    bytes[end] !== LINE_FEED &&
    bytes[end] !== SPACE &&
    bytes[end] !== undefined
  ) {
    end += 1;
  }
  return showBytes(bytes, start, end);
}

/** Why no sample begins there. */
export function startReason(
  bytes: Uint8Array,
  at: number,
  isOpenMetrics: boolean,
): string {
  if (isOpenMetrics && bytes[at] === LINE_FEED) {
    return 'OpenMetrics has no blank lines';
  }
  return bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf
    ? 'The body begins with a byte order mark, which the format does not allow'
    : `Expected the name of a metric, found ${showToken(bytes, at)}`;
}

/** Line feeds among bytes. */
export function countLineFeeds(
  bytes: Uint8Array,
  start: number,
  end: number,
): number {
  let count = 0;
  for (let at = start; at < end; at += 1) {
    if (bytes[at] === LINE_FEED) {
      count += 1;
    }
  }
  return count;
}
