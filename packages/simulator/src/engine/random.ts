/**
 * Chance without state: the same seed and the same words always give the same number, whatever was asked before.
 * That is what keeps a fleet the same when its controllers happen to run in another order.
 */
export function hashOf(...words: (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const word of words) {
    const text = String(word);
    for (let i = 0; i < text.length; i++) {
      hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    }
    hash = Math.imul(hash ^ 0x7c, 0x01000193);
  }
  // FNV alone leaves neighbours close together; this is the finalizer of MurmurHash3.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A number in [0, 1). */
export function fractionOf(...words: (string | number)[]): number {
  return hashOf(...words) / 0x1_0000_0000;
}

/** A number in [min, max). */
export function between(
  min: number,
  max: number,
  ...words: (string | number)[]
): number {
  return min + (max - min) * fractionOf(...words);
}

/** One of several values. */
export function pick<T>(
  values: readonly T[],
  ...words: (string | number)[]
): T {
  return values[hashOf(...words) % values.length];
}

// The letters that Kubernetes uses for generated names: no vowels, so that no words appear.
const NAME_LETTERS = 'bcdfghjklmnpqrstvwxz2456789';

/** A suffix for a name as Kubernetes generates them. */
export function nameSuffix(
  length: number,
  ...words: (string | number)[]
): string {
  let suffix = '';
  for (let i = 0; i < length; i++) {
    suffix += NAME_LETTERS[hashOf(...words, 'letter', i) % NAME_LETTERS.length];
  }
  return suffix;
}

/** Hexadecimal digits, for digests and container ids. */
export function hexOf(length: number, ...words: (string | number)[]): string {
  let hex = '';
  for (let i = 0; hex.length < length; i++) {
    hex += hashOf(...words, i)
      .toString(16)
      .padStart(8, '0');
  }
  return hex.slice(0, length);
}
