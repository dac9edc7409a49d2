const FACTORS: Record<string, number> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
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

const cache = new Map<string, number>();

/**
 * The number that a Kubernetes quantity stands for: cores for CPU, bytes for memory. 0 for what is absent or
 * no quantity, as nothing is then asked for.
 */
export function quantityOf(text: string | number | undefined): number {
  if (text === undefined) {
    return 0;
  }
  const key = String(text);
  const known = cache.get(key);
  if (known !== undefined) {
    return known;
  }
  const match = /^([+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)([a-zA-Z]*)$/.exec(key);
  const factor = match ? FACTORS[match[2]] : undefined;
  const value = match && factor !== undefined ? Number(match[1]) * factor : 0;
  if (cache.size < 10_000) {
    cache.set(key, value);
  }
  return value;
}

/** CPU in the canonical form: `2`, `250m`. */
export function formatCpu(cores: number): string {
  const millicores = Math.round(cores * 1000);
  return millicores % 1000 === 0 ? String(millicores / 1000) : `${millicores}m`;
}

/** Bytes with the largest binary unit that divides them. */
export function formatBytes(bytes: number): string {
  const rounded = Math.round(bytes);
  for (const unit of ['Ti', 'Gi', 'Mi', 'Ki']) {
    if (rounded !== 0 && rounded % FACTORS[unit] === 0) {
      return `${rounded / FACTORS[unit]}${unit}`;
    }
  }
  return String(rounded);
}
