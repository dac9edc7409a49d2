/** Parts of one are divided by: 100m is exactly 0.1 then. */
const DIVISORS: Record<string, number> = { n: 1e9, u: 1e6, m: 1e3 };

const FACTORS: Record<string, number> = {
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

const QUANTITY =
  /^([+-]?(?:\d{1,40}(?:\.\d{0,40})?|\.\d{1,40}))(?:([numkMGTPE]|[KMGTPE]i)|[eE]([+-]?\d{1,3}))?$/;

/** Quantities that were read: the pods of a cluster request the same few, and are summed up again and again. */
const known = new Map<string, number>();
const MAX_KNOWN = 10_000;
/** Longer texts are no quantities that anybody writes. */
const MAX_LENGTH = 40;

/**
 * A Kubernetes quantity as a number: cores for CPU (`500m` is 0.5), bytes for memory and storage (`1Gi` is
 * 1073741824), the count itself for anything counted.
 *
 * @returns undefined for what is not a quantity
 * @public
 */
export function parseQuantity(value: unknown): number | undefined {
  if (typeof value === 'number') {
    return Number.isFinite(value) ? value : undefined;
  }
  if (typeof value !== 'string') {
    return undefined;
  }
  const before = known.get(value);
  if (before !== undefined) {
    return before;
  }
  const result = readQuantity(value);
  if (result !== undefined && value.length <= MAX_LENGTH) {
    if (known.size >= MAX_KNOWN) {
      known.clear();
    }
    known.set(value, result);
  }
  return result;
}

function readQuantity(value: string): number | undefined {
  const match = QUANTITY.exec(value.trim());
  if (!match) {
    return undefined;
  }
  const [, digits, suffix = '', exponent] = match;
  const amount = Number(exponent ? `${digits}e${exponent}` : digits);
  const divisor = DIVISORS[suffix];
  const result = divisor ? amount / divisor : amount * FACTORS[suffix];
  return Number.isFinite(result) ? result : undefined;
}
