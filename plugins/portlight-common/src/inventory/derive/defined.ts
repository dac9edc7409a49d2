/** The object without fields that are undefined: JSON texts of equal items are equal. */
export function defined<T extends object>(value: T): T {
  const source = value as Record<string, unknown>;
  const result: Record<string, unknown> = {};
  for (const key of Object.keys(source)) {
    if (source[key] !== undefined) {
      result[key] = source[key];
    }
  }
  return result as T;
}
