const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;

/**
 * How API servers write the field. In JSON this is always a key and its value's beginning: within a text the
 * quote before the name would have a backslash before it, and not a comma.
 */
const FIELD = Buffer.from(',"managedFields":[');

/**
 * JSON in UTF-8 as text, without its managed fields: up to half of what an API server sends of an object, which
 * nobody reads and whose thousands of keys are what parsing takes longest for.
 *
 * Every list under the key `managedFields` that is not its object's first is left out, at any depth; everything
 * else stays byte for byte. What is no valid JSON elsewhere stays invalid.
 */
export function textWithoutManagedFields(bytes: Buffer): string {
  let found = bytes.indexOf(FIELD);
  if (found < 0) return bytes.toString('utf8');
  let text = '';
  let start = 0;
  while (found >= 0) {
    const end = endOfArray(bytes, found + FIELD.length - 1);
    // Cut off in the middle: the parser shall see it as it is.
    if (end < 0) break;
    text += bytes.toString('utf8', start, found);
    start = end;
    found = bytes.indexOf(FIELD, end);
  }
  return text + bytes.toString('utf8', start);
}

/** Where the array that begins at a position is over; -1 if it does not end. */
function endOfArray(bytes: Buffer, begin: number): number {
  const { length } = bytes;
  let depth = 0;
  for (let index = begin; index < length; index += 1) {
    const byte = bytes[index];
    if (byte === QUOTE) {
      index += 1;
      while (index < length && bytes[index] !== QUOTE) {
        index += bytes[index] === BACKSLASH ? 2 : 1;
      }
    } else if (byte === OPEN_ARRAY) {
      depth += 1;
    } else if (byte === CLOSE_ARRAY) {
      depth -= 1;
      if (depth === 0) return index + 1;
    }
  }
  return -1;
}
