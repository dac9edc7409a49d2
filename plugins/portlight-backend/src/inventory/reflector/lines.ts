import { textWithoutManagedFields } from './managedFields';

const NEWLINE = 0x0a;

/** Thrown for a line that is longer than the bound. */
export class LineTooLongError extends Error {
  constructor(readonly limit: number) {
    super(`A line is longer than ${limit} bytes`);
    this.name = 'LineTooLongError';
  }
}

/**
 * Splits a stream of bytes at newlines. It works on bytes because a chunk may end in the middle of a
 * character. Lines come without managed fields.
 */
export class LineSplitter {
  readonly #limit: number;
  #parts: Uint8Array[] = [];
  #length = 0;

  /** @param limit - the longest line in bytes; a longer one throws {@link LineTooLongError} */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The complete lines up to here, without empty ones. */
  *push(chunk: Uint8Array): Generator<string> {
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(NEWLINE, start);
      if (end < 0) break;
      this.#add(chunk.subarray(start, end));
      start = end + 1;
      const line = this.#take();
      if (line.trim()) yield line;
    }
    if (start < chunk.length) this.#add(chunk.subarray(start));
  }

  /** What came after the last newline; a stream that ends well leaves nothing. */
  rest(): string {
    return this.#take();
  }

  #add(part: Uint8Array): void {
    this.#length += part.length;
    if (this.#length > this.#limit) {
      this.#parts = [];
      throw new LineTooLongError(this.#limit);
    }
    if (part.length > 0) this.#parts.push(part);
  }

  #take(): string {
    const [first] = this.#parts;
    const bytes =
      this.#parts.length === 1
        ? Buffer.from(first.buffer, first.byteOffset, first.byteLength)
        : Buffer.concat(this.#parts, this.#length);
    this.#parts = [];
    this.#length = 0;
    return textWithoutManagedFields(bytes);
  }
}
