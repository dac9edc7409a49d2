// PostgreSQL has no text with a NUL in it.
// eslint wants no control characters in expressions, hence the split.
const NUL = String.fromCharCode(0);

/** Text that fits a column of the given length; hostile text must not stop a whole batch. */
export function text(value: unknown, length: number): string | null {
  if (typeof value !== 'string') return null;
  const clean = value.includes(NUL) ? value.split(NUL).join('') : value;
  return clean.length > length ? clean.slice(0, length) : clean;
}

const LARGEST_INTEGER = 2 ** 31 - 1;

/** A whole number that fits an integer column. */
export function integer(value: unknown): number | null {
  if (typeof value !== 'number' || !Number.isFinite(value)) return null;
  return Math.trunc(
    Math.min(Math.max(value, -LARGEST_INTEGER), LARGEST_INTEGER),
  );
}

/** A finite number. */
export function double(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** JSON as text; a NUL is escaped in it. */
export function json(value: unknown): string {
  return JSON.stringify(value) ?? 'null';
}

/** Labels so that `like` finds each of them: `\nkey=value\n...`, both URI-encoded. */
export function encodeLabels(labels: Record<string, string>): string {
  const pairs = Object.entries(labels).map(
    ([key, value]) => `${encode(key)}=${encode(String(value))}`,
  );
  return pairs.length > 0 ? `\n${pairs.join('\n')}\n` : '';
}

/** Tags so that `like` finds each of them: `\ntag\n...`, URI-encoded. */
export function encodeTags(tags: readonly string[]): string {
  const lines = tags.filter(Boolean).map(encode);
  return lines.length > 0 ? `\n${lines.join('\n')}\n` : '';
}

/** Images so that `like` finds each of them: `\nimage\n...`. */
export function encodeImages(images: readonly string[]): string {
  const clean = images
    .map(image => text(image, 1024))
    .filter(image => image)
    .map(image => image!.replace(/\n/g, ' '));
  return clean.length > 0 ? `\n${clean.join('\n')}\n` : '';
}

/** What an encoding leaves as it is: nearly every label. */
const PLAIN = /^[\w.-]*$/;

function encode(part: string): string {
  if (PLAIN.test(part)) return part;
  // Half a surrogate pair has no encoding.
  return encodeURIComponent(part.replace(/\p{Cs}/gu, '\ufffd'));
}
