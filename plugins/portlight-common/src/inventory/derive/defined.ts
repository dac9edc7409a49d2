/** The object without fields that are undefined: JSON texts of equal items are equal. */
export function defined<T extends object>(value: T): T {
  const result: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    if (item !== undefined) {
      result[key] = item;
    }
  }
  return result as T;
}
