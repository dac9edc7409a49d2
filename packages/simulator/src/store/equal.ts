/**
 * Deep equality of JSON values. Shared references end the comparison at once, which makes it nearly free
 * for objects that were changed by replacing only some parts.
 *
 * @public
 */
export function equalValues(left: unknown, right: unknown): boolean {
  if (left === right) {
    return true;
  }
  if (
    typeof left !== 'object' ||
    typeof right !== 'object' ||
    left === null ||
    right === null ||
    Array.isArray(left) !== Array.isArray(right)
  ) {
    return false;
  }
  if (Array.isArray(left) && Array.isArray(right)) {
    return (
      left.length === right.length &&
      left.every((value, index) => equalValues(value, right[index]))
    );
  }
  return equalFields(
    left as Record<string, unknown>,
    right as Record<string, unknown>,
    [],
  );
}

/**
 * As `equalValues`, on the top level leaving some fields out. An undefined field counts as absent.
 *
 * @public
 */
export function equalFields(
  left: Readonly<Record<string, unknown>>,
  right: Readonly<Record<string, unknown>>,
  except: readonly string[],
): boolean {
  for (const field of Object.keys(left)) {
    if (!except.includes(field) && !equalValues(left[field], right[field])) {
      return false;
    }
  }
  for (const field of Object.keys(right)) {
    if (
      right[field] !== undefined &&
      left[field] === undefined &&
      !except.includes(field)
    ) {
      return false;
    }
  }
  return true;
}
