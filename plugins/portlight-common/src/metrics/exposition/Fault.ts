import type { ExpositionErrorCode } from './ExpositionError';

/** What is wrong at a position of the parser's buffer; the parser turns it into an error with line and column. */
export class Fault {
  constructor(
    readonly code: ExpositionErrorCode,
    readonly reason: string,
    readonly position: number,
    /** Where it is instead, for what shows only later that it is wrong. */
    readonly place?: { readonly line: number; readonly column: number },
  ) {}
}

/** Bytes as they may stand in a sentence. */
export function showBytes(
  bytes: Uint8Array,
  start: number,
  end: number,
): string {
  const most = 40;
  let text = '';
  for (let at = start; at < end && at < start + most; at += 1) {
    const byte = bytes[at];
    text +=
      byte >= 0x20 && byte < 0x7f
        ? String.fromCharCode(byte)
        : `\\x${byte.toString(16).padStart(2, '0')}`;
  }
  return `"${text}${end - start > most ? '…' : ''}"`;
}
