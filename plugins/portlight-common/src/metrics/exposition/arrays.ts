/** The array, or a larger one with the same content where it has no room for so many. */
export function growBytes(array: Uint8Array, length: number): Uint8Array {
  if (length <= array.length) {
    return array;
  }
  const larger = new Uint8Array(Math.max(length, array.length * 2));
  larger.set(array);
  return larger;
}

/** As {@link growBytes}. */
export function growIntegers(array: Int32Array, length: number): Int32Array {
  if (length <= array.length) {
    return array;
  }
  const larger = new Int32Array(Math.max(length, array.length * 2));
  larger.set(array);
  return larger;
}

/** As {@link growBytes}; what is new has the given value. */
export function growNumbers(
  array: Float64Array,
  length: number,
  fill = 0,
): Float64Array {
  if (length <= array.length) {
    return array;
  }
  const larger = new Float64Array(Math.max(length, array.length * 2));
  larger.set(array);
  if (fill !== 0) {
    larger.fill(fill, array.length);
  }
  return larger;
}
