import type { Labels } from './types';

const SHORT = 64;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const strictDecoder = new TextDecoder('utf-8', {
  fatal: true,
  ignoreBOM: true,
});
const encoder = new TextEncoder();

/** The text of bytes that are known to be UTF-8. */
export function decodeText(
  bytes: Uint8Array,
  start: number,
  end: number,
): string {
  const part = bytes.subarray(start, end);
  if (part.length <= SHORT && isAscii(part)) {
    // Far cheaper than the decoder for what labels are.
    return String.fromCharCode.apply(null, part as unknown as number[]);
  }
  return decoder.decode(part);
}

/** The same as UTF-8. */
export function encodeText(text: string): Uint8Array {
  return encoder.encode(text);
}

/** The first byte that is not UTF-8, or -1. */
export function findInvalidUtf8(
  bytes: Uint8Array,
  start: number,
  end: number,
): number {
  let isPlain = true;
  for (let at = start; at < end && isPlain; at += 1) {
    isPlain = bytes[at] < 0x80;
  }
  if (isPlain || isUtf8(bytes, start, end)) {
    return -1;
  }
  // Bisects: the longest valid beginning, up to the three bytes that an unfinished character has.
  let valid = start;
  let invalid = end;
  while (invalid - valid > 4) {
    const middle = (valid + invalid) >> 1;
    const cut = characterStart(bytes, valid, middle);
    if (cut > valid && isUtf8(bytes, valid, cut)) {
      valid = cut;
    } else if (cut > valid) {
      invalid = cut;
    } else {
      break;
    }
  }
  while (valid < invalid) {
    const length = characterLength(bytes[valid]);
    if (
      length === 0 ||
      valid + length > end ||
      !isUtf8(bytes, valid, valid + length)
    ) {
      return valid;
    }
    valid += length;
  }
  return valid;
}

function isUtf8(bytes: Uint8Array, start: number, end: number): boolean {
  try {
    strictDecoder.decode(bytes.subarray(start, end));
    return true;
  } catch {
    return false;
  }
}

function characterStart(
  bytes: Uint8Array,
  least: number,
  position: number,
): number {
  let at = position;
  while (at > least && position - at < 3 && (bytes[at] & 0xc0) === 0x80) {
    at -= 1;
  }
  return at;
}

function characterLength(byte: number): number {
  if (byte < 0x80) {
    return 1;
  }
  if (byte >= 0xf0) {
    return byte <= 0xf4 ? 4 : 0;
  }
  if (byte >= 0xe0) {
    return 3;
  }
  return byte >= 0xc2 ? 2 : 0;
}

function isAscii(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at] >= 0x80) {
      return false;
    }
  }
  return true;
}

/**
 * `name`, or `name{a="b"}`, escaped as the text format escapes; a name that needs quotes is the first thing
 * in the braces. Two series have the same key if and only if they are the same series.
 *
 * @param labels - sorted by name
 * @public
 */
export function formatSeriesKey(name: string, labels: Labels): string {
  const isPlain = isPlainMetricName(name);
  if (isPlain && labels.length === 0) {
    return name;
  }
  const parts = labels.map(
    ([label, value]) => `${formatLabelName(label)}="${escapeText(value)}"`,
  );
  return isPlain
    ? `${name}{${parts.join(',')}}`
    : `{${[`"${escapeText(name)}"`, ...parts].join(',')}}`;
}

/** As it stands in front of `=`. */
export function formatLabelName(name: string): string {
  return /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name) ? name : `"${escapeText(name)}"`;
}

/** For between quotes. */
export function escapeText(text: string): string {
  return text.includes('\\') || text.includes('"') || text.includes('\n')
    ? text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n')
    : text;
}

/**
 * Resolves `\\`, `\n` and, but for help texts of the Prometheus formats, `\"`; other sequences stay as they
 * are, as in Prometheus.
 */
export function unescapeText(text: string, hasQuotes = true): string {
  return text.includes('\\')
    ? text.replace(hasQuotes ? /\\([\\n"])/g : /\\([\\n])/g, (_, escaped) =>
        escaped === 'n' ? '\n' : escaped,
      )
    : text;
}

function isPlainMetricName(name: string): boolean {
  return /^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(name);
}
