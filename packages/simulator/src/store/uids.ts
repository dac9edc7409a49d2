/**
 * Makes uids that look random and come out the same for the same seed, so that a demo fleet looks the same
 * after every start and a failing test can be run again.
 *
 * @param seed - any text; the cluster's name is part of it so that no two clusters share a uid
 *
 * @public
 */
export function createUidSource(seed: string): () => string {
  const random = createRandom(seed);
  const hex = (digits: number) =>
    Math.floor(random() * 16 ** digits)
      .toString(16)
      .padStart(digits, '0');
  return () =>
    `${hex(8)}-${hex(4)}-4${hex(3)}-${(8 + Math.floor(random() * 4)).toString(
      16,
    )}${hex(3)}-${hex(8)}${hex(4)}`;
}

/**
 * A small deterministic random source (the sfc32 generator on a hash of the seed).
 *
 * @returns a function that answers numbers in [0, 1)
 *
 * @public
 */
export function createRandom(seed: string): () => number {
  let a = hash(seed, 0x9e3779b9);
  let b = hash(seed, 0x243f6a88);
  let c = hash(seed, 0xb7e15162);
  let counter = 1;
  const next = () => {
    const result = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + result;
    return (result >>> 0) / 2 ** 32;
  };
  for (let round = 0; round < 12; round++) {
    next();
  }
  return next;
}

function hash(text: string, start: number): number {
  let value = start;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
    value = (value << 13) | (value >>> 19);
  }
  return value | 0;
}

const SUFFIX_LETTERS = 'bcdfghjklmnpqrstvwxz2456789';

/**
 * The random end of a name made from `generateName`, in Kubernetes' alphabet.
 *
 * @public
 */
export function nameSuffix(random: () => number, length = 5): string {
  let suffix = '';
  while (suffix.length < length) {
    suffix += SUFFIX_LETTERS[Math.floor(random() * SUFFIX_LETTERS.length)];
  }
  return suffix;
}
