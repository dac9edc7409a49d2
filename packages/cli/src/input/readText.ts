import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { CommandEnvironment } from '../CommandEnvironment';
import type { InputError } from './InputError';

/** Bytes that one file may have: a dump of a large cluster fits, an endless device does not. */
export const MAX_FILE_BYTES = 50 * 1024 * 1024;

/** The text of a file, or of the standard input for `-`; or why there is none. */
export async function readText(
  file: string,
  environment: CommandEnvironment,
): Promise<{ text: string } | { error: InputError }> {
  const read = await readBytes(file, environment);
  return 'error' in read ? read : decode(read.bytes, file);
}

/** The bytes of a file, or of the standard input for `-`; or why there are none. */
export async function readBytes(
  file: string,
  environment: CommandEnvironment,
): Promise<{ bytes: Uint8Array } | { error: InputError }> {
  try {
    if (file === '-') {
      return { bytes: await collect(environment.stdin) };
    }
    const path = resolve(environment.cwd, file);
    if ((await stat(path)).isDirectory()) {
      return { error: { file, message: 'is a directory' } };
    }
    return { bytes: await collect(createReadStream(path)) };
  } catch (error) {
    return { error: { file, message: explain(error) } };
  }
}

class TooLarge extends Error {}

async function collect(
  chunks: AsyncIterable<Uint8Array | string>,
): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    const part = Buffer.from(chunk);
    size += part.length;
    if (size > MAX_FILE_BYTES) {
      throw new TooLarge(`is larger than ${MAX_FILE_BYTES / 1024 / 1024} MiB`);
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function decode(
  bytes: Uint8Array,
  file: string,
): { text: string } | { error: InputError } {
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes);
  // NUL is in no text; U+FFFD is what the decoder writes for bytes that are no text (a file that really
  // holds it is not lost: names and messages with it are as unreadable there as here).
  const nul = text.indexOf('\0');
  if (nul >= 0) {
    return {
      error: { file, ...placeOf(text, nul), message: 'is binary, not text' },
    };
  }
  const invalid = isValidUtf8(bytes) ? -1 : text.indexOf('\ufffd');
  return invalid >= 0
    ? {
        error: {
          file,
          ...placeOf(text, invalid),
          message: 'is not valid UTF-8',
        },
      }
    : { text };
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    return 'utf-16le';
  }
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
}

function isValidUtf8(bytes: Uint8Array): boolean {
  if (encodingOf(bytes) !== 'utf-8') {
    return true;
  }
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Line and column (from 1) of a position in a text. */
export function placeOf(
  text: string,
  position: number,
): { line: number; column: number } {
  let line = 1;
  let lineStart = 0;
  for (
    let next = text.indexOf('\n');
    next >= 0 && next < position;
    next = text.indexOf('\n', next + 1)
  ) {
    line += 1;
    lineStart = next + 1;
  }
  return { line, column: position - lineStart + 1 };
}

function explain(error: unknown): string {
  if (error instanceof TooLarge) {
    return error.message;
  }
  switch ((error as NodeJS.ErrnoException)?.code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'does not exist';
    case 'EACCES':
    case 'EPERM':
      return 'may not be read';
    default:
      return `cannot be read: ${(error as Error)?.message ?? error}`;
  }
}
