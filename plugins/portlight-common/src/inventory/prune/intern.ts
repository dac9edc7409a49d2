const MAX_ENTRIES = 50_000;
const MAX_LENGTH = 253;

let pool = new Map<string, string>();

/**
 * The one copy of a text that many objects repeat (images, nodes, label values): a mirror of ten thousand
 * pods holds each once. The pool is bounded; when it is full it starts again, which only costs duplicates.
 */
export function intern(text: string): string {
  if (text.length > MAX_LENGTH) {
    return text;
  }
  const known = pool.get(text);
  if (known !== undefined) {
    return known;
  }
  if (pool.size >= MAX_ENTRIES) {
    pool = new Map();
  }
  pool.set(text, text);
  return text;
}
