const MEBIBYTE = 1024 * 1024;
/** What a sum of binary fractions is more than it should be. */
const NOISE = 1e-9;

/** Up to the next thousandth of a core. */
export function roundCpu(cores: number): number {
  return Math.ceil(cores * 1000 - NOISE) / 1000;
}

/** Up to the next mebibyte. */
export function roundMemory(bytes: number): number {
  return Math.ceil(bytes / MEBIBYTE - NOISE) * MEBIBYTE;
}
