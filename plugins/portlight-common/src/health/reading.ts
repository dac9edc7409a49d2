/**
 * Readers for fields of objects from servers and files: whatever stands there, the answer has the expected
 * type. Health functions use nothing else, which is why they cannot throw on any JSON.
 */

/** Any JSON object. */
export type JsonObject = Record<string, unknown>;

const NOTHING: JsonObject = Object.freeze({});
const MAX_MESSAGE = 500;

/** The value if it is an object that is no array, else an empty one. */
export function record(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : NOTHING;
}

/** The objects in a value that should be an array. */
export function list(value: unknown): JsonObject[] {
  return Array.isArray(value)
    ? value.filter(
        item =>
          typeof item === 'object' && item !== null && !Array.isArray(item),
      )
    : [];
}

/** The value if it is a string, else an empty one. */
export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The value if it is a finite number. */
export function number(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value)
    ? value
    : undefined;
}

/** The value as a count: a whole number that is not negative, else 0. */
export function count(value: unknown): number {
  const found = number(value);
  return found === undefined || found < 0 ? 0 : Math.floor(found);
}

/** The keys of a value that should be an object. */
export function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** Words with single spaces between, as nearly all texts are. */
const PLAIN = /^(?:[!-~]+(?: [!-~]+)*)?$/;

/**
 * One line for people out of text from anywhere: no control characters (they could forge lines in a
 * terminal or log), no runs of spaces, bounded.
 */
export function oneLine(value: unknown, limit = MAX_MESSAGE): string {
  const whole = text(value);
  if (whole.length <= limit && PLAIN.test(whole)) {
    return whole;
  }
  const raw = whole.slice(0, limit * 4);
  const line = raw
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (line.length <= limit) {
    return line;
  }
  const cut = line.slice(0, limit - 1);
  // Not between the halves of a surrogate pair.
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}

/** A reason as one CamelCase word, or the fallback where the text is no such word. */
export function reasonWord(value: unknown, fallback: string): string {
  const word = text(value);
  return /^[A-Za-z][A-Za-z0-9_,:./-]{0,99}$/.test(word) ? word : fallback;
}

/** Such as `1 pod`, `3 pods`. */
export function plural(
  amount: number,
  singular: string,
  many = `${singular}s`,
): string {
  return `${amount} ${amount === 1 ? singular : many}`;
}
